"""Keeps learning evaluations: who takes part, in which round they are, and what was answered."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, or_, select, update

from storage.database.once import once
from storage.lessons.evaluation import EVALUATION, Answer, Evaluation, Stage, Voice
from storage.lessons.evaluation_tables import evaluation_answers, evaluation_people, evaluations
from storage.lessons.lesson import Aspect
from storage.messaging import cards


def put(tx: Connection, maker: int, network: int | None, text: str, now: datetime) -> int:
    """Plan one: its number."""
    values = {"maker_id": maker, "network_id": network, "text": text, "made_at": now, "changed_at": now}
    made = insert(evaluations).values(**values, stage=Stage.planned, round=1, day=0)
    number: int = tx.execute(made.returning(evaluations.c.id)).scalar_one()
    return number


def get(tx: Connection, evaluation: int) -> Evaluation | None:
    return next(iter(load(tx, [evaluation])), None)


def load(tx: Connection, ids: Sequence[int]) -> list[Evaluation]:
    """Those of these that there are, in this order."""
    if not ids:
        return []
    people: defaultdict[tuple[int, bool], set[int]] = defaultdict(set)
    for row in tx.execute(select(evaluation_people).where(evaluation_people.c.evaluation_id.in_(ids))):
        people[row.evaluation_id, row.joined_at is not None].add(row.member_id)
    this_round = (evaluation_answers.c.evaluation_id == evaluations.c.id) & (
        evaluation_answers.c.round == evaluations.c.round
    )
    said: defaultdict[int, list[Answer]] = defaultdict(list)
    told = select(evaluation_answers).join(evaluations, this_round).where(evaluations.c.id.in_(ids))
    for row in tx.execute(told.order_by(evaluation_answers.c.id)):
        aspect = Aspect(row.aspect) if row.aspect else None
        said[row.evaluation_id].append(Answer(row.id, row.member_id, row.round, Voice(row.voice), aspect, row.text))
    found = {
        row.id: Evaluation(
            id=row.id,
            network_id=row.network_id,
            text=row.text,
            stage=Stage(row.stage),
            round=row.round,
            day=row.day,
            maker_id=row.maker_id,
            made_at=row.made_at,
            changed_at=row.changed_at,
            due_at=row.due_at,
            asked=frozenset(people[row.id, False]),
            joined=frozenset(people[row.id, True]),
            answers=tuple(said[row.id]),
        )
        for row in tx.execute(select(evaluations).where(evaluations.c.id.in_(ids)))
    }
    return [found[each] for each in dict.fromkeys(ids) if each in found]


def latest(tx: Connection, most: int) -> list[int]:
    """None: an evaluation is for its group, and its number for those who have it."""
    return []


def of_member(tx: Connection, member: int, most: int) -> list[Evaluation]:
    """Those that a member keeps or takes part in, latest first."""
    inside = select(evaluation_people.c.evaluation_id).where(evaluation_people.c.member_id == member)
    which = or_(evaluations.c.maker_id == member, evaluations.c.id.in_(inside))
    return _first(tx, which, evaluations.c.id.desc(), most)


def invite(tx: Connection, evaluation: int, members: Iterable[int], now: datetime) -> list[int]:
    """Ask these to take part: those who were not asked before."""
    there = set(_members(tx, evaluation))
    new = [each for each in dict.fromkeys(members) if each not in there]
    for each in new:
        tx.execute(insert(evaluation_people).values(evaluation_id=evaluation, member_id=each, asked_at=now))
    cards.touch(tx, EVALUATION, evaluation)
    return new


def _members(tx: Connection, evaluation: int) -> list[int]:
    its = select(evaluation_people.c.member_id).where(evaluation_people.c.evaluation_id == evaluation)
    return list(tx.execute(its).scalars())


def join(tx: Connection, evaluation: int, member: int, now: datetime) -> bool:
    """Let somebody who was asked take part: False when they do already, or were not asked."""
    mine = and_(_of(evaluation, member), evaluation_people.c.joined_at.is_(None))
    joined = tx.execute(update(evaluation_people).where(mine).values(joined_at=now)).rowcount == 1
    cards.touch(tx, EVALUATION, evaluation)
    return joined


def leave(tx: Connection, evaluation: int, member: int) -> bool:
    """Let somebody take no part, or no longer: False when they did not."""
    gone = tx.execute(delete(evaluation_people).where(_of(evaluation, member))).rowcount == 1
    cards.touch(tx, EVALUATION, evaluation)
    return gone


def _of(evaluation: int, member: int) -> ColumnElement[bool]:
    return and_(evaluation_people.c.evaluation_id == evaluation, evaluation_people.c.member_id == member)


def turn(
    tx: Connection,
    /,
    evaluation: int,
    among: Collection[Stage],
    now: datetime,
    **values: Any,  # Any: columns
) -> bool:
    """Change it if it is in one of those stages. Who comes second sees what the first made of it."""
    where = and_(evaluations.c.id == evaluation, evaluations.c.stage.in_(among))
    changed = tx.execute(update(evaluations).where(where).values(**values, changed_at=now)).rowcount == 1
    cards.touch(tx, EVALUATION, evaluation)
    return changed


def due(tx: Connection, now: datetime, most: int) -> list[Evaluation]:
    """Find those for which the clock has to do something, longest first."""
    return _first(tx, evaluations.c.due_at <= now, evaluations.c.due_at, most)


def claim(tx: Connection, /, evaluation: int, now: datetime, **values: Any) -> bool:  # Any: columns
    """Take what is due: False when another process did."""
    where = and_(evaluations.c.id == evaluation, evaluations.c.due_at <= now)
    taken = tx.execute(update(evaluations).where(where).values(**values, changed_at=now)).rowcount == 1
    cards.touch(tx, EVALUATION, evaluation)
    return taken


def say(
    tx: Connection, evaluation: Evaluation, member: int, voice: Voice, aspect: Aspect | None, text: str, now: datetime
) -> int:
    """Keep what somebody answers in this round: what they answered before stays beside it."""
    values = {"evaluation_id": evaluation.id, "member_id": member, "round": evaluation.round, "voice": voice}
    made = insert(evaluation_answers).values(**values, aspect=aspect, text=text, said_at=now)
    number: int = tx.execute(made.returning(evaluation_answers.c.id)).scalar_one()
    cards.touch(tx, EVALUATION, evaluation.id)
    return number


def unsay(tx: Connection, evaluation: int, answer: int) -> bool:
    its = and_(evaluation_answers.c.id == answer, evaluation_answers.c.evaluation_id == evaluation)
    gone = tx.execute(delete(evaluation_answers).where(its)).rowcount == 1
    cards.touch(tx, EVALUATION, evaluation)
    return gone


def answers_of(tx: Connection, member: int, most: int) -> list[tuple[int, Voice, str, datetime]]:
    """What a member answered, latest first: in which, to what, and when."""
    mine = select(evaluation_answers).where(evaluation_answers.c.member_id == member)
    rows = tx.execute(mine.order_by(evaluation_answers.c.id.desc()).limit(most))
    return [(row.evaluation_id, Voice(row.voice), row.text, row.said_at) for row in rows]


def waiting(tx: Connection, member: int, most: int) -> list[Evaluation]:
    """Find those under way that a member keeps or takes part in, longest first."""
    return load(tx, list(tx.execute(*_waiting(member, most)).scalars()))


@once
def _waiting(member: int, most: int) -> Select[int]:
    inside = select(evaluation_people.c.evaluation_id).where(evaluation_people.c.member_id == member)
    which = or_(evaluations.c.maker_id == member, evaluations.c.id.in_(inside))
    underway = evaluations.c.stage.in_([Stage.planned, Stage.running])
    return select(evaluations.c.id).where(which, underway).order_by(evaluations.c.changed_at).limit(most)


def _first(tx: Connection, which: ColumnElement[bool], order: Any, most: int) -> list[Evaluation]:  # Any: a column
    return load(tx, list(tx.execute(select(evaluations.c.id).where(which).order_by(order).limit(most)).scalars()))


def count_begun(tx: Connection, start: datetime, end: datetime) -> int:
    """How many were begun in a period."""
    made = select(func.count()).select_from(evaluations)
    return tx.execute(made.where(evaluations.c.made_at >= start, evaluations.c.made_at < end)).scalar_one()


def withdraw(tx: Connection, evaluation: int, now: datetime) -> None:
    """Leave its number, and what the group answered."""
    gone = {"text": "", "stage": Stage.stopped, "due_at": None, "changed_at": now}
    tx.execute(update(evaluations).where(evaluations.c.id == evaluation).values(**gone))
    cards.touch(tx, EVALUATION, evaluation)
