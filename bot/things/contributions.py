"""Tells members what became of what they gave, in whatever topic they gave it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.reply import Choice, Inline, Subject
from bot.chat.spans import shorten
from bot.chat.texts import Msg
from bot.command.command import Context
from bot.command.one_view import on_one_view


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


MOST_OWN = 8
"""Things of one's own of a kind that one may mean by "my lesson"."""
BRIEF = 60


def own_of(kind: str, given: Contributions) -> Callable[[Context], Awaitable[Sequence[Choice]]]:
    """Return what finds the things of that kind that the member in `Context` gave, or had a part in, latest first."""

    async def finding(ctx: Context) -> Sequence[Contribution]:
        return await given.find(ctx, MOST_OWN)

    async def own(ctx: Context) -> Sequence[Choice]:
        found = {
            each.thing.line: Choice(each.thing.line, f"{each.thing.line} {shorten(each.text, BRIEF)}")
            for each in reversed(await on_one_view(ctx, finding))
            if each.thing.kind == kind
        }
        return [*reversed(found.values())]

    return own
