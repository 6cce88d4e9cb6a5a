"""Measures how questions fare in a period: how soon they are answered, which are not, by whom, and what helps again.

A first answer is the first that is shown and is not by who asked. What goes by who people are leaves out questions that
were asked without a name.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, FromClause, exists, func, or_, select

from storage import tables
from storage.database.numbers import table
from storage.extents import Extent, seconds, spanning, which
from storage.questions import knowledge, selection
from storage.tables import answers, questions, reuses
from storage.vocabulary import Outcome, Place, QuestionStatus

LONG: Final = timedelta(days=30)
"""How long a question waits before it counts as one without an answer."""

_SHOWN = questions.c.status.in_((QuestionStatus.open, QuestionStatus.answered, QuestionStatus.closed))
_NAMED = (~questions.c.anonymous, questions.c.asker_id.is_not(None))


def asked(tx: Connection, extent: Extent) -> int:
    """Return how many questions were put."""
    return tx.execute(select(func.count()).select_from(questions).where(*_put(extent))).scalar_one()


def waits(tx: Connection, periods: Sequence[Extent]) -> list[NDArray[np.int64]]:
    """Return of each period its first answers: when the question was put and when it came, in seconds."""
    when = (which(periods, answers.c.given_at), seconds(questions.c.asked_at), seconds(answers.c.given_at))
    found = select(*when).join_from(answers, questions).where(*_first(spanning(periods)))
    return _of_each(periods, table(tx, found))


def _of_each(periods: Sequence[Extent], rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return the rows of each period, which stands first in each."""
    return [rows[rows[:, 0] == place, 1:] for place in range(len(periods))]


def answered(tx: Connection, extent: Extent, limit: int, offset: int) -> list[int]:
    """Return the questions that got their first answer in the period, latest first."""
    found = select(questions.c.id).join_from(answers, questions).where(*_first(extent))
    latest = found.order_by(answers.c.given_at.desc(), questions.c.id.desc())
    return list(tx.execute(latest.limit(limit).offset(offset)).scalars())


def unanswered(tx: Connection, periods: Sequence[Extent]) -> list[tuple[int, int]]:
    """Return of each period how many of those put had no answer after 30 days, and of how many that is known."""
    # A condition, and no sum of cases: PostgreSQL would look up the answers of each question.
    part, whole = (_put_in_each(tx, periods, *late) for late in ((~_in_time(),), ()))
    return [*zip(part, whole, strict=True)]


def _put_in_each(tx: Connection, periods: Sequence[Extent], *where: ColumnElement[bool]) -> list[int]:
    """Count of each period the questions put of which it is known whether they had an answer in time."""
    # Named, and grouped by that: its values would be given twice, and be two things to PostgreSQL.
    place = which(periods, questions.c.asked_at).label("place")
    ripe = select(place).where(*_ripe(spanning(periods)), *where).subquery()
    of: dict[int, int] = dict(tx.execute(select(ripe.c.place, func.count()).group_by(ripe.c.place)).tuples().all())
    return [of.get(number, 0) for number in range(len(periods))]


def without_answer(tx: Connection, extent: Extent, limit: int, offset: int) -> list[int]:
    """Return those that had no answer after 30 days, latest first."""
    found = select(questions.c.id).where(*_ripe(extent), ~_in_time())
    latest = found.order_by(questions.c.asked_at.desc(), questions.c.id.desc())
    return list(tx.execute(latest.limit(limit).offset(offset)).scalars())


def helped(tx: Connection, periods: Sequence[Extent]) -> list[NDArray[np.int64]]:
    """Return of each answer in each period who asked and who answered."""
    who = (which(periods, answers.c.given_at), questions.c.asker_id, answers.c.member_id)
    found = select(*who).join_from(answers, questions).where(*_helps(spanning(periods)))
    return _of_each(periods, table(tx, found))


def helping(tx: Connection, extent: Extent, limit: int, offset: int) -> list[int]:
    """Return the questions of which those answers are, latest first."""
    latest = func.max(answers.c.given_at)
    rows = tx.execute(
        select(questions.c.id)
        .join_from(answers, questions)
        .where(*_helps(extent))
        .group_by(questions.c.id)
        .order_by(latest.desc(), questions.c.id.desc())
    )
    return list(rows.scalars())[offset : offset + limit]


def askers(tx: Connection, periods: Sequence[Extent]) -> list[NDArray[np.int64]]:
    """Return of each question put in each period who asked."""
    place = which(periods, questions.c.asked_at)
    found = select(place, questions.c.asker_id).where(*_put(spanning(periods)), *_NAMED)
    return _of_each(periods, table(tx, found))


def named(tx: Connection, extent: Extent, limit: int, offset: int) -> list[int]:
    """Return the questions put in the period of which it is told who asked, latest first."""
    found = select(questions.c.id).where(*_put(extent), *_NAMED)
    latest = found.order_by(questions.c.asked_at.desc(), questions.c.id.desc())
    return list(tx.execute(latest.limit(limit).offset(offset)).scalars())


def reused(tx: Connection, extent: Extent) -> int:
    """Return how often an earlier answer helped somebody before they asked it again."""
    found = select(func.count()).join_from(reuses, questions)
    return tx.execute(found.where(extent.at(reuses.c.at), _SHOWN, *_about(extent))).scalar_one()


def helped_again(tx: Connection, extent: Extent, limit: int, offset: int) -> list[int]:
    """Return the questions whose answers did, latest first."""
    rows = tx.execute(
        select(questions.c.id)
        .join_from(reuses, questions)
        .where(extent.at(reuses.c.at), _SHOWN, *_about(extent))
        .group_by(questions.c.id)
        .order_by(func.max(reuses.c.at).desc(), questions.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return list(rows.scalars())


def _about(extent: Extent) -> list[ColumnElement[bool]]:
    needs = extent.needs
    told = (
        (needs.kinds, questions.c.kind),
        (needs.knowledge, questions.c.knowledge_type),
        (needs.levels, questions.c.level),
        (needs.statuses, questions.c.status),
    )
    where = extent.about(tables.question_regions, tables.question_themes)
    where += [column.in_(wanted) for wanted, column in told if wanted]
    if needs.organisations:
        where.append(selection.asked_from(needs.organisations, Place.members))
    since, until = needs.asked(extent.now)
    where += [questions.c.asked_at >= since] if since else []
    where += [questions.c.asked_at < until] if until else []
    return [*where, knowledge.stands(needs.knowing)] if needs.knowing else where


def _put(extent: Extent) -> list[ColumnElement[bool]]:
    return [extent.at(questions.c.asked_at), _SHOWN, *_about(extent)]


def _helps(extent: Extent) -> list[ColumnElement[bool]]:
    """That an answer was given in the period, by somebody else than who asked, both with a name."""
    both = (answers.c.member_id.is_not(None), answers.c.member_id != questions.c.asker_id)
    return [extent.at(answers.c.given_at), ~answers.c.hidden, *_NAMED, _SHOWN, *_about(extent), *both]


def _ripe(extent: Extent) -> list[ColumnElement[bool]]:
    """Those put so long ago that it is known; what its asker took back waits for nothing."""
    kept = or_(questions.c.outcome.is_(None), questions.c.outcome != Outcome.withdrawn)
    return [*_put(extent), questions.c.asked_at <= extent.now - LONG, kept]


def _counts(answer: FromClause) -> list[ColumnElement[bool]]:
    """That an answer is shown, and is not by who asked. Of who was forgotten nobody knows that they were the same."""
    other = or_(
        answer.c.member_id.is_(None), questions.c.asker_id.is_(None), answer.c.member_id != questions.c.asker_id
    )
    return [~answer.c.hidden, other]


def _in_time() -> ColumnElement[bool]:
    """That a question had an answer within 30 days."""
    waited = seconds(answers.c.given_at) - seconds(questions.c.asked_at)
    return exists().where(answers.c.question_id == questions.c.id, *_counts(answers), waited <= LONG.total_seconds())


def _first(extent: Extent) -> list[ColumnElement[bool]]:
    """That an answer is the first to its question, and came in the period."""
    before = answers.alias("before")
    earlier = or_(
        before.c.given_at < answers.c.given_at,
        (before.c.given_at == answers.c.given_at) & (before.c.id < answers.c.id),
    )
    none = ~exists().where(before.c.question_id == answers.c.question_id, earlier, *_counts(before))
    return [extent.at(answers.c.given_at), *_counts(answers), none, _SHOWN, *_about(extent)]
