"""Questions brought to people and networks: who was asked, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from storage.tables import requests
from storage.vocabulary import RequestState


@dataclass(frozen=True, slots=True)
class Request:
    """Either `member_id` or `network_id` was asked."""

    id: int
    question_id: int
    member_id: int | None
    network_id: int | None
    asked_by: int | None
    state: RequestState
    reason: str
    asked_at: datetime
    settled_at: datetime | None


def ask(
    tx: Connection,
    question: int,
    now: datetime,
    *,
    by: int | None,
    member: int | None = None,
    network: int | None = None,
) -> bool:
    """Bring a question to a member or a network: False when they were asked already."""
    asked = tx.execute(
        select(requests.c.id).where(
            requests.c.question_id == question,
            requests.c.member_id.is_not_distinct_from(member),
            requests.c.network_id.is_not_distinct_from(network),
        )
    ).first()
    if asked:
        return False
    tx.execute(
        insert(requests).values(
            question_id=question,
            member_id=member,
            network_id=network,
            asked_by=by,
            state=RequestState.asked,
            asked_at=now,
        )
    )
    return True


def settle(tx: Connection, question: int, member: int, state: RequestState, now: datetime, reason: str = "") -> bool:
    """What a member said to being asked: False when nothing was open."""
    done = tx.execute(
        update(requests)
        .where(
            requests.c.question_id == question,
            requests.c.member_id == member,
            requests.c.state.in_([RequestState.asked, RequestState.accepted]),
        )
        .values(state=state, reason=reason, settled_at=now)
    )
    return done.rowcount > 0


def of_question(tx: Connection, question: int) -> list[Request]:
    rows = tx.execute(select(requests).where(requests.c.question_id == question).order_by(requests.c.id))
    return [_request(row) for row in rows]


def busy_since(tx: Connection, since: datetime) -> dict[tuple[str, int], int]:
    """Everyone asked since then, and how often."""
    counts: dict[tuple[str, int], int] = {}
    for kind, column in (("member", requests.c.member_id), ("network", requests.c.network_id)):
        rows = tx.execute(
            select(column, func.count()).where(column.is_not(None), requests.c.asked_at >= since).group_by(column)
        )
        counts.update({(kind, subject): count for subject, count in rows})
    return counts


def _request(row: Any) -> Request:  # Any: a Row of all columns
    return Request(
        row.id,
        row.question_id,
        row.member_id,
        row.network_id,
        row.asked_by,
        RequestState(row.state),
        row.reason,
        row.asked_at,
        row.settled_at,
    )
