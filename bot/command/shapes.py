"""Lets a topic say in which shapes of a whole line its command is called: "waar staat NOVEX voor", "what does it mean".

A phrase is the beginning of a line; a shape is all of it, read to the end, with what it is about somewhere within. So
it goes before phrases, and a line that says more is none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from bot.topic import Topics


@dataclass(frozen=True, slots=True)
class Shape:
    """Calls the command of that name. `read` gives the language of a line of that shape, and what it is about."""

    command: str
    read: Callable[[str], tuple[str, str] | None]


class Shaped(NamedTuple):
    """Says which command a line calls by its shape, in which language, and what it is about."""

    command: str
    language: str
    rest: str


def shaped(topics: Topics, line: str) -> Shaped | None:
    """Return what a line calls by its shape; None for any other line."""
    found = ((each.command, each.read(line)) for each in topics.all(Shape))
    return next((Shaped(command, *said) for command, said in found if said), None)
