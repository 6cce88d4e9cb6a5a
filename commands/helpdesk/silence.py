"""Lets silence at a desk be seen, in working days: by the next who sits there, and then by the coordinator."""

from datetime import datetime, timedelta

from bot.chat.reply import Action, Actions, Reply, Text, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import Msg, _
from bot.command.command import Notice
from bot.command.scope import covers
from bot.process.office_hours import OfficeHours, office_moment, working_days_later
from bot.process.work import Services, Work
from bot.things.sending import send
from commands.helpdesk.acts import PATIENCE, answer_request, pass_request_on, take_request
from commands.helpdesk.labels import DESKS, stands
from commands.helpdesk.put import NEXT
from commands.helpdesk.rights import in_order
from storage.atlas import Cache
from storage.database.database import Tx
from storage.helpdesk import requests, seats
from storage.helpdesk.request import Request, State, Turn
from storage.members import people
from storage.members.member import Member
from storage.vocabulary import HOME_ZONE, Role

EVERY = timedelta(minutes=10)
BATCH = 100
TO_COORDINATOR = 2
"""Silences after which the coordinator hears of it."""


class Silence:
    """Takes up what is due, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._language = services.language
        self._hours = services.choices.of(OfficeHours)
        self._atlas = Cache()

    async def work(self) -> int:
        now = self._clock()
        if office_moment(now, HOME_ZONE, self._hours) > now:
            return 0
        found = await self._database.read(requests.due, now, BATCH)
        return sum([await self._database.write(self._take, each, now) for each in found])

    def _take(self, tx: Tx, request: Request, now: datetime) -> int:
        silent = request.silent + 1
        wait = NEXT if request.state is State.new else PATIENCE
        due = None if silent >= TO_COORDINATOR else working_days_later(now, wait, HOME_ZONE, self._hours)
        if not requests.claim(tx, request.id, now, due_at=due, silent=silent):
            return 0
        if request.state not in (State.new, State.taken, State.passed):
            return 0
        told = self._owner(tx, request, now)
        if silent < TO_COORDINATOR:
            return told + self._next(tx, request, now)
        return told + self._coordinators(tx, request, now)

    def _owner(self, tx: Tx, request: Request, now: datetime) -> int:
        """Its owner hears that a call may help, and stays its owner."""
        if request.owner is None:
            return 0
        news = _("Nothing was heard for {n} working days. Give them a call.", n=PATIENCE)
        buttons = (
            Action(_("Answer"), answer_request.line(request.number)),
            Action(_("Pass on"), pass_request_on.line(request.number)),
        )
        return self._send(tx, request, people.load(tx, [request.owner]), news, buttons, now)

    def _next(self, tx: Tx, request: Request, now: datetime) -> int:
        """The next who sits at that desk hears that it waits; when nobody else does, the coordinator."""
        held = seats.at(tx, request.draft.desk)
        busy = requests.load_of(tx, {each.member_id for each in held})
        not_them = {request.told, request.owner, request.asker_id}
        order = [each for each in in_order(held, self._atlas.read(tx), request, busy) if each not in not_them]
        able = [each for each in people.load(tx, order) if _hears(each, now)]
        if not able:
            return self._coordinators(tx, request, now)
        if request.state is State.new:
            requests.assign(tx, request.id, Turn.told, able[0].id, now)
        take = (Action(_("I take it up"), take_request.line(request.number)),)
        return self._send(tx, request, able[:1], _("It waits at your desk, and nobody did anything yet."), take, now)

    def _coordinators(self, tx: Tx, request: Request, now: datetime) -> int:
        """They hear that something waits too long, and nothing of what is asked."""
        known, region = self._atlas.read(tx), request.draft.region_id
        around = [region] if region is not None else []
        to = [
            each
            for each in people.with_role(tx, Role.coordinator)
            if covers(each, known, Role.coordinator, regions=around) and each.id != request.asker_id
        ]
        told = _("{number} waits too long at {desk}.", number=request.number, desk=DESKS[request.draft.desk])
        why = _("You hear this because you coordinate there. What is asked stays with the desk.")
        reply = Reply((Text(words(told)), Text(words(why))), found_anyway=True)
        return self._post(tx, request, reply, to, now, "coordinator")

    def _send(
        self, tx: Tx, request: Request, to: list[Member], news: Msg, buttons: tuple[Action, ...], now: datetime
    ) -> int:
        about = Text(words(Code(request.number), " ", Bold(shorten(request.text, 100)), " · ", stands(request)))
        reply = Reply((about, Text(words(news)), Actions((*buttons, Action(_("View"), request.number)))))
        return self._post(tx, request, reply, to, now, "desk" if to and to[0].id != request.owner else "owner")

    def _post(self, tx: Tx, request: Request, reply: Reply, to: list[Member], now: datetime, whom: str) -> int:
        key = f"desk/{request.id}/{whom}/{now:%Y%m%d}"
        send(tx, key, [Notice(each, reply) for each in to if _hears(each, now)], now, self._language)
        return 1


def _hears(member: Member, now: datetime) -> bool:
    return not member.blocked_at and not member.away(now.date())


WORK = Work("desks", EVERY, lambda services: Silence(services).work)
