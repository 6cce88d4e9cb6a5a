"""Drafts what a hub saw in a month, on the last working day, for who keeps the hub; nothing when it saw nothing."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.chat.reply import Inline, Reply, Text, words
from bot.chat.spans import shorten
from bot.chat.texts import Language, _
from bot.command.command import Notice
from bot.command.kind import Kind
from bot.command.scope import covers
from bot.process.office_hours import OfficeHours, office_moment, working_day
from bot.process.work import Services, Work
from bot.things.reviewed import Reviewed
from bot.things.sending import send
from commands.news.hub_months import all_hubs, drawn
from storage.atlas import Cache
from storage.database import cursors
from storage.database.database import Tx
from storage.links import Thing
from storage.members import people
from storage.members.member import Member
from storage.networks.network import Network
from storage.news import reviews
from storage.vocabulary import HOME_ZONE, Lane, Role

log = structlog.get_logger()

EVERY = timedelta(minutes=10)
HERE = ZoneInfo(HOME_ZONE)
DAY = timedelta(days=1)
LATE = 5
"""Days into the next month in which a month is still drafted whose last working day was missed."""
MOST = 50
"""Things of a kind that a month counts: more is no month of one hub."""
_DONE = "the month that hubs looked back on"


class LookingBack:
    """Drafts months, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._topics = services.topics
        self._choices = services.choices
        self._language = services.language
        self._atlas = Cache()

    async def work(self) -> int:
        """Draft the month of every hub, once it ends: how many hubs saw something."""
        now, hours = self._clock(), self._choices.of(OfficeHours)
        done = await self._database.read(cursors.get, _DONE)
        month = month_of(now, hours, done)
        if month is None or month == done:
            return 0
        hubs = await self._database.read(all_hubs)
        drafted = sum([await self._database.write(self._draft, each, month, now) for each in hubs])
        await self._database.write(cursors.put, _DONE, month, now)
        log.info("hubs looked back", month=month, count=drafted)
        return drafted

    def _draft(self, tx: Tx, hub: Network, month: str, now: datetime) -> int:
        since, until = period(month, self._choices.of(OfficeHours))
        regions, told = self._atlas.read(tx).within(hub.regions), dict[Thing, Inline]()
        letters = {each.name: each for each in self._topics.all(Kind)}
        for part in self._topics.all(Reviewed):
            for seen in part.find(tx, regions, since, until, MOST):
                text = f"{letters[part.kind].number(seen.id)} {shorten(seen.text, 100)}"
                told[Thing(part.kind, seen.id)] = text
        number = reviews.draft(tx, hub.id, month, told, now) if told else None
        review = reviews.get(tx, number) if number is not None else None
        if review is None:
            return 0
        notices = [
            Notice(
                member, self._said(hub, drawn(self._topics, Language(member.language), hub, review, told)), Lane.digest
            )
            for member in self._keepers(tx, hub)
        ]
        send(tx, f"hub/{hub.id}/{month}", notices, now, self._language)
        return 1

    @staticmethod
    def _said(hub: Network, shown: Reply) -> Reply:
        why = Text(words(_("You hear this because you keep {hub}.", hub=hub.name)))
        *above, buttons = shown.blocks
        return Reply((*above, why, buttons))

    def _keepers(self, tx: Tx, hub: Network) -> Iterator[Member]:
        """Who drives it; where nobody does, who coordinates its regions."""
        driving = [each for each in people.load(tx, hub.convenors) if not each.blocked_at]
        if driving:
            yield from driving
            return
        known = self._atlas.read(tx)
        for each in people.with_role(tx, Role.coordinator):
            if covers(each, known, Role.coordinator, regions=hub.regions, network=hub.id) and not each.blocked_at:
                yield each


def month_of(now: datetime, hours: OfficeHours, done: str | None) -> str | None:
    """Return the month that ends: on its last working day, in office hours; or one that was missed, days later."""
    if office_moment(now, HOME_ZONE, hours) > now:
        return None
    today = now.astimezone(HERE).date()
    if today >= _last_working_day(today, hours):
        return f"{today:%Y-%m}"
    before = today.replace(day=1) - DAY
    missed = f"{before:%Y-%m}"
    return missed if done is not None and done < missed and today.day <= LATE else None


def period(month: str, hours: OfficeHours) -> tuple[datetime, datetime]:
    """From when until when a month looks: from the drafting of the one before it until its own."""
    year, number = map(int, month.split("-"))
    first = date(year, number, 1)
    opens = [_opens(_last_working_day(each, hours), hours) for each in (first - DAY, first)]
    return opens[0], opens[1]


def _opens(day: date, hours: OfficeHours) -> datetime:
    return datetime.combine(day, hours.office_from, HERE)


def _last_working_day(day: date, hours: OfficeHours) -> date:
    """Return the last working day of the month of that day."""
    last = (day.replace(day=1) + timedelta(days=31)).replace(day=1) - DAY
    while not working_day(last, hours):
        last -= DAY
    return last


WORK = Work("hub months", EVERY, lambda services: LookingBack(services).work)
