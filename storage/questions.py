"""Knowledge questions and their answers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from storage import indexed, posts, tables
from storage.tables import answers, questions
from storage.vocabulary import KnowledgeType, Level, Outcome, QuestionKind, QuestionStatus, Subject


@dataclass(frozen=True, slots=True)
class Answer:
    id: int
    question_id: int
    member_id: int | None
    text: str
    given_at: datetime
    accepted_at: datetime | None

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"A-{self.id}"


@dataclass(frozen=True, slots=True)
class Question:
    """`asker_id` is null when they erased themselves. `answers` holds those not hidden, oldest first."""

    id: int
    asker_id: int | None
    text: str
    kind: QuestionKind | None
    knowledge_type: KnowledgeType | None
    level: Level | None
    status: QuestionStatus
    outcome: Outcome | None
    outcome_text: str
    conversation_id: int | None
    regions: frozenset[int]
    themes: frozenset[int]
    asked_at: datetime
    changed_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    answers: tuple[Answer, ...]

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"K-{self.id}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A question about to be put."""

    text: str
    kind: QuestionKind | None = None
    knowledge_type: KnowledgeType | None = None
    level: Level | None = None
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    conversation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which questions, latest first: of these regions and themes (already widened), statuses, asker."""

    statuses: frozenset[QuestionStatus] = frozenset({QuestionStatus.open, QuestionStatus.answered})
    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    asker: int | None = None


def put(tx: Connection, asker: int, draft: Draft, now: datetime) -> Question:
    question = tx.execute(
        insert(questions)
        .values(
            asker_id=asker,
            text=draft.text,
            kind=draft.kind,
            knowledge_type=draft.knowledge_type,
            level=draft.level,
            status=QuestionStatus.open,
            conversation_id=draft.conversation_id,
            asked_at=now,
            changed_at=now,
        )
        .returning(questions.c.id)
    ).scalar_one()
    _link(tx, question, draft.regions, draft.themes)
    return reindexed(tx, question)


def get_one(tx: Connection, question: int) -> Question:
    found = get(tx, question)
    if found is None:
        raise LookupError(f"No question {question}")
    return found


def get(tx: Connection, question: int) -> Question | None:
    return next(iter(load(tx, [question])), None)


def load(tx: Connection, ids: Sequence[int]) -> list[Question]:
    """Questions in the order of `ids`; those that do not exist are left out."""
    if not ids:
        return []
    rows = tx.execute(select(questions).where(questions.c.id.in_(ids))).all()
    regions = _linked(tx, tables.question_regions, "region_id", ids)
    themes = _linked(tx, tables.question_themes, "theme_id", ids)
    given: defaultdict[int, list[Answer]] = defaultdict(list)
    for row in tx.execute(
        select(answers).where(answers.c.question_id.in_(ids), ~answers.c.hidden).order_by(answers.c.id)
    ):
        given[row.question_id].append(_answer(row))
    found = {
        row.id: Question(
            id=row.id,
            asker_id=row.asker_id,
            text=row.text,
            kind=QuestionKind(row.kind) if row.kind else None,
            knowledge_type=KnowledgeType(row.knowledge_type) if row.knowledge_type else None,
            level=Level(row.level) if row.level else None,
            status=QuestionStatus(row.status),
            outcome=Outcome(row.outcome) if row.outcome else None,
            outcome_text=row.outcome_text,
            conversation_id=row.conversation_id,
            regions=frozenset(regions[row.id]),
            themes=frozenset(themes[row.id]),
            asked_at=row.asked_at,
            changed_at=row.changed_at,
            answered_at=row.answered_at,
            closed_at=row.closed_at,
            answers=tuple(given[row.id]),
        )
        for row in rows
    }
    return [found[each] for each in ids if each in found]


def find(tx: Connection, which: Filter, *, limit: int, offset: int = 0) -> tuple[list[Question], int]:
    """One page of questions, latest first, and how many there are in all."""
    conditions = _conditions(which)
    total = tx.execute(select(func.count()).select_from(questions).where(*conditions)).scalar_one()
    ids = tx.execute(
        select(questions.c.id).where(*conditions).order_by(questions.c.id.desc()).limit(limit).offset(offset)
    ).scalars()
    return load(tx, ids.all()), total


def answer(tx: Connection, question: int, member: int, text: str, now: datetime) -> Answer:
    """Add an answer; an open question is answered from now on."""
    row = tx.execute(
        insert(answers).values(question_id=question, member_id=member, text=text, given_at=now).returning(*answers.c)
    ).one()
    tx.execute(
        update(questions)
        .where(questions.c.id == question)
        .values(answered_at=func.coalesce(questions.c.answered_at, now), changed_at=now)
    )
    tx.execute(
        update(questions)
        .where(questions.c.id == question, questions.c.status == QuestionStatus.open)
        .values(status=QuestionStatus.answered)
    )
    reindexed(tx, question)
    return _answer(row)


def one_answer(tx: Connection, answer_id: int) -> Answer | None:
    """An answer that is not hidden."""
    row = tx.execute(select(answers).where(answers.c.id == answer_id, ~answers.c.hidden)).first()
    return _answer(row) if row else None


def of_answers(tx: Connection, ids: Iterable[int]) -> list[int]:
    """The questions that these answers were given to."""
    return list(
        tx.execute(select(answers.c.question_id).where(answers.c.id.in_(list(ids)), ~answers.c.hidden)).scalars()
    )


def accept(tx: Connection, answer_id: int, now: datetime) -> bool:
    """Mark an answer as the one that helped: False when it was already."""
    question = tx.execute(
        update(answers)
        .where(answers.c.id == answer_id, answers.c.accepted_at.is_(None))
        .values(accepted_at=now)
        .returning(answers.c.question_id)
    ).scalar()
    if question is not None:
        reindexed(tx, question)
    return question is not None


def close(tx: Connection, question: int, outcome: Outcome, text: str, now: datetime) -> bool:
    """Close with what came of it: False when it was closed already."""
    closed = tx.execute(
        update(questions)
        .where(questions.c.id == question, questions.c.status != QuestionStatus.closed)
        .values(status=QuestionStatus.closed, outcome=outcome, outcome_text=text, closed_at=now, changed_at=now)
    )
    reindexed(tx, question)
    return closed.rowcount == 1


def reopen(tx: Connection, question: int, now: datetime) -> bool:
    """Open it again, as answered when it has answers: False when it was not closed."""
    has_answers = select(answers.c.id).where(answers.c.question_id == question, ~answers.c.hidden).limit(1)
    status = QuestionStatus.answered if tx.execute(has_answers).first() else QuestionStatus.open
    opened = tx.execute(
        update(questions)
        .where(questions.c.id == question, questions.c.status == QuestionStatus.closed)
        .values(status=status, outcome=None, outcome_text="", closed_at=None, changed_at=now)
    )
    reindexed(tx, question)
    return opened.rowcount == 1


def hide(tx: Connection, question: int, now: datetime, *, hidden: bool = True) -> None:
    """Take a question out of sight, or show it again as open or answered."""
    if hidden:
        status = QuestionStatus.hidden
    else:
        shown = get_one(tx, question)
        status = QuestionStatus.answered if shown.answers else QuestionStatus.open
    tx.execute(update(questions).where(questions.c.id == question).values(status=status, changed_at=now))
    reindexed(tx, question)


def hide_answer(tx: Connection, answer_id: int, *, hidden: bool = True) -> None:
    """Take an answer out of sight, or show it again."""
    question = tx.execute(
        update(answers).where(answers.c.id == answer_id).values(hidden=hidden).returning(answers.c.question_id)
    ).scalar_one()
    indexed.answer_gone(tx, answer_id)
    reindexed(tx, question)


def describe(tx: Connection, question: int, *, regions: Iterable[int], themes: Iterable[int], now: datetime) -> None:
    """Move it to other regions and themes."""
    for table in (tables.question_regions, tables.question_themes):
        tx.execute(delete(table).where(table.c.question_id == question))
    _link(tx, question, regions, themes)
    tx.execute(update(questions).where(questions.c.id == question).values(changed_at=now))
    reindexed(tx, question)


def reindexed(tx: Connection, question: int) -> Question:
    """The question, from now on found by what it says now, and shown so wherever its card stands."""
    found = get_one(tx, question)
    indexed.question(tx, found)
    posts.touch(tx, Subject.question, question)
    return found


def _conditions(which: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [questions.c.status.in_(which.statuses)]
    if which.asker is not None:
        conditions.append(questions.c.asker_id == which.asker)
    for ids, table, column in (
        (which.regions, tables.question_regions, "region_id"),
        (which.themes, tables.question_themes, "theme_id"),
    ):
        if ids is not None:
            conditions.append(questions.c.id.in_(select(table.c.question_id).where(table.c[column].in_(ids))))
    return conditions


def _link(tx: Connection, question: int, regions: Iterable[int], themes: Iterable[int]) -> None:
    for region in sorted(set(regions)):
        tx.execute(insert(tables.question_regions).values(question_id=question, region_id=region))
    for theme in sorted(set(themes)):
        tx.execute(insert(tables.question_themes).values(question_id=question, theme_id=theme))


def _linked(tx: Connection, table: Any, column: str, ids: Iterable[int]) -> Mapping[int, set[int]]:  # Any: a Table
    held: defaultdict[int, set[int]] = defaultdict(set)
    for row in tx.execute(select(table).where(table.c.question_id.in_(ids))):
        held[row.question_id].add(getattr(row, column))
    return held


def _answer(row: Any) -> Answer:  # Any: a Row of all columns
    return Answer(row.id, row.question_id, row.member_id, row.text, row.given_at, row.accepted_at)
