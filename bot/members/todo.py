"""Finds what waits for somebody, by age and weight, each line with what to do about it."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.chat.reply import Action, Block, Item, Words, words
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.command.scope import covers
from bot.process.choices import Choices
from bot.topic import Topics
from storage.atlas import Atlas
from storage.database.database import Tx
from storage.members.member import Member
from storage.vocabulary import Role

DAYS_OF_WEEK = 7
MOST = 100
"""Things that a topic finds of one sort: more than anybody will read."""


@dataclass(frozen=True)
class Keeper:
    """A member who may have things to do, and what tells which those are."""

    member: Member
    atlas: Atlas
    now: datetime
    choices: Choices

    @property
    def today(self) -> date:
        """The day it is where they are."""
        return self.now.astimezone(ZoneInfo(self.member.time_zone)).date()

    @cached_property
    def reach(self) -> frozenset[int] | None:
        """The regions that they coordinate, with all within those; None means everything."""
        grants = [each for each in self.member.grants if each.role >= Role.coordinator]
        if any(each.everywhere for each in grants):
            return None
        return self.atlas.within(each.region_id for each in grants if each.region_id is not None)

    @property
    def answers(self) -> bool:
        """Tell whether they answer for any region."""
        return self.reach is None or bool(self.reach)

    def coordinates(self, regions: Iterable[int]) -> bool:
        """Tell whether they look after what is about these regions."""
        return self.reach is None or covers(self.member, self.atlas, Role.coordinator, regions=regions)


@dataclass(frozen=True, slots=True)
class Chore:
    """One thing to do. A day that it waits counts for its `weight`."""

    title: Words
    why: Msg
    since: datetime
    weight: float
    actions: tuple[Action, ...]
    decides: bool = False
    """It waits for who decides, and for no coordinator."""


@dataclass(frozen=True, slots=True)
class Chores:
    """Finds what of a topic waits for a keeper, oldest first."""

    find: Callable[[Tx, Keeper], Iterable[Chore]]
    for_regions: bool = False
    """It waits for who answers for a region only: for others nothing is read."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Says something below the list of what there is to do; nothing when there is nothing to say."""

    draw: Callable[[Context], Awaitable[Sequence[Block]]]


@dataclass(frozen=True, slots=True)
class MonthlyLine:
    """Says a line in what coordinators hear each week, once a month; nothing when there is nothing to say."""

    say: Callable[[Tx, Keeper, Topics], Words | None]


def lines_of_month(tx: Tx, keeper: Keeper, topics: Topics) -> list[Words]:
    """Return the lines of this month: none but in the week of its first Monday."""
    monday = keeper.today - timedelta(days=keeper.today.weekday())
    if monday.day > DAYS_OF_WEEK:
        return []
    return [line for part in topics.all(MonthlyLine) if (line := part.say(tx, keeper, topics))]


def waiting(tx: Tx, keeper: Keeper, topics: Topics) -> list[Chore]:
    """Return all that waits for them, what weighs most first."""
    return sorted(_each(tx, keeper, topics), key=lambda each: -_weight(each, keeper.now))


def something(tx: Tx, keeper: Keeper, topics: Topics) -> bool:
    """Tell whether anything waits for them: no topic is asked after the first that has something."""
    return any(True for _chore in _each(tx, keeper, topics))


def _each(tx: Tx, keeper: Keeper, topics: Topics) -> Iterator[Chore]:
    """Yield what waits for them, topic by topic."""
    for part in topics.all(Chores):
        if keeper.answers or not part.for_regions:
            yield from part.find(tx, keeper)


def lines(found: Iterable[Chore], now: datetime) -> tuple[Item, ...]:
    """Return one line for each: what it is, why it waits and how long, and what can be done."""
    return tuple(_line(each, now) for each in found)


def _weight(chore: Chore, now: datetime) -> float:
    return ((now - chore.since) / timedelta(days=1) + 1) * chore.weight


def _line(chore: Chore, now: datetime) -> Item:
    waited = (now - chore.since).days
    days = _n("waits {n} day", "waits {n} days", waited) if waited > 0 else _("new")
    return Item(chore.title, (words(chore.why, " · ", days),), chore.actions)
