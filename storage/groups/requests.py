"""Keeps who asked to be let into a closed group, and what they heard."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, insert, select, update

from storage.database.once import once
from storage.groups.group import Request, State
from storage.groups.tables import requests


def ask(tx: Connection, group: int, member: int, due_at: datetime, now: datetime) -> Request | None:
    """Ask to be let in: None when they asked already and nobody answered yet."""
    waits = (requests.c.group_id == group, requests.c.member_id == member, requests.c.state == State.open)
    if tx.execute(select(requests.c.id).where(*waits)).first():
        return None
    values = {"group_id": group, "member_id": member, "state": State.open, "asked_at": now, "due_at": due_at}
    number: int = tx.execute(insert(requests).values(**values).returning(requests.c.id)).scalar_one()
    return get(tx, number)


def move(
    tx: Connection,
    number: int,
    state: State,
    among: Iterable[State],
    now: datetime,
    *,
    by: int | None = None,
    reason: str = "",
) -> Request | None:
    """Let it come to that, when it stands at one of these: else None."""
    its = (requests.c.id == number) & requests.c.state.in_([*among])
    answered = now if state is not State.open else None
    values = {"state": state, "answered_at": answered, "answered_by": by, "reason": reason}
    return get(tx, number) if tx.execute(update(requests).where(its).values(**values)).rowcount else None


def get(tx: Connection, number: int) -> Request | None:
    return next(iter(_read(tx, requests.c.id == number)), None)


def open_ones(tx: Connection, most: int) -> list[Request]:
    """Read those that nobody answered, oldest first."""
    return [_request(row) for row in tx.execute(*_open_ones(most))]


@once
def _open_ones(most: int) -> Select[*tuple[Any, ...]]:
    open_ones = select(requests).where(requests.c.state == State.open)
    return open_ones.order_by(requests.c.due_at, requests.c.id).limit(most)


def of_member(tx: Connection, member: int, most: int) -> list[Request]:
    """Read what a member asked, latest first."""
    theirs = select(requests).where(requests.c.member_id == member).order_by(requests.c.id.desc()).limit(most)
    return [_request(row) for row in tx.execute(theirs)]


def overdue(tx: Connection, now: datetime, most: int) -> list[Request]:
    """Read those that nobody answered in time, and of which whoever coordinates was not told."""
    return _read(
        tx, requests.c.state == State.open, requests.c.due_at <= now, requests.c.overdue_at.is_(None), most=most
    )


def claim_overdue(tx: Connection, number: int, now: datetime) -> bool:
    """Note that it is told now: False when another process did that, or it was answered."""
    its = (requests.c.id == number) & requests.c.overdue_at.is_(None) & (requests.c.state == State.open)
    return tx.execute(update(requests).where(its).values(overdue_at=now)).rowcount == 1


def _read(tx: Connection, *which: ColumnElement[bool], most: int = 1) -> list[Request]:
    rows = select(requests).where(*which).order_by(requests.c.due_at, requests.c.id).limit(most)
    return [_request(row) for row in tx.execute(rows)]


def _request(row: Any) -> Request:  # Any: a Row of requests
    return Request(
        row.id,
        row.group_id,
        row.member_id,
        State(row.state),
        row.asked_at,
        row.due_at,
        row.reason,
        row.overdue_at is not None,
    )


def count_asked(tx: Connection, since: datetime, until: datetime) -> int:
    """Count those asked in a period."""
    asked = select(func.count()).where(requests.c.asked_at >= since, requests.c.asked_at < until)
    return tx.execute(asked).scalar_one()
