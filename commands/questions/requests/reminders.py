"""Does what is due with requests that wait, and asks the askers of quiet questions how it went.

Each piece of work claims its row in one transaction with its letters: any number of processes may do this.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.chat.reply import Action, Actions
from bot.chat.texts import _
from bot.command.command import Notice
from bot.command.scope import covers
from bot.language.vocabulary import vocabulary
from bot.members.visibility import READABLE_BY_MEMBERS
from bot.outbound.letters import notices as letters_of
from bot.outbound.living_cards import keep
from bot.process.office_hours import office_moment, working_days_later
from bot.process.work import Services, Work
from commands.questions.card.card import about, look
from commands.questions.conversation.close import close_question
from commands.questions.life.lifecycle import Act, among
from commands.questions.requests.bring import bring_question
from commands.questions.requests.requests import bring, put_to, remind
from commands.questions.routing import candidates
from commands.questions.routing.routing import Candidate, Step, next_step, widen
from commands.questions.routing.rules import Rules
from storage import audit
from storage.atlas import Cache
from storage.database.database import Tx
from storage.members import people
from storage.members.member import Member
from storage.messaging import outbox
from storage.questions import questions, requests
from storage.questions.question import QUESTION, Question
from storage.questions.requests import Request
from storage.vocabulary import HOME_ZONE, RequestState, Role

log = structlog.get_logger()

EVERY = timedelta(minutes=1)
"""How often to look for what is due."""

BATCH = 100

ONE_AT_A_TIME = timedelta(days=1)
"""Between two quiet questions of the same asker: one is a reminder, five are a reproach. By judgement."""


class Reminders:
    """Reminds and asks on, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._rules = services.choices.of(Rules)
        self._language = services.language
        self._encoder = services.encoder
        self._atlas = Cache()

    async def work(self) -> int:
        """Do all that is due: how many requests and questions were taken a step on."""
        done = 0
        for request in await self._database.read(requests.due, self._clock(), limit=BATCH):
            # Ranked before the write lock is taken: a sentence takes the encoder longer than all else.
            known = await self._database.read(self._known_to_help, request) if request.reminded_at else []
            done += await self._database.write(self._step, request, known)
        now, states = self._clock(), among(Act.propose_close)
        since, asked = now - timedelta(days=self._rules.quiet_after), now - ONE_AT_A_TIME
        for question in await self._database.read(questions.quiet, since, asked=asked, among=states, limit=BATCH):
            done += await self._database.write(self._propose_close, question)
        return done

    def _known_to_help(self, tx: Tx, request: Request) -> list[Candidate]:
        """Return who else may help, for when silence is all that was heard."""
        question = questions.get(tx, request.question_id)
        if question is None:
            return []
        names = vocabulary(self._atlas.read(tx))
        found = candidates.find(tx, question, names, READABLE_BY_MEMBERS, self._clock(), self._encoder)
        return [each.candidate for each in found]

    def _step(self, tx: Tx, request: Request, known: Sequence[Candidate]) -> bool:
        """Take the next step with one request that is due."""
        now, rules = self._clock(), self._rules
        question = questions.get(tx, request.question_id)
        kind, id_ = ("member", request.member_id) if request.member_id is not None else ("network", request.network_id)
        candidate = candidates.of(tx, request.question_id, kind, id_ or 0, now)
        live = question is not None and candidate is not None and question.status in among(Act.bring)
        step = next_step(brought=request.brought_at is not None, reminded=request.reminded_at is not None, live=live)
        if step is Step.drop or question is None or candidate is None:
            return requests.advance(tx, request, due_at=None)
        zone = candidate.people[0].time_zone if candidate.people else HOME_ZONE
        moment = office_moment(now, zone, rules)
        if moment > now and step is not Step.give_up:
            requests.advance(tx, request, due_at=moment)
            return False
        notices: list[Notice] = []
        match step:
            case Step.bring:
                later = working_days_later(now, rules.remind_after, zone, rules)
                claimed = requests.advance(tx, request, due_at=later, brought_at=now)
                notices += put_to(tx, question, candidate, request, now, rules)
            case Step.remind:
                later = working_days_later(now, rules.give_up_after, zone, rules)
                claimed = requests.advance(tx, request, due_at=later, reminded_at=now)
                notices += remind(tx, question, candidate, now, rules)
            case _:
                heard = RequestState.silent if request.brought_at else RequestState.withdrawn
                silent = None if request.state is RequestState.accepted else heard
                claimed = requests.advance(tx, request, due_at=None, state=silent)
                notices += self._widen(tx, question, request, known, now) if claimed else ()
        return claimed and self._send(tx, f"request/{request.id}/{step}", notices, now)

    def _widen(
        self, tx: Tx, question: Question, request: Request, known: Sequence[Candidate], now: datetime
    ) -> Iterable[Notice]:
        """Silence: the next candidates, then networks, then the coordinators."""
        every = requests.of_question(tx, question.id)
        open_ones = [each for each in every if each.state in requests.OPEN_STATES and each.due_at is not None]
        # Read again: since they were ranked, a step before this one may have asked them.
        every_one = [candidates.of(tx, question.id, each.kind, each.id, now) for each in known]
        found = [each for each in every_one if each is not None]
        able = candidates.fit(found, question.asker_id, now, self._rules)
        widened = widen(
            found,
            times=requests.silent_times(tx, question.id),
            others_open=bool(open_ones),
            answered=bool(question.answers),
            fit=able,
            rules=self._rules,
        )
        if widened is None:
            return
        for candidate in widened.ask:
            brought = bring(tx, question, candidate, now, self._rules, by=None, via=request.id)
            yield from brought.notices if brought else ()
        if widened.coordinators:
            audit.record(tx, None, "silence", QUESTION, question.id, now)
            for member in self._coordinators(tx, question):
                news = _("Nobody who was asked answers this question. Whom do you know?")
                doing = Actions((Action(_("Who can help"), bring_question.line(question.number)), look(question)))
                # It waits in `te doen` too.
                yield Notice(member, replace(about(news, question, doing), found_anyway=True))

    def _coordinators(self, tx: Tx, question: Question) -> list[Member]:
        known = self._atlas.read(tx)
        return [
            member
            for member in people.with_role(tx, Role.coordinator)
            if covers(member, known, Role.coordinator, regions=question.regions) and not member.blocked_at
        ]

    def _propose_close(self, tx: Tx, question: Question) -> bool:
        """Ask the asker of a quiet question how it went; it is never closed by itself."""
        now = self._clock()
        asker = people.get(tx, question.asker_id) if question.asker_id is not None else None
        asked = now - ONE_AT_A_TIME
        if not questions.propose_close(tx, question.id, now, asked=asked, among=among(Act.propose_close)):
            return False
        if asker is None or asker.blocked_at or asker.away(now.date()):
            return False
        news = _("It has been quiet around your question. What came of it?")
        doing = Actions(
            (
                Action(_("Close it"), close_question.line(question.number)),
                Action(_("I still seek an answer"), bring_question.line(question.number)),
                look(question),
            )
        )
        return self._send(tx, f"quiet/{question.id}/{now:%Y%m%d}", [Notice(asker, about(news, question, doing))], now)

    def _send(self, tx: Tx, key: str, notices: Iterable[Notice], now: datetime) -> bool:
        for number, notice in enumerate(notices):
            posted = list(letters_of(tx, key, notice, number, self._language, now))
            keep(tx, [card for _letter, card in posted if card], now)
            outbox.post(tx, [letter for letter, _card in posted], now, leased=False)
        return True


WORK = Work("requests", EVERY, lambda services: Reminders(services).work)
