"""Counts for operators what waits to go out and what was parked, since when, and takes it up again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from storage.messaging.outbox import call
from storage.tables import outbox
from storage.vocabulary import Lane


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter as an operator sees it."""

    key: str
    platform: str
    conversation_key: str
    lane: Lane
    attempts: int
    created_at: datetime
    due_at: datetime
    parked_at: datetime | None
    failure: str | None


@dataclass(frozen=True, slots=True)
class Depth:
    """Counts what waits in a lane of a platform, since when the oldest of it does, and how much is parked."""

    platform: str
    lane: Lane
    waiting: int
    oldest: datetime | None
    parked: int


def depths(tx: Connection) -> list[Depth]:
    """Tell how much waits and is parked, by platform and lane."""
    waiting = func.count().filter(outbox.c.parked_at.is_(None))
    oldest = func.min(outbox.c.created_at).filter(outbox.c.parked_at.is_(None))
    parked = func.count().filter(outbox.c.parked_at.is_not(None))
    rows = tx.execute(
        select(outbox.c.platform, outbox.c.lane, waiting, oldest, parked)
        .where(outbox.c.sent_at.is_(None))
        .group_by(outbox.c.platform, outbox.c.lane)
        .order_by(outbox.c.platform, outbox.c.lane)
    )
    return [Depth(platform, Lane(lane), count, since, stuck) for platform, lane, count, since, stuck in rows]


def unsent(tx: Connection, *, parked: bool, limit: int) -> list[Waiting]:
    """For an operator: what is parked, or what waits, oldest first."""
    which = outbox.c.parked_at.is_not(None) if parked else outbox.c.parked_at.is_(None)
    rows = tx.execute(select(outbox).where(outbox.c.sent_at.is_(None), which).order_by(outbox.c.id).limit(limit))
    return [
        Waiting(
            row.key,
            row.platform,
            row.conversation_key,
            Lane(row.lane),
            row.attempts,
            row.created_at,
            row.due_at,
            row.parked_at,
            row.failure,
        )
        for row in rows
    ]


def retry(tx: Connection, now: datetime, *, key: str | None = None) -> int:
    """Try that parked letter again, or every one of them, with all its attempts: how many."""
    again = update(outbox).where(outbox.c.parked_at.is_not(None), outbox.c.sent_at.is_(None))
    again = again if key is None else again.where(outbox.c.key == key)
    done = tx.execute(again.values(parked_at=None, due_at=now, attempts=0, lease_until=None)).rowcount
    if done:
        call(tx)
    return done


def drop(tx: Connection, key: str) -> bool:
    """Never send that parked letter: False when there is none of that key."""
    return tx.execute(delete(outbox).where(outbox.c.key == key, outbox.c.parked_at.is_not(None))).rowcount == 1
