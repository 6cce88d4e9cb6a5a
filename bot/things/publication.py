"""Says what of a topic may be read on the web, and whose act put it there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storage.database.database import Tx

Projection = Mapping[str, Any]  # Any: what JSON holds
"""A thing as the web may show it: names of fields to plain values."""


@dataclass(frozen=True, slots=True)
class Published:
    """Things of a kind that may be on the web.

    `project` gives those of the ids that may be there, each by its id. It leaves out every other thing, and of each
    thing everything that nobody consented to show on the web: what it does not give, the web cannot leak.
    """

    kind: str
    act: str
    """What puts one there, as `bot.things.acts` names it: "approve" of a network."""
    project: Callable[[Tx, Sequence[int]], Mapping[int, Projection]]
