"""Tells in a digest of questions newly put, of answers, and of one that still needs an answer."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.chat.line import Line
from bot.chat.reply import Action, Item, of_thing, words
from bot.chat.spans import Bold, Italic, shorten
from bot.chat.texts import _
from bot.digest.selection import Section, Story, look
from commands.questions.browsing.browse import list_questions
from commands.questions.conversation.answer import answer_question
from storage.database.database import Tx
from storage.questions import news
from storage.questions.news import Asked
from storage.questions.question import ANSWER, OUTCOME

MOST_READ = 50_000
PATIENCE = timedelta(days=90)
"""A question older than this needs something else than one more mention."""

NEEDY = 5_000


def _story(asked: Asked, draw: Callable[[Asked], Item], kind: str = "question") -> Story:
    return Story(
        key=f"{kind}/{asked.id}",
        thing=f"question/{asked.id}",
        at=asked.at,
        draw=partial(draw, asked),
        regions=asked.regions,
        themes=asked.themes,
        by=frozenset(member for member in (asked.asker, asked.answered_by) if member is not None),
        places=frozenset() if asked.place is None else frozenset({asked.place}),
        needs=asked.needs,
        began=asked.asked_at,
    )


def _new(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    return [_story(each, _question) for each in news.asked(tx, since, until, limit=MOST_READ)]


def _answered(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    return [_story(each, _with_answer, "answered") for each in news.answered(tx, since, until, limit=MOST_READ)]


def _needy(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    # Windows that end later have questions of their own period: `Shelf` leaves out what is too young.
    return [_story(each, _question) for each in news.unanswered(tx, since - PATIENCE, until, limit=NEEDY)]


def _question(asked: Asked) -> Item:
    number = f"K-{asked.id}"
    return Item(
        words(Bold(number), " ", shorten(asked.text, 140)),
        actions=(Action(_("I know something"), answer_question.line(number)), Action(_("View"), number)),
    )


def _with_answer(asked: Asked) -> Item:
    number = f"K-{asked.id}"
    said = Italic(shorten(asked.answer, 110))
    whose = (OUTCOME, asked.id) if asked.answer_id is None else (ANSWER, asked.answer_id)
    notes = (of_thing((said,), *whose),) if asked.answer else ()
    return Item(words(Bold(number), " ", shorten(asked.text)), notes, look(number, _("View")))


NEW = Section("questions", _("New questions"), 10, _new, more=list_questions.line())
ANSWERED = Section("answers", _("Answered"), 20, _answered, more=list_questions.line(Line("beantwoord", en="answered")))
NEEDY_ONE = Section("need", _("Who can help with this one?"), 90, _needy, most=1, standing=True, again=True)
