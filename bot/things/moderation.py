"""Lets members report things of a topic, and coordinators take them out of sight.

Moderated("bookmark", "B", find=_find, hide=_hide)           in the declaration of bookmarks
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.command.command import Context


class Find(Protocol):
    """Tells which thing a text refers to."""

    async def __call__(self, ctx: Context, text: str, *, hidden: bool) -> int:
        """Return its number; with `hidden`, that of one that is out of sight. Raises `bot.command.reader.Unclear`."""


@dataclass(frozen=True, slots=True)
class Moderated:
    """A kind of thing that can be reported. It is shown, and referred to, by its letter and number."""

    kind: str
    letter: str
    find: Find
    hide: Callable[[Context, int, bool], Awaitable[None]]
    """Takes one out of sight, or with False shows it again. Raises `Refused` when it may not, or was so already."""

    def number(self, id: int) -> str:
        return f"{self.letter}-{id}"
