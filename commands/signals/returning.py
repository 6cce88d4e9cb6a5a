"""Does what is due by the clock: what was put off comes back, who raised a signal is asked what they notice, and risks
return.
"""

from datetime import datetime, timedelta

from bot.chat.line import NO, YES, Line
from bot.chat.reply import Action, Actions, Reply, Text, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import Msg, _
from bot.command.command import Notice
from bot.process.office_hours import OfficeHours, office_moment, working_days_later
from bot.process.work import Services, Work
from bot.things.sending import send
from commands.signals.decide import decide_signal, notice_signal
from commands.signals.put import RETURNS
from commands.signals.risks import risk_changes, risk_gone, risk_stays
from storage import keepers
from storage.database.database import Tx
from storage.links import Thing
from storage.members import people
from storage.signals import signals
from storage.signals.signal import SIGNAL, Signal, Sort, State
from storage.vocabulary import HOME_ZONE, Role

EVERY = timedelta(minutes=10)
BATCH = 100


class Returning:
    """Takes up what is due, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._language = services.language
        self._hours = services.choices.of(OfficeHours)

    async def work(self) -> int:
        now = self._clock()
        if office_moment(now, HOME_ZONE, self._hours) > now:
            return 0
        found = await self._database.read(signals.due, now, BATCH)
        return sum([await self._database.write(self._take, each, now) for each in found])

    def _take(self, tx: Tx, signal: Signal, now: datetime) -> int:
        later = working_days_later(now, RETURNS[signal.rhythm], HOME_ZONE, self._hours)
        number = signal.number
        if signal.sort is Sort.risk:
            if not signals.claim(tx, signal.id, now, due_at=later):
                return 0
            keeper = keepers.of(tx, Thing(SIGNAL, signal.id)) or signal.maker_id
            buttons = (
                Action(_("Still at issue"), risk_stays.line(number)),
                Action(_("Different"), risk_changes.line(number)),
                Action(_("Gone"), risk_gone.line(number)),
            )
            return self._send(
                tx, signal, [keeper] if keeper else [], _("You keep this risk. Is it still there?"), buttons, now
            )
        if signal.state is State.decided:
            if not signals.claim(tx, signal.id, now, due_at=None, state=State.put_to, was=State.decided):
                return 0
            stewards = [each.id for each in people.with_role(tx, Role.steward)]
            decide = (Action(_("Decide"), decide_signal.line(number)),)
            return self._send(tx, signal, stewards, _("This was put off, and is before you again."), decide, now)
        if not signals.claim(tx, signal.id, now, due_at=None) or signal.state is not State.under_way:
            return 0
        asked = _("It is being done: {text} Do you notice anything of it?", text=signal.action)
        answers = tuple(
            Action(label, notice_signal.line(number, word))
            for label, word in ((_("Yes"), YES), (_("A little"), Line("een beetje", en="a little")), (_("No"), NO))
        )
        return self._send(tx, signal, [each.member_id for each in signal.raisers], asked, answers, now)

    def _send(
        self, tx: Tx, signal: Signal, members: list[int], news: Msg, buttons: tuple[Action, ...], now: datetime
    ) -> int:
        about = Text(words(Code(signal.number), " ", Bold(shorten(signal.text, 100))))
        reply = Reply((about, Text(words(news)), Actions((*buttons, Action(_("View"), signal.number)))))
        to = [
            each for each in people.load(tx, sorted(set(members))) if not each.blocked_at and not each.away(now.date())
        ]
        key = f"signal/{signal.id}/{now:%Y%m%d}"
        send(tx, key, [Notice(member, reply) for member in to], now, self._language)
        return 1


WORK = Work("signals", EVERY, lambda services: Returning(services).work)
