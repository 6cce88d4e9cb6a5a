"""Draws questions that search found, and tells what is found by questions and their answers."""

from bot.chat.reply import Action, Item, Words, of_thing, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.search.findable import Findable, Source
from bot.search.reasons import Reason
from bot.search.results import said
from bot.search.search import Hit
from storage.questions import questions
from storage.questions.question import ANSWER, QUESTION
from storage.vocabulary import Subject


def how_answered(count: int) -> Msg:
    """Count how many answers a question has."""
    return _n("{n} answer", "{n} answers", count) if count else _("no answer yet")


def _draw(_ctx: Context, hit: Hit, answers: int | None, notes: tuple[Words, ...], _need: str) -> Item:
    number = f"K-{hit.id}"
    told = words(how_answered(answers or 0), *((" · ", *note) for note in notes))
    return Item(words(Code(number), " ", hit.name), (told,), (Action(_("View"), number),))


def _of_question(_ctx: Context, hit: Hit, reason: Reason, _known: None) -> Words | None:
    if reason.row is None or hit.kind == QUESTION:
        return None  # its text stands above
    if hit.kind != Subject.member:
        return of_thing(said(reason), QUESTION, reason.row.source_id)
    return words(
        _("asked {number}: ", number=Code(f"K-{reason.row.source_id}")),
        of_thing(said(reason), QUESTION, reason.row.source_id),
    )


def _of_answer(_ctx: Context, hit: Hit, reason: Reason, _known: None) -> Words | None:
    row = reason.row
    if row is None:
        return None
    text = of_thing(said(reason), ANSWER, row.source_id)
    if hit.kind != Subject.member:
        return text if "".join(map(str, text)) != hit.name else None
    question = next((owner for owner in row.evidence.owners if owner.kind == QUESTION), None)
    # That of a question that was withdrawn is known without it.
    return words(_gave(question.id, reason.role), text) if question else text


def _gave(question: int, role: str) -> Msg:
    number = Code(f"K-{question}")
    if role == "accepted":
        return _("gave the answer that helped to {number}: ", number=number)
    return _("answered {number}: ", number=number)


FINDABLE = Findable(
    QUESTION,
    _("Questions asked before"),
    _draw,
    lambda tx, ids: questions.answered(tx, list(ids)),
    words=("vragen", "questions"),
    rank=30,
)
QUESTIONS = Source(QUESTION, _of_question)
ANSWERS = Source(ANSWER, _of_answer)
