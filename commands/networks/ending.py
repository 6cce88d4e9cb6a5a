"""Says until when a network runs, and tells who drives and coordinates it three months before: once."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Any

import structlog

from bot.chat.reply import Action, Actions, Reply, Text, words
from bot.chat.reply import Subject as Card
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context, Notice, command
from bot.command.refusal import Refused
from bot.command.scope import covers
from bot.members.permissions import require
from bot.process.office_hours import OfficeHours, office_moment
from bot.process.work import Services, Work
from bot.reading.record_readers import network_number, network_title
from bot.things.sending import send
from bot.things.undoing import Undoable, did, undo_button
from commands.networks.approve import subject
from storage import atlas
from storage.database.database import Tx
from storage.members import people
from storage.members.member import Member
from storage.networks import endings, networks
from storage.networks.endings import Ending
from storage.networks.network import Network
from storage.vocabulary import HOME_ZONE, Role, Subject

log = structlog.get_logger()

EVERY = timedelta(minutes=10)
BEFORE = timedelta(days=91)
"""Three months."""
BATCH = 50
END = "end network"
"""The act, as it is noted."""


@command(
    nl=("loopt tot", "netwerk loopt tot"),
    en=("runs until", "network runs until"),
    summary=_("Say until when a network or programme runs"),
    allow=Role.member,
)
async def runs_until(
    ctx: Context, network: Network, day: Annotated[date, Ask(_("Until which day?"), label=_("Until"))]
) -> Reply:
    require(ctx, Role.convenor, regions=network.regions, network=network.id)
    if day < ctx.local_now.date():
        raise Refused(_("That day is past. Give the day until which it runs."))
    was = await ctx.read(endings.ending, network.id)
    await ctx.write(endings.ends, network.id, day)
    entry = await did(ctx, subject(network), END, was=was.on.isoformat() if was else None)
    told = _("{network} runs until {day}.", network=network_title(network), day=day)
    later = _("Three months before, its convenor and the coordinator hear it.")
    return Reply(
        (Text(words(told, " ", later)), Actions((Action(_("View"), network_number(network)), undo_button(ctx, entry))))
    )


async def _as_it_was(ctx: Context, thing: Card, detail: Mapping[str, Any]) -> Msg | None:
    was = detail.get("was")
    await ctx.write(endings.ends, thing.id, date.fromisoformat(was) if was else None)
    if was:
        return _("{number} is as it was.", number=Code(thing.line))
    return _("Until when {number} runs is not known any more.", number=Code(thing.line))


UNDO = Undoable(Subject.network, END, _as_it_was)


class TellingEnds:
    """Tells what ends, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._language = services.language
        self._choices = services.choices

    async def work(self) -> int:
        """Tell of all that ends within three months and was not told: of how many."""
        now = self._clock()
        if office_moment(now, HOME_ZONE, self._choices.of(OfficeHours)) > now:
            return 0
        today = now.date()
        found = await self._database.read(endings.ending_before, today + BEFORE, today, BATCH)
        return sum([await self._database.write(self._tell, each, now) for each in found])

    def _tell(self, tx: Tx, what: Ending, now: datetime) -> int:
        network = networks.get(tx, what.network_id)
        if network is None or not endings.claim(tx, what, now):
            return 0
        notices = [Notice(member, _said(network, what)) for member in _who(tx, network)]
        send(tx, f"ending/{network.id}/{what.on:%Y%m%d}", notices, now, self._language)
        log.info("an end was told", network=network.id, members=len(notices))
        return 1


def _who(tx: Tx, network: Network) -> Iterator[Member]:
    """Its convenors and the coordinators there, each once."""
    driving = people.load(tx, network.convenors)
    map_ = atlas.atlas(tx)
    coordinating = [
        each
        for each in people.with_role(tx, Role.coordinator)
        if covers(each, map_, Role.coordinator, regions=network.regions, network=network.id)
    ]
    seen: set[int] = set()
    for each in (*driving, *coordinating):
        if each.id not in seen and not each.blocked_at:
            seen.add(each.id)
            yield each


def _said(network: Network, what: Ending) -> Reply:
    told = _("{network} ends on {day}. Who takes over?", network=Bold(network.name), day=what.on)
    why = _("You hear this because you drive or coordinate it.")
    buttons = (
        Action(_("View"), f"N-{network.id}"),
        Action(_("It runs longer"), runs_until.line(f"N-{network.id}")),
    )
    return Reply((Text(words(told)), Text(words(why)), Actions(buttons)))


WORK = Work("endings", EVERY, lambda services: TellingEnds(services).work)
