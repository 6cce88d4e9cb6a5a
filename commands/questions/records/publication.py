"""Gives the web the questions that their askers put there, with the answers of who put theirs beside it; no names."""

from collections.abc import Mapping, Sequence

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.labels import KNOWLEDGE
from bot.command.refusal import Refused
from bot.things.publication import (
    CHANGED,
    NUMBER,
    PUBLISH,
    REGIONS,
    THEMES,
    Consent,
    Field,
    Pages,
    Projection,
    Published,
    Shown,
)
from commands.questions.life.labels import OUTCOMES, STATUSES
from storage.database.database import Tx
from storage.questions import publication, questions
from storage.questions.publication import IN_SIGHT, SHELF
from storage.questions.question import ANSWER, QUESTION, Answer, Question
from storage.vocabulary import QuestionStatus, Role


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    found = [each for each in questions.load(tx, ids) if _on_web(each)]
    own = publication.closed_by_asker(tx, [each.id for each in found])
    return {each.id: _shown(each, with_outcome=each.id in own) for each in found}


def _on_web(question: Question) -> bool:
    return question.published and question.asker_id is not None and bool(question.text) and question.status in IN_SIGHT


def _shown(question: Question, *, with_outcome: bool) -> Projection:
    given = [each for each in question.answers if each.published and each.member_id is not None and each.text]
    return {
        "number": question.number,
        "text": question.text,
        "status": question.status.value,
        "outcome": question.outcome.value if question.outcome else "",
        # Whoever closed it for the asker did not put these words on the web.
        "came": question.outcome_text if with_outcome else "",
        "knowledge": question.knowledge_type.value if question.knowledge_type else "",
        "regions": sorted(question.regions),
        "themes": sorted(question.themes),
        "asked": question.asked_at.isoformat(),
        "changed": question.changed_at.isoformat(),
        "answers": [_answer(each) for each in given],
    }


def _answer(answer: Answer) -> Projection:
    return {
        "number": answer.number,
        "text": answer.text,
        "helped": answer.accepted_at is not None,
        "given": answer.given_at.isoformat(),
    }


_ANSWER = (
    NUMBER,
    Field("text", "tekst", _("Answer"), schema="text"),
    Field("helped", "hielp", _("This helped"), Shown.flag),
    Field("given", "gegevenOp", _("Given on"), Shown.moment, schema="dateCreated"),
)
_PAGES = Pages(
    {"nl": "vragen", "en": "questions"},
    _("Questions"),
    _("Question"),
    _("Questions that people of public organisations asked each other. Answers are here if their writers said so."),
    SHELF,
    "text",
    (
        NUMBER,
        Field("text", "tekst", _("Question"), schema="text"),
        Field("status", "status", _("Status"), Shown.label, STATUSES),
        Field("outcome", "uitkomst", _("Outcome"), Shown.label, OUTCOMES),
        Field("came", "opbrengst", _("What came of it")),
        Field("knowledge", "kennistype", _("Kind of knowledge"), Shown.label, KNOWLEDGE),
        REGIONS,
        THEMES,
        Field("asked", "gesteldOp", _("Asked on"), Shown.moment, schema="dateCreated"),
        CHANGED,
        Field(
            "answers",
            "antwoorden",
            _("Answers"),
            Shown.parts,
            parts=_ANSWER,
            schema="suggestedAnswer",
            of_schema="Answer",
        ),
    ),
    sorted_by="status",
    sorts=IN_SIGHT,
    schema="Question",
    made="asked",
)
PUBLISHED = Published(QUESTION, PUBLISH, _project, _PAGES)


async def _asker_only(ctx: Context, thing: Subject, on: bool) -> None:
    question = await ctx.read(questions.get, thing.id)
    if question is None:
        raise Refused(_("There is no question {number}.", number=Code(thing.line)))
    if question.asker_id == ctx.member.id:
        if on and question.status not in IN_SIGHT:
            raise Refused(_("{number} is not in sight now, so it cannot be on the website.", number=Code(thing.line)))
        return
    # What is off the web harms nobody: who looks after its regions may take it off too.
    if on or not ctx.may(Role.coordinator, regions=question.regions):
        raise Refused(_("Only the asker can do this."))


async def _writer_only(ctx: Context, thing: Subject, on: bool) -> None:
    answer = await ctx.read(questions.one_answer, thing.id)
    if answer is None:
        raise Refused(_("{number} is out of sight.", number=Code(thing.line)))
    question = await ctx.read(questions.get, answer.question_id)
    if answer.member_id == ctx.member.id:
        if on and (question is None or question.status is QuestionStatus.hidden):
            raise Refused(_("{number} is out of sight.", number=Code(thing.line)))
        return
    if on or question is None or not ctx.may(Role.coordinator, regions=question.regions):
        raise Refused(_("Only who wrote {number} can do this.", number=Code(thing.line)))


CONSENTS = (
    Consent(
        QUESTION,
        _asker_only,
        publication.publish,
        _("An answer comes along when who wrote it puts it there too."),
    ),
    Consent(
        ANSWER,
        _writer_only,
        publication.publish_answer,
        _("It is shown when who asked puts the question there too."),
    ),
)
