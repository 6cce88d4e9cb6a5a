"""Tells coordinators when an initiative or farmer heard nothing within a working day: they say the first word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.chat.reply import Action, Actions, Text, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Notice
from bot.command.scope import covers
from bot.members.todo import MOST, Chore, Chores, Keeper
from bot.process.office_hours import OfficeHours, office_moment, working_days_later
from bot.process.work import Services, Work
from bot.things.sending import send
from commands.questions.card.card import about, look
from commands.questions.requests.bring import bring_question
from commands.questions.routing.rules import Rules
from storage import audit
from storage.atlas import Cache
from storage.database.database import Tx
from storage.members import people
from storage.questions import questions, sparing
from storage.questions.question import QUESTION
from storage.questions.sparing import FIRST_WORD, Unheard
from storage.vocabulary import HOME_ZONE, Role

EVERY = timedelta(minutes=15)
BATCH = 50
WITHIN = 1
"""Working days within which a first word is due."""
NO_LONGER = timedelta(days=14)
"""After that a first word is too late; the question waits for a route as any other."""
WEIGHT = 4
"""Somebody small who hears nothing weighs more than a question without a route."""


def is_due(each: Unheard, now: datetime, hours: OfficeHours) -> bool:
    """Tell whether the working day is over."""
    return working_days_later(each.asked_at, WITHIN, HOME_ZONE, hours) <= now


class FirstWord:
    """Tells what is due, in one process of any number that may do it at the same time."""

    def __init__(self, services: Services) -> None:
        self._database = services.database
        self._clock = services.clock
        self._language = services.language
        self._rules = services.choices.of(Rules)
        self._atlas = Cache()

    async def work(self) -> int:
        """Tell the coordinators of each: of how many."""
        now = self._clock()
        if office_moment(now, HOME_ZONE, self._rules) > now:
            return 0
        found = await self._database.read(sparing.unheard, now - NO_LONGER, now, None, BATCH, untold=True)
        due = [each for each in found if is_due(each, now, self._rules)]
        return sum([await self._database.write(self._tell, each) for each in due])

    def _tell(self, tx: Tx, each: Unheard) -> int:
        now, atlas = self._clock(), self._atlas.read(tx)
        questions.hold(tx, each.id)
        if any(entry.act == FIRST_WORD for entry in audit.of(tx, QUESTION, each.id)):
            return 0
        question = questions.get_one(tx, each.id)
        told = [
            member
            for member in people.with_role(tx, Role.coordinator)
            if covers(member, atlas, Role.coordinator, regions=question.regions)
            and not member.blocked_at
            and not member.away(now.date())
        ]
        if not told:
            return 0
        audit.record(tx, None, FIRST_WORD, QUESTION, each.id, now)
        news = _("An initiative or farmer asked this, and nobody said a word yet. Will you say the first?")
        how = Text(words(_("Reply to this message: the asker reads it, with your name.")))
        doing = Actions((Action(_("Who can help"), bring_question.line(question.number)), look(question)))
        reply = replace(about(news, question, how, doing), found_anyway=True)  # it waits in `te doen` too
        send(tx, f"first word/{each.id}", [Notice(member, reply) for member in told], now, self._language)
        return 1


def _chores(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """Yield the questions of initiatives and farmers who heard nothing, in the regions of a coordinator."""
    rules = keeper.choices.of(Rules)
    for each in sparing.unheard(tx, keeper.now - NO_LONGER, keeper.now, keeper.reach, MOST, untold=False):
        if keeper.coordinates(each.regions) and is_due(each, keeper.now, rules):
            number = f"K-{each.id}"
            actions = (Action(_("View"), number), Action(_("Who can help"), bring_question.line(number)))
            why = _("an initiative or farmer waits for a first word")
            yield Chore(words(Code(number), " ", each.text), why, each.asked_at, WEIGHT, actions)


CHORES = Chores(_chores, for_regions=True)
WORK = Work("first words", EVERY, lambda services: FirstWord(services).work)
