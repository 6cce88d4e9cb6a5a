"""Asks an asker once, weeks after an answer that helped, whether they did something with it."""

from datetime import timedelta

from bot.chat.reply import Quote
from bot.chat.texts import _
from bot.command.command import Notice
from bot.process.office_hours import office_moment
from bot.process.work import Services, Work
from bot.things.sending import send
from commands.questions.card.card import about, answer_of
from commands.questions.routing.rules import Rules
from commands.questions.uses.tell import asked
from storage.database.database import Tx
from storage.members import people
from storage.questions import carrying, questions
from storage.questions.carrying import Asking
from storage.vocabulary import Lane

EVERY = timedelta(hours=1)
BATCH = 50
PAUSE = timedelta(days=14)
"""Between two of these to the same asker: one is interest, two are a reproach. By judgement."""
TOO_LATE = timedelta(days=180)
"""Nobody remembers an answer of longer ago; nor is all that ever was asked about at once."""


class UseAsking:
    """Asks what is due, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._language = services.language
        self._rules = services.choices.of(Rules)

    async def work(self) -> int:
        """Ask all who can be asked now: how many."""
        now = self._clock()
        due = now - timedelta(days=self._rules.use_after)
        found = await self._database.read(carrying.to_ask, now - TOO_LATE, due, pause=now - PAUSE, limit=BATCH)
        return sum([await self._database.write(self._ask, each) for each in found])

    def _ask(self, tx: Tx, asking: Asking) -> int:
        now = self._clock()
        asker, question = people.get(tx, asking.asker_id), questions.get(tx, asking.question_id)
        answer = questions.one_answer(tx, asking.answer_id)
        if asker is None or question is None or answer is None or asker.blocked_at or asker.away(now.date()):
            return 0
        if office_moment(now, asker.time_zone, self._rules) > now:
            return 0
        if not carrying.claim(tx, asking, now, pause=PAUSE):
            return 0
        news = _("Some weeks ago you got this answer. Did you do something with it?")
        reply = about(news, question, Quote(answer_of(answer)), asked(answer))
        send(tx, f"use/{asking.answer_id}", [Notice(asker, reply, Lane.notice, quiet=True)], now, self._language)
        return 1


WORK = Work("answer uses", EVERY, lambda services: UseAsking(services).work)
