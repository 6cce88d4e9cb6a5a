"""Finds what we said: by its key, by what the platform calls it, or as the last thing said somewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, or_, select, true

from storage.tables import outbox
from storage.vocabulary import Lane, Operation

LOOK_BACK = 20
"""Messages of ours in a room among which the last one to somebody is looked for."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Holds what went out as the platform's message `native_id`."""

    key: str
    conversation_key: str
    payload: Mapping[str, Any]
    native_id: str | None
    sent_at: datetime | None
    payload_version: int = 1


def get(tx: Connection, key: str) -> Sent | None:
    return _first(tx, outbox.c.key == key)


def by_native_id(tx: Connection, conversation_key: str, native_id: str, *, unopened: str = "") -> Sent | None:
    """Return our message that the platform knows by that id, in that conversation or another thread of its place.

    `unopened` is the key under which letters went to a personal chat before it was known.
    """
    place = conversation_key.partition("#")[0]
    return _first(
        tx,
        outbox.c.native_id == native_id,
        or_(
            outbox.c.conversation_key.in_((place, unopened)),
            outbox.c.conversation_key.startswith(place + "#", autoescape=True),
        ),
    )


def latest(tx: Connection, conversation_key: str) -> Sent | None:
    """Read what we last said there, for whoever answers it with a number."""
    return _first(
        tx,
        outbox.c.conversation_key == conversation_key,
        outbox.c.operation == Operation.send,
        outbox.c.parked_at.is_(None),
    )


def notices_since(tx: Connection, conversation_key: str, since: datetime, *, of: str = "") -> int:
    """Count what somebody was told there since then without having asked: all, or what has a key that begins so."""
    told = select(func.count()).where(
        outbox.c.conversation_key == conversation_key,
        outbox.c.lane != Lane.answer,
        outbox.c.operation == Operation.send,
        outbox.c.created_at >= since,
        outbox.c.key.startswith(of, autoescape=True),
        outbox.c.payload["asked_for"].as_boolean().is_not(true()),
    )
    return tx.execute(told).scalar_one()


def latest_to(tx: Connection, conversation_key: str, asker: str) -> Sent | None:
    """Read what we last answered this person there: notices and answers to others in the room do not count."""
    row = tx.execute(_LATEST_TO, {"conversation_key": conversation_key, "asker": asker}).first()
    return _sent(row) if row else None


def recent_to(tx: Connection, conversation_key: str, asker: str, since: datetime) -> list[Sent]:
    """Read what we answered this person there of late, in that thread or above it, latest first."""
    place = conversation_key.partition("#")[0]
    rows = tx.execute(
        select(outbox)
        .where(
            outbox.c.conversation_key.in_(sorted({place, conversation_key})),
            outbox.c.lane == Lane.answer,
            outbox.c.operation == Operation.send,
            outbox.c.parked_at.is_(None),
            outbox.c.created_at >= since,
        )
        .order_by(outbox.c.id.desc())
        .limit(LOOK_BACK)
    )
    return [_sent(row) for row in rows if row.payload.get("asker") == asker]


def _first(tx: Connection, *which: ColumnElement[bool]) -> Sent | None:
    row = tx.execute(select(outbox).where(*which).order_by(outbox.c.id.desc()).limit(1)).first()
    return _sent(row) if row else None


def _sent(row: Any) -> Sent:  # Any: a Row of all columns
    return Sent(row.key, row.conversation_key, row.payload, row.native_id, row.sent_at, row.payload_version)


# The database looks who it was for: a list is long, and each message of a person asks for one of them.
_OF_LATE = (
    select(outbox.c.id)
    .where(
        outbox.c.conversation_key == bindparam("conversation_key"),
        outbox.c.lane == Lane.answer,
        outbox.c.operation == Operation.send,
        outbox.c.parked_at.is_(None),
    )
    .order_by(outbox.c.id.desc())
    .limit(LOOK_BACK)
    .subquery()
)

_LATEST_TO = (
    select(outbox)
    .where(outbox.c.id.in_(select(_OF_LATE.c.id)), outbox.c.payload["asker"].as_string() == bindparam("asker"))
    .order_by(outbox.c.id.desc())
    .limit(1)
)
