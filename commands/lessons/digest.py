"""Tells in a digest of lessons newly shared, and to people of one from elsewhere on what they work on."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.chat.reply import Action, Item, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import _
from bot.digest.selection import POLICY_MAKERS, Section, Story
from commands.lessons.browse import list_failures, list_lessons
from commands.lessons.react import same_lesson
from storage.database.database import Tx
from storage.lessons import lessons
from storage.lessons.lesson import Lesson

MOST_READ = 5_000
PATIENCE = timedelta(days=3 * 365)
"""A lesson older than this is not brought to others of its own accord."""


def _story(lesson: Lesson, kind: str) -> Story:
    return Story(
        key=f"{kind}/{lesson.id}",
        thing=f"lesson/{lesson.id}",
        at=lesson.made_at,
        draw=partial(_drawn, lesson),
        regions=lesson.draft.regions,
        themes=lesson.draft.themes,
        by=frozenset({lesson.member_id} if lesson.member_id is not None else ()),
    )


def _drawn(lesson: Lesson) -> Item:
    # Nobody is named here: who celebrates a failure said that it may be told of, not by whom.
    said = words(Bold(lesson.number), " ", shorten(lesson.text, 140))
    same = Action(_("Same with us"), same_lesson.line(lesson.number))
    return Item(said, (), (same, Action(_("View"), lesson.number)))


def _new(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    found = lessons.shared_between(tx, since, until, MOST_READ)
    return [_story(each, "lesson") for each in found if not each.celebrated]


def _celebrated(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    found = lessons.shared_between(tx, since, until, MOST_READ)
    return [_story(each, "failure") for each in found if each.celebrated]


def _elsewhere(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    return [_story(each, "lesson") for each in lessons.shared_between(tx, since - PATIENCE, until, MOST_READ)]


NEW = Section("lessons", _("New lessons"), 50, _new, more=list_lessons.line(), first_for=POLICY_MAKERS)
CELEBRATED = Section("failures", _("Brilliant failures"), 51, _celebrated, most=2, more=list_failures.line())
ELSEWHERE = Section("elsewhere", _("From another region"), 80, _elsewhere, most=1, standing=True, elsewhere=True)
