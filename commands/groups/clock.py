"""Tells by the clock that nobody answered a request in time: to who coordinates, and to who asked."""

from datetime import datetime, timedelta

from bot.chat.reply import Action, Actions, Reply, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Notice
from bot.command.scope import covers
from bot.process.office_hours import OfficeHours, office_moment
from bot.process.work import Services, Work
from bot.things.sending import send
from commands.groups.answer import keep_out, let_in
from commands.groups.browse import list_groups
from storage.atlas import Cache
from storage.database.database import Tx
from storage.groups import groups, requests
from storage.groups.group import Group, Request
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import HOME_ZONE, Role

EVERY = timedelta(minutes=10)
BATCH = 50


class Overdue:
    """Passes on what nobody answered, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._hours = services.choices.of(OfficeHours)
        self._language = services.language
        self._atlas = Cache()

    async def work(self) -> int:
        """Tell of all that is due: how many."""
        now = self._clock()
        if office_moment(now, HOME_ZONE, self._hours) > now:
            return 0
        found = await self._database.read(requests.overdue, now, BATCH)
        return sum([await self._database.write(self._tell, each, now) for each in found])

    def _tell(self, tx: Tx, found: Request, now: datetime) -> int:
        group, asker = groups.get(tx, found.group_id), people.get(tx, found.member_id)
        if group is None or asker is None or not requests.claim_overdue(tx, found.id, now):
            return 0
        name = Bold(group.name)
        late = _("Nobody answered your request for {name} yet. I asked who coordinates the Café.", name=name)
        told = Reply((Text(words(late)), Actions((Action(_("All groups"), list_groups.line()),))))
        waits = _("Somebody waits for an answer of {name}, and nobody gave one.", name=name)
        buttons = (Action(_("Yes"), let_in.line(found.id)), Action(_("No, because"), keep_out.line(found.id)))
        asked = Reply((Text(words(waits)), Actions(buttons)))
        notices = [Notice(each, asked) for each in self._coordinators(tx, group) if each.id != asker.id]
        send(tx, f"group request/{found.id}/late", [Notice(asker, told), *notices], now, self._language)
        return 1

    def _coordinators(self, tx: Tx, group: Group) -> list[Member]:
        atlas, held = self._atlas.read(tx), people.with_role(tx, Role.coordinator)
        regions = group.regions or None
        return [each for each in held if covers(each, atlas, Role.coordinator, regions=regions) and not each.blocked_at]


WORK = Work("group requests", EVERY, lambda services: Overdue(services).work)
