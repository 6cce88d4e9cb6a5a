"""Asks whoever keeps things whether they are still right: at most one message a fortnight, over all topics.

    Upkeep("agenda", _due)          in the declaration of the agenda

What they do not answer stands in their list of what there is to do, by the topic's `Chores`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.reply import Action, Heading, Item, Items, Reply, Words, words
from bot.chat.texts import _
from bot.command.command import Notice
from bot.process.choices import Choices
from bot.process.office_hours import OfficeHours, office_moment
from bot.process.work import Services, Work
from bot.things.sending import send
from storage import hearing
from storage.database.database import Tx
from storage.members import people
from storage.vocabulary import Lane

EVERY = timedelta(minutes=10)
FORTNIGHT = timedelta(days=14)
MOST = 3
"""Things that one message asks about."""


@dataclass(frozen=True, slots=True)
class Check:
    """A thing that its keeper is asked about: what it is, the question, and one press for each answer."""

    member_id: int
    since: datetime
    title: Words
    question: Words
    actions: tuple[Action, ...]
    asked: Callable[[Tx, datetime], None]
    """Notes that they were asked."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Finds what of a topic has to be looked at by its keeper and was not asked yet, the oldest first."""

    name: str
    due: Callable[[Tx, datetime, Choices], Sequence[Check]]


class Asking:
    """Asks what is due, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._language = services.language
        self._choices = services.choices
        self._parts = services.topics.all(Upkeep)

    async def work(self) -> int:
        """Ask all who were not asked for a fortnight: how many."""
        now = self._clock()
        theirs = await self._database.read(self._due, now)
        return sum([await self._database.write(self._ask, member, checks, now) for member, checks in theirs.items()])

    def _due(self, tx: Tx, now: datetime) -> dict[int, list[Check]]:
        asked = hearing.upkeep_asked(tx, now - FORTNIGHT)
        found: dict[int, list[Check]] = {}
        for part in self._parts:
            for each in part.due(tx, now, self._choices):
                if each.member_id not in asked:
                    found.setdefault(each.member_id, []).append(each)
        return found

    def _ask(self, tx: Tx, member_id: int, checks: Sequence[Check], now: datetime) -> int:
        member = people.get(tx, member_id)
        if member is None or member.blocked_at or member.away(now.date()):
            return 0
        if office_moment(now, member.time_zone, self._choices.of(OfficeHours)) > now:
            return 0
        if not hearing.ask_upkeep(tx, member_id, now, before=now - FORTNIGHT):
            return 0
        asked = sorted(checks, key=lambda each: each.since)[:MOST]
        for each in asked:
            each.asked(tx, now)
        items = tuple(Item(each.title, (each.question,), each.actions) for each in asked)
        reply = Reply((Heading(words(_("Is this still right? You keep it."))), Items(items)))
        notice = Notice(member, reply, Lane.digest)
        send(tx, f"upkeep/{member_id}/{now:%Y%m%d}", [notice], now, self._language)
        return 1


WORK = Work("upkeep", EVERY, lambda services: Asking(services).work)
