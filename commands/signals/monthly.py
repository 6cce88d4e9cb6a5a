"""Brings ambassadors the proposals of their regions, in one message at the beginning of each month."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, Words, words
from bot.chat.spans import Code, shorten
from bot.chat.texts import _, _n
from bot.command.command import Notice
from bot.process.office_hours import OfficeHours, office_moment
from bot.process.work import Services, Work
from bot.things.sending import send
from commands.signals.browse import list_signals
from commands.signals.decide import decide_signal
from commands.signals.labels import stands
from commands.signals.rights import ambassador_of
from storage.atlas import Atlas, Cache
from storage.database import cursors
from storage.database.database import Tx
from storage.members import people
from storage.signals import signals
from storage.signals.signal import Filter, Signal, State
from storage.vocabulary import HOME_ZONE, Lane, Role

EVERY = timedelta(minutes=10)
MOST = 6
"""Proposals in the message; how many more there are, it says."""
_TOLD = "the month that ambassadors heard of"
_BEFORE_THEM = (State.proposal, State.put_to)


class Monthly:
    """Tells ambassadors, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._language = services.language
        self._hours = services.choices.of(OfficeHours)
        self._atlas = Cache()

    async def work(self) -> int:
        """Tell each of them, once office hours of the month have begun: how many heard."""
        now = self._clock()
        if office_moment(now, HOME_ZONE, self._hours) > now:
            return 0
        month = f"{now.astimezone(ZoneInfo(HOME_ZONE)):%Y-%m}"
        if await self._database.read(cursors.get, _TOLD) == month:
            return 0
        notices = await self._database.read(lambda tx: list(self._notices(tx, now)))
        return await self._database.write(self._tell, month, notices, now)

    def _notices(self, tx: Tx, now: datetime) -> Iterator[Notice]:
        known = self._atlas.read(tx)
        for member in people.with_role(tx, Role.steward):
            regions = ambassador_of(member)
            if not regions or member.blocked_at or member.away(now.date()):
                continue
            which = Filter(states=_BEFORE_THEM, regions=known.within(regions))
            found, total = signals.find(tx, which, limit=MOST)
            if found:
                yield Notice(member, _told(known, regions, found, total), Lane.digest)

    def _tell(self, tx: Tx, month: str, notices: list[Notice], now: datetime) -> int:
        if not cursors.claim(tx, _TOLD, month, now):
            return 0
        send(tx, f"ambassadors/{month}", notices, now, self._language)
        return len(notices)


def _told(known: Atlas, regions: list[int], found: list[Signal], total: int) -> Reply:
    names = "; ".join(known.regions[each].name for each in regions if each in known.regions)
    blocks: list[Block] = [
        Heading(words(_("Proposals from {regions}", regions=names))),
        Text(words(_("You get this as their ambassador, once a month, when there are proposals."))),
        Items(tuple(map(_item, found))),
    ]
    left = total - len(found)
    if left > 0:
        blocks.append(Actions((Action(_n("{n} more", "{n} more", left), list_signals.line(names)),)))
    return Reply(tuple(blocks))


def _item(signal: Signal) -> Item:
    notes: list[Words] = [words(stands(signal))]
    if signal.proposal:
        notes.append(words(_("Proposal: {text}", text=shorten(signal.proposal, 160))))
    decide = [Action(_("Decide"), decide_signal.line(signal.number))] if signal.state is State.put_to else []
    look = Action(_("View"), signal.number)
    return Item(words(Code(signal.number), " ", shorten(signal.text, 120)), tuple(notes), (*decide, look))


WORK = Work("ambassadors", EVERY, lambda services: Monthly(services).work)
