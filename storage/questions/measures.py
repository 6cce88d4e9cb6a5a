"""Counts questions and answers in a period, and between which organisations they went."""

from datetime import datetime

from sqlalchemy import Connection, Select, func, select

from storage.database.once import once
from storage.tables import answers, members, questions
from storage.vocabulary import QuestionStatus


def asked(tx: Connection, since: datetime, until: datetime) -> int:
    """Return questions put in the period."""
    put = select(func.count()).where(questions.c.asked_at >= since, questions.c.asked_at < until)
    return tx.execute(put).scalar_one()


def first_answered(tx: Connection, since: datetime, until: datetime) -> int:
    """Return questions whose first answer came in the period."""
    answered = select(func.count()).where(questions.c.answered_at >= since, questions.c.answered_at < until)
    return tx.execute(answered).scalar_one()


def between_organisations(tx: Connection, least: int) -> list[tuple[int, int, int]]:
    """Organisations of which one answered the other so many times, either way: each pair once, and how many times."""
    asker, by = members.alias(), members.alias()
    one, other = asker.c.organisation_id, by.c.organisation_id
    rows = tx.execute(
        select(one, other, func.count())
        .join_from(answers, questions)
        .join(asker, asker.c.id == questions.c.asker_id)
        .join(by, by.c.id == answers.c.member_id)
        .where(one != other, ~answers.c.hidden, ~questions.c.anonymous)
        .where(questions.c.status.not_in((QuestionStatus.hidden, QuestionStatus.merged)))
        .group_by(one, other)
    )
    times: dict[tuple[int, int], int] = {}
    for first, second, count in rows:
        pair = (min(first, second), max(first, second))
        times[pair] = times.get(pair, 0) + count
    return [(*pair, count) for pair, count in sorted(times.items()) if count >= least]


def answered_by(tx: Connection, member: int, limit: int) -> list[int]:
    """Return the questions that a member answered, latest answer first."""
    return list(tx.execute(*_answered_by(member, limit)).scalars())


@once
def _answered_by(member: int, limit: int) -> Select[int]:
    theirs = select(answers.c.question_id).where(answers.c.member_id == member, ~answers.c.hidden)
    return theirs.group_by(answers.c.question_id).order_by(func.max(answers.c.id).desc()).limit(limit)
