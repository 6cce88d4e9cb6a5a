"""Offers who joins an area process to be caught up, once."""

from datetime import datetime, timedelta

from bot.chat.reply import Action, Actions, Reply, Text, words
from bot.chat.texts import _
from bot.command.command import Notice
from bot.process.office_hours import OfficeHours, office_moment
from bot.process.work import Services, Work
from bot.reading.record_readers import network_number, network_title
from bot.things.sending import send
from commands.area_process.talk import catch_up
from storage.area_process import area_processes
from storage.database.database import Tx
from storage.members import people
from storage.networks import networks

EVERY = timedelta(minutes=10)
BATCH = 50


class Welcoming:
    """Welcomes newcomers, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._hours = services.choices.of(OfficeHours)
        self._language = services.language

    async def work(self) -> int:
        """Welcome all who came since: how many."""
        now = self._clock()
        found = await self._database.read(area_processes.newcomers_of, BATCH)
        return sum([await self._database.write(self._welcome, network, member, now) for network, member in found])

    def _welcome(self, tx: Tx, network_id: int, member_id: int, now: datetime) -> int:
        network, member = networks.get(tx, network_id), people.get(tx, member_id)
        if network is None or member is None or member.blocked_at or member.away(now.date()):
            return 0
        if office_moment(now, member.time_zone, self._hours) > now:
            return 0
        if not area_processes.welcome(tx, network_id, member_id, now):
            return 0
        told = _("You take part in {name} now. Shall I catch you up?", name=network_title(network))
        buttons = Actions((Action(_("Catch me up"), catch_up.line(network_number(network))),))
        notice = Notice(member, Reply((Text(words(told)), buttons)), quiet=True)
        send(tx, f"area process/{network_id}/welcome/{member_id}", [notice], now, self._language)
        return 1


WORK = Work("area processes", EVERY, lambda services: Welcoming(services).work)
