"""Asks who keeps a lesson that nobody used for two years whether it still holds."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.chat.reply import Action, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.members.todo import MOST, Chore, Chores, Keeper
from bot.process.choices import Choices
from bot.things.upkeep import Check, Upkeep
from commands.lessons.keep import age_lesson, hold_lesson
from storage import keepers
from storage.database.database import Tx
from storage.lessons import lessons
from storage.lessons.lesson import LESSON, Lesson
from storage.links import Thing

QUIET = timedelta(days=2 * 365)
KEEP = 0.05
"""A page that may be out of date weighs less than a person who waits."""


def _buttons(lesson: Lesson) -> tuple[Action, ...]:
    number = lesson.number
    return (
        Action(_("It still holds"), hold_lesson.line(number)),
        Action(_("It holds no more"), age_lesson.line(number)),
        Action(_("View"), number),
    )


def _due(tx: Tx, now: datetime, _choices: Choices) -> Sequence[Check]:
    found = []
    for each in lessons.unused(tx, now - QUIET, MOST):
        who = keepers.of(tx, Thing(LESSON, each.id)) or each.member_id
        if who is not None:
            title = words(Code(each.number), " ", each.text)
            question = words(_("Nobody used it for two years. Does it still hold?"))
            found.append(Check(who, each.used_at, title, question, _buttons(each), partial(_asked, each.id)))
    return found


def _asked(lesson: int, tx: Tx, now: datetime) -> None:
    lessons.asked(tx, lesson, now)


def _find(tx: Tx, keeper: Keeper) -> Iterator[Chore]:
    """What was asked and not answered stays with who keeps it."""
    for each in lessons.waiting_for(tx, keeper.member.id, MOST):
        why = _("nobody used it for two years")
        yield Chore(words(Code(each.number), " ", each.text), why, each.used_at + QUIET, KEEP, _buttons(each))


UPKEEP = Upkeep("lessons", _due)
CHORES = Chores(_find)
