"""Reads the questions of a period once for all readers of a digest, not once for each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from storage import tables
from storage.database.id_sets import ids_of, linked
from storage.extents import ANY, Needs
from storage.questions import knowledge, selection
from storage.tables import answers, conversations, question_places, questions
from storage.vocabulary import Knowing, KnowledgeType, Level, Outcome, Place, QuestionKind, QuestionStatus

LONGEST = 300
"""Characters of a text that a digest may need."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and for one that was answered the answer that helped, or what came of it.

    The answer is left out of one that lives in a closed room.
    """

    id: int
    text: str
    at: datetime
    asker: int | None
    place: int | None
    regions: frozenset[int]
    themes: frozenset[int]
    answer: str = ""
    answered_by: int | None = None
    answer_id: int | None = None
    """None when it is what came of the question."""
    outcome: Outcome | None = None
    asked_at: datetime | None = None
    needs: Needs = ANY
    """What it is of, a set of one each: the organisation that who asked shows to members."""


def asked(tx: Connection, start: datetime, end: datetime, *, limit: int) -> list[Asked]:
    """Return questions put in the period that are still open, latest first."""
    which = [questions.c.status == QuestionStatus.open, questions.c.asked_at >= start, questions.c.asked_at < end]
    return _asked(tx, which, questions.c.asked_at, limit)


def unanswered(tx: Connection, since: datetime, before: datetime, *, limit: int) -> list[Asked]:
    """Return questions of a while ago that nobody answered yet, latest first."""
    return asked(tx, since, before, limit=limit)


def answered(tx: Connection, start: datetime, end: datetime, *, limit: int) -> list[Asked]:
    """Return questions that got their first answer in the period, latest first."""
    which = [
        questions.c.status.in_([QuestionStatus.answered, QuestionStatus.closed]),
        questions.c.answered_at >= start,
        questions.c.answered_at < end,
        questions.c.text != "",
    ]
    return _asked(tx, which, questions.c.answered_at, limit)


_ANSWERS = select(
    answers.c.id, answers.c.question_id, func.substr(answers.c.text, 1, LONGEST).label("text"), answers.c.member_id
)


def _asked(
    tx: Connection, which: list[ColumnElement[bool]], moment: ColumnElement[datetime], limit: int
) -> list[Asked]:
    chosen = select(questions.c.id).where(*which).order_by(moment.desc(), questions.c.id.desc()).limit(limit)
    best = {
        row.question_id: row
        for row in tx.execute(
            _ANSWERS.where(answers.c.question_id.in_(_inner(chosen)), ~answers.c.hidden, answers.c.text != "")
            # The last one read wins: one that was accepted, else the first that was given.
            .order_by(answers.c.accepted_at.is_not(None), answers.c.id.desc())
        )
    }
    # What was answered may have been said in a closed room: others see it when they look, if they may, not in passing.
    sheltered = set(
        tx.execute(
            select(question_places.c.question_id)
            .join(conversations, conversations.c.id == question_places.c.conversation_id)
            .where(conversations.c.closed, question_places.c.question_id.in_(_inner(chosen)))
        ).scalars()
    )
    found = []
    for row in tx.execute(
        select(
            questions.c.id,
            func.substr(questions.c.text, 1, LONGEST).label("text"),
            moment.label("at"),
            questions.c.asked_at,
            questions.c.asker_id,
            questions.c.conversation_id,
            questions.c.outcome,
            func.substr(questions.c.outcome_text, 1, LONGEST).label("outcome_text"),
            questions.c.closed_at,
            *_OF_NEEDS,
            linked(tables.question_regions).label("regions"),
            linked(tables.question_themes).label("themes"),
        )
        .where(questions.c.id.in_(_inner(chosen)))
        .order_by(moment.desc(), questions.c.id.desc())
    ):
        answer = best.get(row.id)
        told = answer.text if answer and row.id not in sheltered else ""
        found.append(
            Asked(
                id=row.id,
                text=row.text,
                at=row.at,
                asker=row.asker_id,
                place=row.conversation_id,
                regions=ids_of(row.regions),
                themes=ids_of(row.themes),
                answer=(row.outcome_text if row.closed_at else "") or told,
                answered_by=answer.member_id if answer else None,
                answer_id=answer.id if answer and not (row.outcome_text and row.closed_at) else None,
                outcome=Outcome(row.outcome) if row.outcome and row.closed_at else None,
                asked_at=row.asked_at,
                needs=_needs(row),
            )
        )
    return found


_OF_NEEDS = (
    questions.c.status,
    questions.c.kind,
    questions.c.knowledge_type,
    questions.c.level,
    knowledge.KNOWING.label("knowing"),
    selection.organisation_shown(Place.members).label("organisation"),
)


def _needs(row: Any) -> Needs:  # Any: a Row of these columns
    return Needs(
        frozenset({QuestionKind(row.kind)} if row.kind else ()),
        frozenset({KnowledgeType(row.knowledge_type)} if row.knowledge_type else ()),
        frozenset({Knowing(row.knowing or Knowing.unknown)}),
        frozenset({Level(row.level)} if row.level else ()),
        frozenset({row.organisation} if row.organisation else ()),
        frozenset({QuestionStatus(row.status)}),
    )


def _inner(chosen: Select[int]) -> Select[int]:
    """Return a limited selection as a list of ids to look in."""
    return select(chosen.subquery().c.id)
