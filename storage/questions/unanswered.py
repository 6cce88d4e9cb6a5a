"""Finds questions that nobody answered: what they are about, without their words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, exists, select

from storage import tables
from storage.database.id_sets import ids_of, linked
from storage.tables import answers, questions
from storage.vocabulary import KnowledgeType, QuestionStatus

MOST: Final = 500
"""Questions that are looked at, the latest first."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    id: int
    regions: frozenset[int]
    themes: frozenset[int]
    knowledge: KnowledgeType | None


def unanswered(tx: Connection, since: datetime, before: datetime) -> list[Unanswered]:
    """Return open questions from between two moments without an answer that is shown."""
    answered = exists().where(answers.c.question_id == questions.c.id, ~answers.c.hidden)
    rows = tx.execute(
        select(
            questions.c.id,
            questions.c.knowledge_type,
            linked(tables.question_regions).label("regions"),
            linked(tables.question_themes).label("themes"),
        )
        .where(questions.c.status == QuestionStatus.open, questions.c.asked_at.between(since, before), ~answered)
        .order_by(questions.c.asked_at.desc(), questions.c.id.desc())
        .limit(MOST)
    )
    return [
        Unanswered(
            row.id,
            ids_of(row.regions),
            ids_of(row.themes),
            KnowledgeType(row.knowledge_type) if row.knowledge_type else None,
        )
        for row in rows
    ]
