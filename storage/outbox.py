"""What is to go out: one row a message, in order within a conversation and lane, whatever happens to us."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, or_, select, update

from storage.tables import outbox
from storage.vocabulary import Lane, Operation

LEASE = timedelta(seconds=60)
"""How long a send may take before another process may try."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Something to send. `key` names it for ever: the same key is never sent twice."""

    key: str
    platform: str
    conversation_key: str
    conversation: Mapping[str, Any]
    lane: Lane
    operation: Operation
    payload: Mapping[str, Any]
    payload_version: int
    trace: str
    """The event id that it came from, for the logs."""
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Outbound:
    """A letter on its way: `attempts` counts this one."""

    id: int
    letter: Letter
    attempts: int


@dataclass(frozen=True, slots=True)
class Sent:
    """What went out as the platform's message `native_id`."""

    key: str
    conversation_key: str
    payload: Mapping[str, Any]
    native_id: str | None
    sent_at: datetime | None


def post(tx: Connection, letters: Sequence[Letter], now: datetime, *, leased: bool = True) -> list[Outbound]:
    """Store letters. Those returned are leased to this process and first in their lane: hand them over at once.

    The others wait for what stands before them, or (`leased=False`) for whoever serves their platform.
    """
    ready = []
    for letter in letters:
        first = leased and not tx.execute(select(exists().where(_in_lane(letter), _waiting()))).scalar()
        row = tx.execute(
            outbox.insert()
            .values(
                key=letter.key,
                platform=letter.platform,
                conversation_key=letter.conversation_key,
                conversation=letter.conversation,
                lane=letter.lane,
                operation=letter.operation,
                target=letter.target,
                payload=letter.payload,
                payload_version=letter.payload_version,
                trace=letter.trace,
                created_at=now,
                due_at=now,
                attempts=1 if first else 0,
                lease_until=now + LEASE if first else None,
            )
            .returning(outbox.c.id)
        ).scalar_one()
        if first:
            ready.append(Outbound(row, letter, 1))
    return ready


def claim(
    tx: Connection, platforms: Sequence[str], now: datetime, *, lane_of: Letter | None = None, limit: int = 100
) -> list[Outbound]:
    """Lease what may go out now: the first of each lane, when it is due and nobody is sending it.

    With `lane_of`, only the next of that letter's lane.
    """
    earlier = outbox.alias("earlier")
    blocked = exists().where(
        earlier.c.conversation_key == outbox.c.conversation_key,
        earlier.c.lane == outbox.c.lane,
        earlier.c.id < outbox.c.id,
        earlier.c.sent_at.is_(None),
        earlier.c.parked_at.is_(None),
    )
    statement = (
        select(outbox.c.id)
        .where(
            _waiting(),
            outbox.c.platform.in_(platforms),
            outbox.c.due_at <= now,
            or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < now),
            ~blocked,
        )
        .order_by(outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if lane_of:
        statement = statement.where(_in_lane(lane_of))
    rows = list(tx.execute(statement).scalars())
    taken = tx.execute(
        update(outbox)
        .where(outbox.c.id.in_(rows))
        .values(lease_until=now + LEASE, attempts=outbox.c.attempts + 1)
        .returning(*outbox.c)
    ).all()
    return sorted((_outbound(row) for row in taken), key=lambda outbound: outbound.id)


def sent(tx: Connection, row: int, native_id: str | None, now: datetime) -> None:
    tx.execute(
        update(outbox)
        .where(outbox.c.id == row)
        .values(sent_at=now, native_id=native_id, lease_until=None, failure=None)
    )


def later(tx: Connection, row: int, due_at: datetime, failure: str) -> None:
    """Try again at that time; what stands behind it in its lane waits with it."""
    tx.execute(update(outbox).where(outbox.c.id == row).values(due_at=due_at, lease_until=None, failure=failure))


def park(tx: Connection, row: int, failure: str, now: datetime) -> None:
    """Give up until an operator looks at it; its lane goes on."""
    tx.execute(update(outbox).where(outbox.c.id == row).values(parked_at=now, lease_until=None, failure=failure))


def next_due(tx: Connection, platforms: Sequence[str]) -> datetime | None:
    """When the sweep has something to do again: the earliest moment a waiting letter is due or its lease ends."""
    moment = func.coalesce(outbox.c.lease_until, outbox.c.due_at)
    return tx.execute(select(func.min(moment)).where(_waiting(), outbox.c.platform.in_(platforms))).scalar()


def get(tx: Connection, key: str) -> Sent | None:
    return _first(tx, outbox.c.key == key)


def by_native_id(tx: Connection, conversation_key: str, native_id: str) -> Sent | None:
    """Our message that the platform knows by that id, in that conversation or another thread of its place."""
    place = conversation_key.partition("#")[0]
    return _first(
        tx,
        outbox.c.native_id == native_id,
        or_(outbox.c.conversation_key == place, outbox.c.conversation_key.startswith(place + "#", autoescape=True)),
    )


def latest(tx: Connection, conversation_key: str) -> Sent | None:
    """What we last said there, for whoever answers it with a number."""
    return _first(
        tx,
        outbox.c.conversation_key == conversation_key,
        outbox.c.operation == Operation.send,
        outbox.c.parked_at.is_(None),
    )


def prune(tx: Connection, before: datetime) -> int:
    """Drop what was sent before then: how many rows."""
    return tx.execute(delete(outbox).where(outbox.c.sent_at < before)).rowcount


def _waiting() -> ColumnElement[bool]:
    return and_(outbox.c.sent_at.is_(None), outbox.c.parked_at.is_(None))


def _in_lane(letter: Letter) -> ColumnElement[bool]:
    return and_(outbox.c.conversation_key == letter.conversation_key, outbox.c.lane == letter.lane)


def _first(tx: Connection, *which: ColumnElement[bool]) -> Sent | None:
    row = tx.execute(select(outbox).where(*which).order_by(outbox.c.id.desc()).limit(1)).first()
    return Sent(row.key, row.conversation_key, row.payload, row.native_id, row.sent_at) if row else None


def _outbound(row: Any) -> Outbound:  # Any: a Row of all columns
    letter = Letter(
        key=row.key,
        platform=row.platform,
        conversation_key=row.conversation_key,
        conversation=row.conversation,
        lane=Lane(row.lane),
        operation=Operation(row.operation),
        payload=row.payload,
        payload_version=row.payload_version,
        trace=row.trace,
        target=row.target,
    )
    return Outbound(row.id, letter, row.attempts)
