"""Finds the question that goes with another as a pair, and tells who is asked one of the other."""

from bot.chat.reply import Text, words
from bot.chat.spans import Code
from bot.chat.texts import _
from commands.questions.card.card import text_of
from storage import links
from storage.database.database import Tx
from storage.links import Thing
from storage.questions import questions
from storage.questions.question import QUESTION, Question
from storage.vocabulary import LinkKind, QuestionStatus


def pair_of(tx: Tx, question: Question) -> Question | None:
    """Find the question that goes with this one, from either side, as long as it is shown."""
    its = Thing(QUESTION, question.id)
    found = links.of(tx, [its]).get(its, [])
    ids = [each.other.id for each in found if each.kind is LinkKind.hoort_bij and each.other.kind == QUESTION]
    shown = (QuestionStatus.open, QuestionStatus.answered)
    return next((each for each in questions.load(tx, ids) if each.status in shown), None)


def beside(question: Question) -> tuple[Text, ...]:
    """Tell who is asked the other one what goes with it."""
    told = _("It goes with {number}:", number=Code(question.number))
    return (Text(words(told, " ", *text_of(question))),)
