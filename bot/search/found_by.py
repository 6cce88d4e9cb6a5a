"""Lets topics say of which things somebody is found by, and how to correct those."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat.reply import Item
from bot.command.command import Context
from storage.search import Row


@dataclass(frozen=True, slots=True)
class FoundBy:
    """A member is found by things of this kind. `draw` gets a row of one and their role in it, for the member itself.

    One with several rows is told of `once`, or for each of its texts.
    """

    kind: str
    draw: Callable[[Context, Row, str], Awaitable[Item | None]]
    once: bool = False
