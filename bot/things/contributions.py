"""Tells members what became of what they gave, in whatever topic they gave it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.reply import Inline, Subject
from bot.chat.texts import Msg
from bot.command.command import Context


@dataclass(frozen=True, slots=True)
class Contribution:
    """One thing that a member gave."""

    thing: Subject
    """What shows it, or shows what it was given to."""
    at: datetime
    gave: Msg
    """What it was: "asked", "answered"."""
    text: str
    state: Inline
    last_word: str = ""
    """What was last said about it by those who decide on it; empty when nothing was."""
    waits: Msg | None = None
    """What or whom it waits for."""


@dataclass(frozen=True, slots=True)
class Contributions:
    """Finds what the member in `Context` gave to a topic, latest first, at most so many."""

    find: Callable[[Context, int], Awaitable[Sequence[Contribution]]]
