"""Records to whom questions were brought, and what became of that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from storage import tables
from storage.messaging import cards
from storage.questions.question import QUESTION
from storage.tables import requests
from storage.vocabulary import NetworkRole, RequestState

OPEN_STATES = frozenset({RequestState.asked, RequestState.accepted})
"""They may still bring an answer, and count as work for whoever was asked."""


@dataclass(frozen=True, slots=True)
class Request:
    """Either `member_id` or `network_id` was asked. `due_at` is when something is to happen with it next."""

    id: int
    question_id: int
    member_id: int | None
    network_id: int | None
    asked_by: int | None
    state: RequestState
    reason: str
    via_id: int | None
    asked_at: datetime
    brought_at: datetime | None
    reminded_at: datetime | None
    due_at: datetime | None
    settled_at: datetime | None
    settled_by: int | None


def ask(
    tx: Connection,
    question: int,
    now: datetime,
    *,
    by: int | None,
    member: int | None = None,
    network: int | None = None,
    via: int | None = None,
    brought_at: datetime | None = None,
    due_at: datetime | None = None,
) -> Request | None:
    """Ask a member or a network: None when they were asked already. Without `brought_at` it waits until `due_at`."""
    asked = tx.execute(
        select(requests.c.id).where(
            requests.c.question_id == question,
            requests.c.member_id.is_not_distinct_from(member),
            requests.c.network_id.is_not_distinct_from(network),
        )
    ).first()
    if asked:
        return None
    row = tx.execute(
        insert(requests)
        .values(
            question_id=question,
            member_id=member,
            network_id=network,
            asked_by=by,
            state=RequestState.asked,
            via_id=via,
            asked_at=now,
            brought_at=brought_at,
            due_at=due_at,
        )
        .returning(*requests.c)
    ).one()
    cards.touch(tx, QUESTION, question)
    return _request(row)


def settle(
    tx: Connection,
    question: int,
    member: int,
    state: RequestState,
    now: datetime,
    reason: str = "",
    *,
    networks: Iterable[int] = (),
) -> list[Request]:
    """Return what a member said to being asked, for themselves and for the networks they drive:
    which requests that settles.

    Also one that had fallen silent: a late answer is an answer.
    """
    rows = tx.execute(
        update(requests)
        .where(_waiting(question, member, networks), requests.c.state != state)
        .values(state=state, reason=reason, settled_at=now, settled_by=member, due_at=None)
        .returning(*requests.c)
    ).all()
    if rows:
        cards.touch(tx, QUESTION, question)
    return [_request(row) for row in rows]


def waits_for(tx: Connection, question: int, member: int, networks: Iterable[int]) -> bool:
    """Tell whether an answer of this member, or of one of these networks, is waited for, or would be a late one."""
    return tx.execute(select(requests.c.id).where(_waiting(question, member, networks)).limit(1)).first() is not None


def put_to(tx: Connection, question: int, member: int, networks: Iterable[int]) -> bool:
    """Tell whether it was brought to this member, or to one of these networks."""
    found = select(requests.c.id).where(
        requests.c.question_id == question,
        requests.c.state != RequestState.withdrawn,
        or_(requests.c.member_id == member, requests.c.network_id.in_(list(networks))),
    )
    return tx.execute(found.limit(1)).first() is not None


def due(tx: Connection, now: datetime, *, limit: int = 100) -> list[Request]:
    """Return those with which something is to happen by now, the longest waiting first."""
    rows = tx.execute(
        select(requests)
        .where(requests.c.state.in_(OPEN_STATES), requests.c.due_at <= now)
        .order_by(requests.c.due_at, requests.c.id)
        .limit(limit)
    )
    return [_request(row) for row in rows]


def advance(
    tx: Connection,
    request: Request,
    *,
    due_at: datetime | None,
    brought_at: datetime | None = None,
    reminded_at: datetime | None = None,
    state: RequestState | None = None,
) -> bool:
    """Take a request that is due one step on: False when someone else did, or it was settled meanwhile."""
    values: dict[str, Any] = {"due_at": due_at}  # Any: columns
    values |= {"brought_at": brought_at} if brought_at else {}
    values |= {"reminded_at": reminded_at} if reminded_at else {}
    values |= {"state": state} if state else {}
    done = tx.execute(
        update(requests)
        .where(
            requests.c.id == request.id,
            requests.c.state == request.state,
            requests.c.due_at.is_not_distinct_from(request.due_at),
        )
        .values(**values)
    )
    if done.rowcount and state:
        cards.touch(tx, QUESTION, request.question_id)
    return done.rowcount == 1


def undelivered(tx: Connection, question: int, member: int, networks: Iterable[int], now: datetime) -> list[Request]:
    """It never reached them: it is as if it was not brought, and somebody else is to be asked now."""
    rows = tx.execute(
        update(requests)
        .where(
            requests.c.question_id == question,
            or_(requests.c.member_id == member, requests.c.network_id.in_(list(networks))),
            requests.c.state == RequestState.asked,
            requests.c.due_at.is_not(None),
        )
        .values(brought_at=None, reminded_at=now, due_at=now)
        .returning(*requests.c)
    ).all()
    return [_request(row) for row in rows]


def withdraw(tx: Connection, question: int, now: datetime) -> int:
    """Nobody needs to answer any more who was not heard yet: how many."""
    return tx.execute(
        update(requests)
        .where(requests.c.question_id == question, requests.c.state.in_(OPEN_STATES), requests.c.due_at.is_not(None))
        .values(due_at=None)
    ).rowcount


def open_by_member(tx: Connection) -> dict[int, int]:
    """Count how many requests each member has open, for themselves or for networks that they drive."""
    driven = tables.network_members
    own = select(requests.c.member_id.label("who")).where(
        requests.c.member_id.is_not(None), requests.c.state.in_(OPEN_STATES)
    )
    for_network = (
        select(driven.c.member_id.label("who"))
        .join(requests, requests.c.network_id == driven.c.network_id)
        .where(driven.c.role == NetworkRole.convenor, requests.c.state.in_(OPEN_STATES))
    )
    every = own.union_all(for_network).subquery()
    counts = select(every.c.who, func.count().label("times")).group_by(every.c.who)
    return {row.who: row.times for row in tx.execute(counts)}


def silent_times(tx: Connection, question: int) -> int:
    """Count how often the silence of those who were asked led to asking others. Passing on is no silence."""
    first = requests.alias("first")
    rows = tx.execute(
        select(requests.c.via_id)
        .join(first, first.c.id == requests.c.via_id)
        .where(requests.c.question_id == question, first.c.state != RequestState.passed_on)
        .distinct()
    )
    return len(rows.all())


def of_question(tx: Connection, question: int) -> list[Request]:
    rows = tx.execute(select(requests).where(requests.c.question_id == question).order_by(requests.c.id))
    return [_request(row) for row in rows]


def busy_since(tx: Connection, since: datetime) -> dict[tuple[str, int], int]:
    """Return everyone asked since then, and how often."""
    return {(kind, subject): count for kind, subject, count in tx.execute(_BUSY, {"since": since})}


def _counted(kind: str, column: Column[Any]) -> Select[Any]:  # Any: its type says nothing here
    lately = requests.c.asked_at >= bindparam("since", type_=requests.c.asked_at.type)
    return select(literal_column(f"'{kind}'"), column, func.count()).where(column.is_not(None), lately).group_by(column)


_BUSY = union_all(_counted("member", requests.c.member_id), _counted("network", requests.c.network_id))


def _waiting(question: int, member: int, networks: Iterable[int]) -> ColumnElement[bool]:
    return and_(
        requests.c.question_id == question,
        or_(requests.c.member_id == member, requests.c.network_id.in_(list(networks))),
        requests.c.state.in_({*OPEN_STATES, RequestState.silent}),
    )


def _request(row: Any) -> Request:  # Any: a Row of all columns
    return Request(
        row.id,
        row.question_id,
        row.member_id,
        row.network_id,
        row.asked_by,
        RequestState(row.state),
        row.reason,
        row.via_id,
        row.asked_at,
        row.brought_at,
        row.reminded_at,
        row.due_at,
        row.settled_at,
        row.settled_by,
    )
