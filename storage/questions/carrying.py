"""Keeps how far answers carry and by what source, and what people did with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    UniqueConstraint,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from storage.tables import answers, questions
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import goes_with
from storage.vocabulary import Outcome, QuestionStatus

LONGEST: Final = 300
"""Characters of a source, and of what somebody did with an answer."""


class Carries(StrEnum):
    """Says how far an answer carries: where it works, or what it comes from."""

    here = "here"
    elsewhere = "elsewhere"
    research = "research"
    practice = "practice"


# The latest row of an answer is what it says; an earlier one is so again when that is undone.
carrying = Table(
    "answer_carrying",
    metadata,
    Column("id", Id, primary_key=True),
    key("answers"),
    *one_of("carries", Carries),
    Column("source", String(LONGEST), nullable=False, server_default=text("''"), info={"words_of": "told_by"}),
    Column("told_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "said"}),
    Index("ix_answer_carrying_answer_id", "answer_id"),
    Index("ix_answer_carrying_told_by", "told_by"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its answer")},
)
uses = Table(
    "answer_uses",
    metadata,
    Column("id", Id, primary_key=True),
    key("answers"),
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    # What they did with it; null as long as they were only asked, or did nothing yet.
    Column("said", String(LONGEST), nullable=True, info={"words_of": "member_id"}),
    Column("asked_at", Instant, nullable=True),
    Column("used_at", Instant, nullable=True),
    UniqueConstraint("answer_id", "member_id"),
    Index("ix_answer_uses_member_id", "member_id"),
    Index("ix_answer_uses_asked_at", "asked_at"),
    Index("ix_answer_uses_used_at", "used_at"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its answer")},
)


@dataclass(frozen=True, slots=True)
class Asking:
    """An asker who may have done something with an answer by now."""

    question_id: int
    answer_id: int
    asker_id: int


_LATEST = select(carrying).where(carrying.c.answer_id == answers.c.id).order_by(carrying.c.id.desc()).limit(1)
CARRIES, SOURCE, SOURCE_BY = (
    _LATEST.with_only_columns(each).correlate(answers).scalar_subquery()
    for each in (carrying.c.carries, carrying.c.source, carrying.c.told_by)
)
USED = (
    select(func.count())
    .select_from(uses)
    .where(uses.c.answer_id == answers.c.id, uses.c.used_at.is_not(None))
    .scalar_subquery()
)
"""Columns for a statement on answers."""


def put(tx: Connection, answer: int, carries: Carries, source: str, *, by: int | None) -> int:
    """Let an answer carry so far, by that source: the number of what was said."""
    values = {"answer_id": answer, "carries": carries, "source": source, "told_by": by}
    return int(tx.execute(insert(carrying).values(**values).returning(carrying.c.id)).scalar_one())


def take_back(tx: Connection, said: int) -> bool:
    """Let it say what it said before: False when that was done already."""
    return tx.execute(delete(carrying).where(carrying.c.id == said)).rowcount == 1


def use(tx: Connection, answer: int, member: int, said: str | None, now: datetime) -> int:
    """Keep what a member did with an answer, or that it is nothing yet: its number."""
    values = {"said": said, "used_at": None if said is None else now}
    theirs = (uses.c.answer_id == answer) & (uses.c.member_id == member)
    held = tx.execute(update(uses).where(theirs).values(**values).returning(uses.c.id)).scalar()
    if held is not None:
        return int(held)
    new = insert(uses).values(answer_id=answer, member_id=member, **values)
    return int(tx.execute(new.returning(uses.c.id)).scalar_one())


def unuse(tx: Connection, use: int) -> bool:
    """Take back what was done with an answer: False when nothing is told of it."""
    told = update(uses).where(uses.c.id == use, uses.c.used_at.is_not(None)).values(said=None, used_at=None)
    return tx.execute(told).rowcount == 1


def used_between(tx: Connection, since: datetime, until: datetime) -> int:
    """Count how often somebody did something with an answer."""
    told = select(func.count()).select_from(uses).where(uses.c.used_at >= since, uses.c.used_at < until)
    return int(tx.execute(told).scalar_one())


def to_ask(tx: Connection, since: datetime, until: datetime, *, pause: datetime, limit: int) -> list[Asking]:
    """Return askers of questions first answered between two moments that an answer helped, who were never asked.

    None of who was asked about another answer after `pause`. Of each question it is the latest answer that helped.
    """
    theirs = answers.alias()
    asked = exists().where(theirs.c.question_id == questions.c.id, theirs.c.id == uses.c.answer_id)
    lately = exists().where(uses.c.member_id == questions.c.asker_id, uses.c.asked_at >= pause)
    solved = questions.c.outcome.in_((Outcome.answered, Outcome.partly)) & questions.c.closed_at.is_not(None)
    helped = select(func.max(answers.c.id)).where(
        answers.c.question_id == questions.c.id,
        ~answers.c.hidden,
        answers.c.text != "",
        or_(answers.c.member_id.is_(None), answers.c.member_id != questions.c.asker_id),
        or_(answers.c.accepted_at.is_not(None), solved),
    )
    which = helped.correlate(questions).scalar_subquery()
    rows = tx.execute(
        select(questions.c.id, questions.c.asker_id, which.label("answer"))
        .where(
            questions.c.answered_at >= since,
            questions.c.answered_at < until,
            questions.c.status.in_((QuestionStatus.answered, QuestionStatus.closed)),
            questions.c.asker_id.is_not(None),
            ~questions.c.example,
            which.is_not(None),
            ~asked,
            ~lately,
        )
        .order_by(questions.c.answered_at)
        .limit(limit)
    )
    return [Asking(row.id, row.answer, row.asker_id) for row in rows]


def claim(tx: Connection, asking: Asking, now: datetime, *, pause: timedelta) -> bool:
    """Note that an asker is asked: False when they were, about this answer or another a moment ago."""
    tx.execute(select(questions.c.id).where(questions.c.id == asking.question_id).with_for_update())
    theirs = uses.c.member_id == asking.asker_id
    known = select(uses.c.id).where(theirs, (uses.c.answer_id == asking.answer_id) | (uses.c.asked_at >= now - pause))
    if tx.execute(known.limit(1)).first():
        return False
    tx.execute(insert(uses).values(answer_id=asking.answer_id, member_id=asking.asker_id, asked_at=now))
    return True


def sources(tx: Connection, ids: Sequence[int]) -> dict[int, tuple[Carries, str]]:
    """Return how far each of these answers carries of which that was told, and by what source."""
    rows = tx.execute(
        select(answers.c.id, CARRIES.label("carries"), SOURCE.label("source")).where(answers.c.id.in_(ids))
    )
    return {row.id: (Carries(row.carries), row.source) for row in rows if row.carries}
