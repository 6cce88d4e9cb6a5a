"""Tells coordinators what waits for them, on the first working day of the week, if anything does.

Composing happens on a read-only view. Claiming the week and posting its letters is one short transaction, so that each
week is told once, however many processes and restarts there are.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.chat.reply import Action, Actions, Block, Heading, Items, Reply, Text, words
from bot.chat.texts import _, _n
from bot.command.command import Notice
from bot.members.todo import Keeper, lines, lines_of_month, waiting
from bot.outbound.letters import notices as letters_of
from bot.process.office_hours import OfficeHours, working_day
from bot.process.work import Services, Work
from commands.coordination.todo import to_do
from storage.atlas import Cache
from storage.database import cursors
from storage.database.database import Tx
from storage.members import people
from storage.messaging import outbox
from storage.vocabulary import HOME_ZONE, Lane, Role

log = structlog.get_logger()

EVERY = timedelta(minutes=10)
"""How often to look whether a new week began."""

HERE = ZoneInfo(HOME_ZONE)
"""Where the week begins."""

MOST = 6
"""Lines: each takes two or three on a phone."""

_TOLD = "the week that coordinators heard of"


class WeeklyDigest:
    """Tells coordinators, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._choices = services.choices
        self._topics = services.topics
        self._language = services.language
        self._atlas = Cache()

    async def make_due(self) -> int:
        """Tell each coordinator, once office hours of the week have begun: how many heard."""
        now = self._clock()
        week = week_of(now, self._choices.of(OfficeHours))
        if week is None or await self._database.read(cursors.get, _TOLD) == week:
            return 0
        notices = await self._database.read(lambda tx: list(self._notices(tx, now)))
        return await self._database.write(self._tell, week, notices, now)

    def _notices(self, tx: Tx, now: datetime) -> Iterator[Notice]:
        known = self._atlas.read(tx)
        for member in people.with_role(tx, Role.coordinator):
            if member.blocked_at or member.away(now.astimezone(ZoneInfo(member.time_zone)).date()):
                continue
            keeper = Keeper(member, known, now, self._choices)
            found, more = waiting(tx, keeper, self._topics), lines_of_month(tx, keeper, self._topics)
            if found or more:
                left = len(found) - MOST
                blocks: list[Block] = [
                    Heading(words(_("What waits for you this week"))),
                    Text(words(_("You get this as a coordinator, once a week, when something waits."))),
                    *([Items(lines(found[:MOST], now))] if found else []),
                    *map(Text, more),
                ]
                if left > 0:
                    blocks.append(Actions((Action(_n("{n} more", "{n} more", left), to_do.line("p2")),)))
                yield Notice(member, Reply(tuple(blocks)), Lane.digest)

    def _tell(self, tx: Tx, week: str, notices: list[Notice], now: datetime) -> int:
        if not cursors.claim(tx, _TOLD, week, now):
            return 0
        key = f"week/{week}"
        posted = [letters_of(tx, key, notice, number, self._language, now) for number, notice in enumerate(notices)]
        letters = [letter for each in posted for letter, _card in each]
        outbox.post(tx, letters, now, leased=False)
        log.info("coordinators told", week=week, count=len(letters))
        return len(letters)


def week_of(now: datetime, hours: OfficeHours) -> str | None:
    """Return the week that is to be told of by now.
    None before the office opens on its first working day, and at night.
    """
    here = now.astimezone(HERE)
    if not (working_day(here.date(), hours) and hours.office_from <= here.time() < hours.office_until):
        return None
    year, week, _day = here.isocalendar()
    return f"{year}-W{week:02}"


WORK = Work("coordinators", EVERY, lambda services: WeeklyDigest(services).make_due)
