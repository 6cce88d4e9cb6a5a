"""Does what is due by the clock: matches once a month, asks both sides, and ends what comes to nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.chat.reply import say
from bot.command.command import Notice
from bot.process.office_hours import OfficeHours, office_moment
from bot.process.work import Services, Work
from bot.things.sending import send
from bot.things.undoing import WITHIN
from commands.acquaintance import answer, card, rounds, standing, take_part
from commands.acquaintance.life import Act, among
from commands.acquaintance.matching import Candidate, candidate, matches
from storage import audit
from storage.acquaintance import introductions, pool
from storage.acquaintance.introduction import Introduction, Match
from storage.atlas import Cache
from storage.database import cursors
from storage.database.database import Tx
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import HOME_ZONE

log = structlog.get_logger()

EVERY = timedelta(minutes=1)
BATCH = 50
YEAR = timedelta(days=365)
SECOND_THOUGHTS = timedelta(minutes=10)
"""How long a no waits before the other side hears that it does not work out: it can be undone meanwhile."""
ANSWER_WITHIN = timedelta(days=14)
"""How long both have to answer. Nobody is reminded."""

_ROUND = "introductions"
"""The cursor that holds the month of the last round."""
_ACTS = (take_part.ON, take_part.OFF, Act.want, Act.rather_not)


class Introducing:
    """Introduces members to each other, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._hours = services.choices.of(OfficeHours)
        self._language = services.language
        self._atlas = Cache()

    async def work(self) -> int:
        """Do what is due: how much."""
        now = self._clock()
        if rounds.has_begun(now, self._hours) and await self._database.read(self._is_due, now):
            made, left = await self._database.read(self._match, now)
            await self._database.write(self._begin, made, left, now)
        done = 0
        for found, member in await self._database.read(introductions.unasked, BATCH):
            done += await self._database.write(self._ask, found, member, now)
        said, made_before = now - SECOND_THOUGHTS, now - ANSWER_WITHIN
        for each in await self._database.read(introductions.ended, said, made_before, BATCH):
            done += await self._database.write(self._end, each, now)
        # What can be undone no longer is nobody's business: the trail has no sign of who takes part.
        await self._database.write(audit.forget, _ACTS, now - WITHIN)
        return done

    def _is_due(self, tx: Tx, now: datetime) -> bool:
        return cursors.get(tx, _ROUND) != _month(now)

    def _match(self, tx: Tx, now: datetime) -> tuple[Sequence[Match], Sequence[int]]:
        """Tell who fit with whom this month, and who with nobody."""
        atlas, taking_part = self._atlas.read(tx), {each.member_id: each for each in pool.participants(tx)}
        lost = people.lost(tx, taking_part)
        found: list[Candidate] = []
        for member in people.load(tx, taking_part):
            if member.id not in lost and self._takes_part(member, now):
                found.append(candidate(member, taking_part[member.id], atlas))
        made = matches(found, pool.met_since(tx, now - YEAR))
        matched = {member for each in made for member in (each.one, each.two)}
        return made, [each.member_id for each in found if each.member_id not in matched]

    def _begin(self, tx: Tx, made: Sequence[Match], left: Sequence[int], now: datetime) -> None:
        if not cursors.claim(tx, _ROUND, _month(now), now):
            return
        introductions.put(tx, made, now)
        pool.pass_over(tx, left)
        log.info("introduced")

    def _ask(self, tx: Tx, found: Introduction, member: int, now: datetime) -> int:
        asked = people.get(tx, member)
        if asked is None or not self._takes_part(asked, now) or not self._may_hear(asked, now):
            return 0
        if not introductions.claim(tx, found.id, member, now):
            return 0
        reply = standing.drawn(found, self._atlas.read(tx), found.made_at.month)
        # No log says which member this is.
        side = [each.member_id for each in found.sides].index(member)
        send(tx, f"introduction/{found.id}/ask/{side}", [Notice(asked, reply)], now, self._language)
        return 1

    def _end(self, tx: Tx, found: Introduction, now: datetime) -> int:
        """It comes to nothing: who said no, or nothing, hears nothing more; the other hears that, and no more."""
        hoping = [each.member_id for each in found.sides if each.asked_at and self._hopes(found, each.member_id)]
        heard = [each for each in people.load(tx, hoping) if not each.blocked_at]
        if not all(self._may_hear(each, now) for each in heard) or not introductions.end(tx, found.id, among(Act.end)):
            return 0
        notices = [Notice(each, say(card.NOT_NOW)) for each in heard]
        send(tx, f"introduction/{found.id}/end", notices, now, self._language)
        return 1

    def _hopes(self, found: Introduction, member: int) -> bool:
        """Whether they said yes, or may still think about it since the other said no."""
        mine, other = found.side_of(member), found.other_than(member)
        if mine is None or mine.willing is False:
            return False
        return mine.willing is True or other is None or other.willing is False

    def _takes_part(self, member: Member, now: datetime) -> bool:
        return bool(member.signed_up_at) and answer.may_meet(member) and not member.away(now.date())

    def _may_hear(self, member: Member, now: datetime) -> bool:
        return office_moment(now, member.time_zone, self._hours) <= now


def _month(now: datetime) -> str:
    return f"{now.astimezone(ZoneInfo(HOME_ZONE)):%Y-%m}"


WORK = Work("introductions", EVERY, lambda services: Introducing(services).work)
