"""Measures how questions fare in a period: how soon they are answered, which are not, by whom, and what helps again.

A first answer is the first that is shown and is not by who asked. What goes by who people are leaves out questions that
were asked without a name.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, FromClause, and_, case, exists, func, or_, select

from storage import tables
from storage.database.numbers import table
from storage.extents import Extent, seconds, spanning
from storage.questions import knowledge, selection
from storage.tables import answers, questions, reuses
from storage.vocabulary import Outcome, Place, QuestionStatus

LONG: Final = timedelta(days=30)
"""How long a question waits before it counts as one without an answer."""

_SHOWN = questions.c.status.in_((QuestionStatus.open, QuestionStatus.answered, QuestionStatus.closed))
_NAMED = (~questions.c.anonymous, questions.c.asker_id.is_not(None))


def asked(tx: Connection, extent: Extent) -> int:
    """Return how many questions were put."""
    return _count_put(tx, *_put(extent))


class Given(NamedTuple):
    """The answers of a period, in numbers."""

    waits: NDArray[np.int64]
    """Of each first answer when the question was put and when it came, in seconds."""
    pairs: NDArray[np.int64]
    """Of each answer between two with a name who asked and who answered."""


def given(tx: Connection, periods: Sequence[Extent]) -> list[Given]:
    """Return the answers of each period, read at once; periods begin and end at whole seconds."""
    whole = spanning(periods)
    named = and_(*_NAMED, answers.c.member_id.is_not(None))
    columns = (
        # Two in one number each: fewer columns are told and read sooner.
        questions.c.id * 2 + _may_be_first(whole.since),
        case((named, questions.c.asker_id * _MEMBERS + answers.c.member_id), else_=0),
        seconds(questions.c.asked_at),
        seconds(answers.c.given_at),
    )
    where = (whole.at(answers.c.given_at), *_counts(answers), _SHOWN, *_about(whole))
    rows = table(tx, select(*columns).join_from(answers, questions).where(*where))
    return [*map(Given, *(_in_each(periods, each) for each in _apart(rows)))]


_MEMBERS: Final = 1 << 31
"""More than there are, so that two of them are one number."""


def _apart(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first answers and those between two with a name, of each two numbers and when it came."""
    question, pair, asked_at, came = rows.T
    (firsts,) = (question % 2 == 1).nonzero()
    # Those of one question together, what came first before the rest.
    firsts = firsts[np.lexsort((came[firsts], question[firsts]))]
    firsts = firsts[np.diff(question[firsts], prepend=0) != 0]
    (named,) = pair.nonzero()
    asker, member = np.divmod(pair[named], _MEMBERS)
    waits = (asked_at[firsts], came[firsts], came[firsts])
    return np.column_stack(waits), np.column_stack((asker, member, came[named]))


def _in_each(periods: Sequence[Extent], rows: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Return the rows of each period without their moment, which stands last."""
    at = rows[:, -1]
    return [rows[(at >= each.since.timestamp()) & (at < each.until.timestamp()), :-1] for each in periods]


def _may_be_first(since: datetime) -> ColumnElement[int]:
    """Tell by 1 that no answer to the question counted before that moment.

    That is looked up only where one came before: `answered_at` is when the first did, of whoever.
    """
    before = answers.alias("before")
    earlier = exists().where(before.c.question_id == questions.c.id, before.c.given_at < since, *_counts(before))
    return case((questions.c.answered_at >= since, 1), (earlier, 0), else_=1)


def answered(tx: Connection, extent: Extent, limit: int, offset: int) -> list[int]:
    """Return the questions that got their first answer in the period, latest first."""
    found = select(questions.c.id).join_from(answers, questions).where(*_first(extent))
    latest = found.order_by(answers.c.given_at.desc(), questions.c.id.desc())
    return list(tx.execute(latest.limit(limit).offset(offset)).scalars())


def unanswered(tx: Connection, periods: Sequence[Extent]) -> list[tuple[int, int]]:
    """Return of each period how many of those put had no answer after 30 days, and of how many that is known."""
    # A condition, and no sum of cases: PostgreSQL would look up the answers of each question.
    part, whole = _late_in_each(tx, periods), [_count_put(tx, *_ripe(each)) for each in periods]
    return [*zip(part, whole, strict=True)]


def _late_in_each(tx: Connection, periods: Sequence[Extent]) -> list[int]:
    """Count of each period the questions put of which it is known that they had no answer in time."""
    counts = (func.count().filter(each.at(questions.c.asked_at)) for each in periods)
    late = select(*counts).select_from(questions).where(*_ripe(spanning(periods)), ~_in_time())
    return [*tx.execute(late).one()]


def _count_put(tx: Connection, *where: ColumnElement[bool]) -> int:
    return tx.execute(select(func.count()).select_from(questions).where(*where)).scalar_one()


def without_answer(tx: Connection, extent: Extent, limit: int, offset: int) -> list[int]:
    """Return those that had no answer after 30 days, latest first."""
    found = select(questions.c.id).where(*_ripe(extent), ~_in_time())
    latest = found.order_by(questions.c.asked_at.desc(), questions.c.id.desc())
    return list(tx.execute(latest.limit(limit).offset(offset)).scalars())


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


def askers(tx: Connection, extent: Extent) -> NDArray[np.int64]:
    """Return of each question put in the period who asked."""
    return table(tx, select(questions.c.asker_id).where(*_put(extent), *_NAMED))[:, 0]


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
