"""Says what was not understood, so that it can be counted and learnt from: kinds and figures, never what was said."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.reply import Block
from bot.command.command import Context


class Miss(StrEnum):
    """A way in which a sentence was not understood."""

    unread = "unread"
    """Nothing was read in it."""
    unsure = "unsure"
    """It may have been several things, which were offered."""
    declined = "declined"
    """What was read was refused."""
    nothing_to_go_on = "nothing_to_go_on"
    """It went on from a list that was not there."""


@dataclass(frozen=True, slots=True)
class AfterMiss:
    """What a topic adds to the answer to a sentence that was not understood."""

    blocks: Callable[[Context, str], Awaitable[tuple[Block, ...]]]
