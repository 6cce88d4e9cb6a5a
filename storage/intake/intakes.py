"""Keeps files with lists: which wait to be looked at or taken in, and what becomes of them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, or_, select, update

from storage.intake.intake import Intake, State
from storage.intake.tables import intakes

LEASE: Final = timedelta(minutes=15)
"""How long one process may be at it before another takes it up."""


def put(
    tx: Connection,
    member: int,
    conversation: Mapping[str, Any],  # Any: JSON
    archive: bytes,
    now: datetime,
) -> int:
    """Keep what somebody sent, in place of what they sent before: its number."""
    tx.execute(delete(intakes).where(intakes.c.member_id == member))
    values = {"member_id": member, "conversation": conversation, "state": State.sent, "archive": archive}
    number: int = tx.execute(insert(intakes).values(**values, made_at=now).returning(intakes.c.id)).scalar_one()
    return number


def get(tx: Connection, number: int) -> Intake | None:
    row = tx.execute(select(intakes).where(intakes.c.id == number)).first()
    return _intake(row) if row else None


def anything_waits(tx: Connection) -> bool:
    """Tell whether there is anything to see to: mostly there is not, and then nothing is written."""
    waits = select(intakes.c.id).where(intakes.c.state.in_([State.sent, State.agreed])).limit(1)
    return tx.execute(waits).first() is not None


def take_up(tx: Connection, now: datetime) -> Intake | None:
    """Return the oldest that waits, for one process to see to; another takes it up when that one is gone."""
    waits = intakes.c.state.in_([State.sent, State.agreed])
    free = or_(intakes.c.lease_until.is_(None), intakes.c.lease_until < now)
    oldest = select(intakes.c.id).where(waits, free).order_by(intakes.c.id).limit(1).scalar_subquery()
    values = {"lease_until": now + LEASE, "attempts": intakes.c.attempts + 1}
    taken = update(intakes).where(intakes.c.id == oldest, free).values(values).returning(intakes)
    row = tx.execute(taken).first()
    return _intake(row) if row else None


def turn(tx: Connection, number: int, was: State, now_is: State) -> bool:
    """Say how far it is: False when it was not there, or further already."""
    which = (intakes.c.id == number, intakes.c.state == was)
    values = {"state": now_is, "attempts": 0, "lease_until": None}
    return tx.execute(update(intakes).where(*which).values(values)).rowcount == 1


def drop(tx: Connection, number: int) -> bool:
    """Let go of the files: False when they were gone."""
    return tx.execute(delete(intakes).where(intakes.c.id == number)).rowcount == 1


def _intake(row: Any) -> Intake:  # Any: a Row
    return Intake(
        row.id, row.member_id, row.conversation, State(row.state), bytes(row.archive), row.attempts, row.made_at
    )
