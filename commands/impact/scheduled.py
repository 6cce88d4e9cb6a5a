"""Tells coordinators and the steering group of the last quarter, once, and what changed in the last month."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.chat.reply import Action, Actions, Block, Heading, Inline, Item, Items, Reply, Text, Words, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Notice
from bot.members.todo import Keeper
from bot.process.office_hours import OfficeHours, office_moment
from bot.process.work import Services, Work
from bot.things.figures import Amount, Figure, changed, enough
from bot.things.sending import send
from bot.topic import Topics
from commands.impact.asked import coordinated, extent_of, figures_of
from commands.impact.impact import impact
from commands.impact.measuring import measured, quarters
from commands.impact.quarters import Quarter, months_before
from commands.impact.wording import beside, said
from storage.atlas import Atlas, Cache
from storage.database import cursors
from storage.database.database import Tx
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import HOME_ZONE, Lane, Role

EVERY: Final = timedelta(minutes=10)
MOST: Final = 6
"""Figures in the message of a quarter, a line each: what changed first."""
CHANGES: Final = 2
"""Figures that the line of a month names."""
LATE: Final = timedelta(days=21)
"""How long after a quarter it is still told of: who begins later hears of the next."""
_TOLD: Final = "the quarter that impact was told of"


class Quarterly:
    """Tells of a quarter, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._topics = services.topics
        self._language = services.language
        self._hours = services.choices.of(OfficeHours)
        self._atlas = Cache()

    async def work(self) -> int:
        """Tell each of them, once office hours of the next quarter have begun: how many heard."""
        now = self._clock()
        quarter = Quarter.of(now).before
        if office_moment(now, HOME_ZONE, self._hours) > now or now - quarter.ends > LATE:
            return 0
        if await self._database.read(cursors.get, _TOLD) == quarter.word:
            return 0
        notices = await self._database.read(lambda tx: list(self._notices(tx, quarter, now)))
        return await self._database.write(self._tell, quarter, notices, now)

    def _notices(self, tx: Tx, quarter: Quarter, now: datetime) -> Iterator[Notice]:
        known = self._atlas.read(tx)
        of: dict[frozenset[int] | None, Reply | None] = {}
        for member in people.with_role(tx, Role.coordinator):
            regions = reach(member, known)
            if member.blocked_at or member.away(now.date()) or regions == frozenset():
                continue
            if regions not in of:  # many look after the same
                of[regions] = self._of(tx, known, quarter, regions or frozenset(), now)
            reply = of[regions]
            if reply:
                yield Notice(member, reply, Lane.digest)

    def _of(self, tx: Tx, known: Atlas, quarter: Quarter, regions: frozenset[int], now: datetime) -> Reply | None:
        figures = figures_of(self._topics)
        extent = extent_of(known, quarter, now, regions)
        periods = [each for _quarter, each in quarters(extent, quarter, 2)]
        amounts = measured(tx, figures, periods, known, self._hours, self._topics)
        telling = [(figure, its, before) for figure, (its, before) in zip(figures, amounts, strict=True) if enough(its)]
        return _told(known, quarter, regions, telling) if telling else None

    def _tell(self, tx: Tx, quarter: Quarter, notices: list[Notice], now: datetime) -> int:
        if not cursors.claim(tx, _TOLD, quarter.word, now):
            return 0
        send(tx, f"impact/{quarter.word}", notices, now, self._language)
        return len(notices)


def reach(member: Member, atlas: Atlas) -> frozenset[int] | None:
    """Return the regions that a coordinator or steward looks after; None for all, nothing for a network alone."""
    if any(grant.everywhere and grant.role >= Role.coordinator for grant in member.grants):
        return None
    return coordinated(member, atlas)


def _told(
    known: Atlas, quarter: Quarter, regions: frozenset[int], telling: list[tuple[Figure, Amount, Amount]]
) -> Reply:
    first = sorted(telling, key=lambda each: not changed(*each))[:MOST]
    names = sorted(known.regions[each].name for each in regions if each in known.regions)
    bold: list[Inline] = [Bold(each) for each in names]
    what = _("Impact of {names}", names=bold) if bold else _("Impact")
    blocks: list[Block] = [
        Heading(words(what, ", ", quarter.name)),
        Text(words(_("You get this once a quarter, because you look after this."))),
        Items(tuple(Item(beside(figure, now, before)) for figure, now, before in first)),
        Actions((Action(_("All figures, and what to do"), impact.line(" ".join((*names, quarter.word)))),)),
    ]
    return Reply(tuple(blocks))


def of_last_month(tx: Tx, keeper: Keeper, topics: Topics) -> Words | None:
    """Say what changed in the last month against the one before, to who looks after it; nothing when nothing did."""
    regions = reach(keeper.member, keeper.atlas)
    if regions == frozenset():
        return None
    before, since, until = months_before(keeper.now)
    whole = extent_of(keeper.atlas, Quarter.of(keeper.now), keeper.now, regions or frozenset())
    periods = [whole.during(since, until), whole.during(before, since)]
    figures = figures_of(topics)
    amounts = measured(tx, figures, periods, keeper.atlas, keeper.choices.of(OfficeHours), topics)
    differ = [
        (figure, now, earlier)
        for figure, (now, earlier) in zip(figures, amounts, strict=True)
        if changed(figure, now, earlier)
    ]
    if not differ:
        return None
    told: list[Inline] = []
    for figure, now, earlier in differ[:CHANGES]:
        told += ["; "] if told else []
        told += [
            figure.label,
            ": ",
            said(figure, now),
            " (",
            _("month before: {before}", before=said(figure, earlier)),
            ")",
        ]
    return words(_("Changed last month: "), *told, ".")


WORK = Work("impact", EVERY, lambda services: Quarterly(services).work)
