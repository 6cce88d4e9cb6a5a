"""Keeps what came in until it is handled. A repeat finds its row, marked in the transaction that handles it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, or_, select, true, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage import tables
from storage.database import cursors
from storage.tables import inbox

LEASE = timedelta(seconds=60)
"""How long a process may take to handle an event before another may take it up."""

MOST = 100
"""Rows that are taken up at a time."""

LOOK_BACK = 50
"""Events of a conversation among which the last one that was typed is looked for."""

MANY = 1000
"""Rows named in one statement."""

DECLINED = "declined"
"""The failure of what its sender said over and above what is read."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event to store: `event_id` names it among all platforms, `payload` is its JSON."""

    event_id: str
    conversation_key: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Inbound:
    """An event to handle. `left_behind` says that a process stopped before it was done with it."""

    id: int
    event_id: str
    conversation_key: str
    payload: Mapping[str, Any]
    left_behind: bool = False


_FINISH = (
    update(inbox)
    .where(inbox.c.id == bindparam("row"), inbox.c.handled_at.is_(None))
    .values(handled_at=bindparam("now"), lease_until=None, reply=bindparam("answer"), failure=bindparam("why"))
)
_STORE = {
    name: insert(inbox).on_conflict_do_nothing(index_elements=["event_id"]).returning(inbox.c.id)
    for name, insert in (("postgresql", postgres_insert), ("sqlite", sqlite_insert))
}


def store(
    tx: Connection, arrivals: Sequence[Arrival], now: datetime, *, cursor: tuple[str, str] | None = None
) -> list[Inbound]:
    """Keep what is new, leased to this process, with the cursor that it came with. Repeats are left out."""
    new = []
    for arrival in arrivals:
        row = tx.execute(
            _STORE[tx.dialect.name],
            {
                "event_id": arrival.event_id,
                "conversation_key": arrival.conversation_key,
                "payload": arrival.payload,
                "received_at": now,
                "lease_until": now + LEASE,
            },
        ).scalar()
        if row is not None:
            new.append(Inbound(row, arrival.event_id, arrival.conversation_key, arrival.payload))
    if cursor:
        cursors.put(tx, *cursor, now)
    return new


def claim(
    tx: Connection,
    now: datetime,
    *,
    platforms: Sequence[str] | None = None,
    limit: int = MOST,
) -> list[Inbound]:
    """Take up what nobody handles: left by a process that stopped, oldest first.

    Only of those platforms: another replica may serve others, and knows how to answer there.
    """
    rows = tx.execute(
        select(inbox.c.id)
        .where(_of(platforms) if platforms else true())
        .where(inbox.c.handled_at.is_(None), or_(inbox.c.lease_until.is_(None), inbox.c.lease_until < now))
        .order_by(inbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).scalars()
    taken = tx.execute(
        update(inbox)
        .where(inbox.c.id.in_(list(rows)))
        .values(lease_until=now + LEASE)
        .returning(inbox.c.id, inbox.c.event_id, inbox.c.conversation_key, inbox.c.payload)
    ).all()
    found = (Inbound(row.id, row.event_id, row.conversation_key, row.payload, left_behind=True) for row in taken)
    return sorted(found, key=lambda inbound: inbound.id)


def begin_again(tx: Connection, row: int, now: datetime) -> int | None:
    """What was left behind is about to be handled: how often that was begun again before; None when it was done.

    It is counted here and not when it is taken up: what only stood in line when the process stopped is not to blame.
    """
    return tx.execute(
        update(inbox)
        .where(inbox.c.id == row, inbox.c.handled_at.is_(None))
        .values(attempts=inbox.c.attempts + 1, lease_until=now + LEASE)
        .returning(inbox.c.attempts - 1)
    ).scalar()


def free(tx: Connection, platforms: Sequence[str]) -> int:
    """Let what is leased on these platforms be taken up now, since whoever held it is gone: how many rows."""
    held = (inbox.c.handled_at.is_(None), inbox.c.lease_until.is_not(None), _of(platforms))
    return tx.execute(update(inbox).where(*held).values(lease_until=None)).rowcount


def renew(tx: Connection, rows: Sequence[int], now: datetime) -> None:
    """Hold on to rows that wait here for their turn. Those that were stored just now still have their first lease."""
    for start in range(0, len(rows), MANY):
        tx.execute(
            update(inbox)
            .where(
                inbox.c.id.in_(rows[start : start + MANY]),
                inbox.c.handled_at.is_(None),
                inbox.c.lease_until < now + LEASE / 2,
            )
            .values(lease_until=now + LEASE)
        )


def finish(
    tx: Connection, row: int, now: datetime, *, reply: Mapping[str, Any] | None = None, failure: str | None = None
) -> bool:
    """Mark a row handled. False when someone else did so first: then undo what you did."""
    marked = tx.execute(_FINISH, {"row": row, "now": now, "answer": reply, "why": failure})
    return marked.rowcount == 1


def decline(tx: Connection, rows: Sequence[int], now: datetime) -> None:
    """Be done with rows that nobody will handle, and forget what they said."""
    for start in range(0, len(rows), MANY):
        tx.execute(
            update(inbox)
            .where(inbox.c.id.in_(rows[start : start + MANY]), inbox.c.handled_at.is_(None))
            .values(handled_at=now, lease_until=None, failure=DECLINED, payload={})
        )


def withdraw(tx: Connection, event_id: str, now: datetime) -> bool:
    """What nobody handled yet never will be, and is emptied: False when there is no such event, or it was handled."""
    gone = (
        update(inbox)
        .where(inbox.c.event_id == event_id, inbox.c.handled_at.is_(None))
        .values(handled_at=now, lease_until=None, payload={})
    )
    return tx.execute(gone).rowcount == 1


def empty(tx: Connection, event_id: str) -> None:
    """Forget what was written and where; the row stays, so that a repeat is still known as one.

    Nobody can be found by it any more, so what names them must not stay either.
    """
    which = (inbox.c.event_id == event_id, inbox.c.handled_at.is_not(None))
    tx.execute(update(inbox).where(*which).values(payload={}, conversation_key="erased"))


def held(tx: Connection, event_id: str) -> Mapping[str, Any] | None:
    """Read what an event said, while that is kept."""
    row = tx.execute(select(inbox.c.payload).where(inbox.c.event_id == event_id)).first()
    return row.payload or None if row else None


def last_typed(tx: Connection, conversation_key: str, *, but: str | None = None) -> int | None:
    """Return the row of what was typed there last, `but` for that event: neither pressed nor filled in."""
    rows = tx.execute(
        select(inbox.c.id, inbox.c.event_id, inbox.c.payload)
        .where(inbox.c.conversation_key == conversation_key)
        .order_by(inbox.c.id.desc())
        .limit(LOOK_BACK)
    )
    return next((row.id for row in rows if row.event_id != but and _typed(row.payload)), None)


def _typed(payload: Mapping[str, Any]) -> bool:  # Any: JSON
    return payload.get("$") == "Message" and not payload.get("pressed") and payload.get("values") is None


def edits(tx: Connection, conversation_key: str, message_id: str) -> list[Mapping[str, Any]]:
    """Return the edits of a message that still stand, newest first."""
    rows = tx.execute(
        select(inbox.c.payload)
        .where(
            inbox.c.conversation_key == conversation_key,
            inbox.c.payload["message"]["id"].as_string() == message_id,
        )
        .order_by(inbox.c.id.desc())
    )
    return list(rows.scalars())


def answer(tx: Connection, event_id: str) -> tuple[bool, Mapping[str, Any] | None]:
    """Tell whether an event was handled, and the reply that a replay of it gets."""
    row = tx.execute(select(inbox.c.handled_at, inbox.c.reply).where(inbox.c.event_id == event_id)).first()
    return (row is not None and row.handled_at is not None, row.reply if row else None)


def prune(tx: Connection, before: datetime) -> int:
    """Drop what was handled before then: how many rows."""
    return tx.execute(delete(tables.inbox).where(inbox.c.handled_at < before)).rowcount


def _of(platforms: Sequence[str]) -> ColumnElement[bool]:
    return or_(*(inbox.c.event_id.startswith(f"{platform}:", autoescape=True) for platform in platforms))


def said(tx: Connection, event_id: str, place: str) -> Mapping[str, Any] | None:
    """Read a message that somebody wrote there and that is kept still; None for any other. `place` is its key."""
    row = tx.execute(select(inbox.c.payload, inbox.c.conversation_key).where(inbox.c.event_id == event_id)).first()
    here = row is not None and row.conversation_key.partition("#")[0] == place
    return row.payload or None if row is not None and here else None
