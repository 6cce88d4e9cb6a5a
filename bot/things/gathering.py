"""Lets something be asked of those who take part in a thing, such as a meeting: neither topic knows the other.

Gathering("meeting", "B", who=_guests, asks=_asks)          in the declaration of meetings
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass

from bot.chat.reply import Inline, Reply, Subject
from bot.command.command import Context
from bot.topic import Topics
from storage.database.database import Tx
from storage.links import Thing


@dataclass(frozen=True, slots=True)
class Gathered:
    """Tells what a gathering is called, and what it is about."""

    called: Inline
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Gathering:
    """Things of that kind have people who take part in them.

    `asks` is for who wants to ask them something: it raises `Refused` when that is not this member, or not of these.
    """

    kind: str
    letter: str
    who: Callable[[Tx, int], Collection[int]]
    asks: Callable[[Context, int], Awaitable[Gathered]]
    schedule: Callable[[Context, int, Sequence[Subject]], Awaitable[Reply]]
    """Puts things of any topic on its programme, in their order, and says so. Raises `Refused`."""


def gathering_at(topics: Topics, kind: str) -> Gathering | None:
    """Find what is known of who takes part in things of a kind."""
    return next((each for each in topics.all(Gathering) if each.kind == kind), None)


def gathering_of(topics: Topics, thing: Thing | None) -> Gathering | None:
    """Find how the people of a thing are known; None when nobody takes part in things of its kind."""
    return gathering_at(topics, thing.kind) if thing is not None else None
