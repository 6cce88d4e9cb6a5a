"""Tells who drives a network, and who coordinates it, three months before it ends: once."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog

from bot.chat.reply import Action, Actions, Reply, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Notice
from bot.command.scope import covers
from bot.process.office_hours import OfficeHours, office_moment
from bot.process.work import Services, Work
from bot.things.sending import send
from commands.programmes.functions import runs_until
from storage import atlas
from storage.database.database import Tx
from storage.members import people
from storage.members.member import Member
from storage.networks import networks
from storage.networks.network import Network
from storage.programmes import programmes
from storage.programmes.programme import Ending
from storage.vocabulary import HOME_ZONE, Role

log = structlog.get_logger()

EVERY = timedelta(minutes=10)
BEFORE = timedelta(days=91)
"""Three months."""
BATCH = 50


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
        found = await self._database.read(programmes.ending_before, today + BEFORE, today, BATCH)
        return sum([await self._database.write(self._tell, each, now) for each in found])

    def _tell(self, tx: Tx, what: Ending, now: datetime) -> int:
        network = networks.get(tx, what.network_id)
        if network is None or not programmes.claim(tx, what, now):
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
