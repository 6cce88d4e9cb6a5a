"""Lets a topic say in which shapes of a whole line its command is called: "waar staat NOVEX voor", "what does it mean".

A phrase is the beginning of a line; a shape is all of it, read to the end, with what it is about somewhere within. So
it goes before phrases, and a line that says more is none.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """Calls the command of that name. `read` gives the language of a line of that shape, and what it is about."""

    command: str
    read: Callable[[str], tuple[str, str] | None]
