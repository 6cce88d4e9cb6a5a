"""Keeps what questions said before they were changed: for their history, and to have it so again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Index, Table, Text, insert, select, text, update

from storage.questions.knowledge import LONGEST, Knowledge
from storage.questions.question import Question
from storage.tables import questions
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import goes_with
from storage.vocabulary import Knowing, KnowledgeType, Level, QuestionKind

versions = Table(
    "question_versions",
    metadata,
    Column("id", Id, primary_key=True),
    key("questions"),
    Column("author_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "said"}),
    Column("text", Text, nullable=False, info={"kept_words_of": "author_id"}),
    Column("context", Text, nullable=False, server_default=text("''"), info={"words_of": "author_id"}),
    *one_of("kind", QuestionKind, nullable=True),
    *one_of("knowledge_type", KnowledgeType, nullable=True),
    *one_of("level", Level, nullable=True),
    *one_of("knowing", Knowing),
    Column("how", Text, nullable=False, server_default=text("''"), info={"words_of": "told_by"}),
    Column("told_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "said"}),
    # When it ceased to say so.
    Column("until", Instant, nullable=False),
    Index("ix_question_versions_question_id", "question_id"),
    Index("ix_question_versions_author_id", "author_id"),
    Index("ix_question_versions_told_by", "told_by"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its question")},
)


@dataclass(frozen=True, slots=True)
class Version:
    """What a question said until then."""

    id: int
    text: str
    context: str
    knowledge: Knowledge
    told_by: int | None
    until: datetime


def keep(tx: Connection, was: Question, now: datetime) -> int:
    """Keep what it says up to now: the number of that version."""
    values = {
        "question_id": was.id,
        "author_id": was.asker_id,
        "text": was.text,
        "context": was.told.context,
        "kind": was.kind,
        "knowledge_type": was.knowledge_type,
        "level": was.level,
        "knowing": was.knowing,
        "how": was.knowing_how[:LONGEST],
        "told_by": was.knowing_by,
        "until": now,
    }
    return int(tx.execute(insert(versions).values(**values).returning(versions.c.id)).scalar_one())


def reword(tx: Connection, question: int, text: str, context: str, now: datetime) -> None:
    """Let a question say this from now on. What it said has to be kept before, and it is to be reindexed after it."""
    values = {"text": text, "context": context, "changed_at": now}
    tx.execute(update(questions).where(questions.c.id == question).values(**values))


def wordings(tx: Connection, question: int, text: str) -> list[Version]:
    """Return what a question said before in other words than the next time, oldest first; `text` is what it says."""
    rows = tx.execute(select(versions).where(versions.c.question_id == question).order_by(versions.c.id)).all()
    held = [_version(row) for row in rows]
    said = [*(each.text for each in held), text]
    return [each for each, then in zip(held, said[1:], strict=True) if each.text and each.text != then]


def get(tx: Connection, version: int) -> Version | None:
    row = tx.execute(select(versions).where(versions.c.id == version)).first()
    return _version(row) if row else None


def _version(row: Any) -> Version:  # Any: a Row of all columns
    knowledge = Knowledge(
        QuestionKind(row.kind) if row.kind else None,
        KnowledgeType(row.knowledge_type) if row.knowledge_type else None,
        Level(row.level) if row.level else None,
        Knowing(row.knowing),
        row.how,
    )
    return Version(row.id, row.text, row.context, knowledge, row.told_by, row.until)
