"""Keeps what kind of knowledge a question needs, how far that is there, and who takes it up."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select, update

from storage.questions.question import Question
from storage.tables import question_knowledge as known
from storage.tables import questions
from storage.vocabulary import Knowing, KnowledgeType, Level, QuestionKind

LONGEST = 200
"""Characters of who takes it up."""

KNOWING = select(known.c.knowing).where(known.c.question_id == questions.c.id).scalar_subquery()
HOW = select(known.c.how).where(known.c.question_id == questions.c.id).scalar_subquery()
TOLD_BY = select(known.c.told_by).where(known.c.question_id == questions.c.id).scalar_subquery()
"""Columns for a statement on questions; null where nothing is known."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Says what a question needs and where that stands."""

    kind: QuestionKind | None = None
    knowledge_type: KnowledgeType | None = None
    level: Level | None = None
    knowing: Knowing = Knowing.unknown
    how: str = ""


def keep(tx: Connection, question: int, knowing: Knowing, how: str, *, by: int | None) -> None:
    """Let its knowledge stand so. What is unknown and taken up by nobody needs no row."""
    tx.execute(delete(known).where(known.c.question_id == question))
    if knowing is not Knowing.unknown or how:
        values = {"question_id": question, "knowing": knowing, "how": how, "told_by": by if how else None}
        tx.execute(insert(known).values(**values))


def of(question: Question) -> Knowledge:
    """Return what a question needs and where that stands."""
    return Knowledge(question.kind, question.knowledge_type, question.level, question.knowing, question.knowing_how)


def put(tx: Connection, question: int, is_: Knowledge, now: datetime, *, by: int | None) -> None:
    """Let a question need this and stand so. It has to be reindexed after it."""
    told = {"kind": is_.kind, "knowledge_type": is_.knowledge_type, "level": is_.level}
    tx.execute(update(questions).where(questions.c.id == question).values(**told, changed_at=now))
    keep(tx, question, is_.knowing, is_.how, by=by)


def stands(wanted: frozenset[Knowing]) -> ColumnElement[bool]:
    """Tell whether the knowledge of a question stands in one of these ways."""
    held = exists().where(known.c.question_id == questions.c.id)
    is_so = questions.c.id.in_(select(known.c.question_id).where(known.c.knowing.in_(wanted)))
    return is_so | ~held if Knowing.unknown in wanted else is_so
