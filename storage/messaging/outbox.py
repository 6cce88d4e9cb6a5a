"""Queues what is to go out: one row a message, in order within a conversation and lane.

A row waits until it is sent or parked. Who sends it holds a lease on it, and the moment that lease ends tells one
holder from the next. On PostgreSQL leases run on the server's clock, which all replicas share; a SQLite file has one
machine, and so one clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Interval,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    tuple_,
    update,
)

from storage.database.announcements import announce
from storage.tables import outbox, posts, question_places
from storage.tables.base import Instant
from storage.vocabulary import Lane, Operation

LEASE = timedelta(seconds=60)
"""How long a send may take before another process may try."""

CHANNEL = "plek_outbox"
"""Announced when a letter was stored that its writer does not send itself."""


def personal_key(platform: str, native_id: str) -> str:
    """Return the conversation key of letters to somebody whose personal chat is not known yet."""
    return f"{platform}:personal:{native_id}"


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
    """A letter on its way: `attempts` counts this one, `lease` is when ours ends."""

    id: int
    letter: Letter
    attempts: int
    lease: datetime
    created_at: datetime


_UNSENT = and_(outbox.c.sent_at.is_(None), outbox.c.parked_at.is_(None))
_OCCUPIED = (
    select(outbox.c.conversation_key, outbox.c.lane)
    .where(tuple_(outbox.c.conversation_key, outbox.c.lane).in_(bindparam("lanes", expanding=True)), _UNSENT)
    .distinct()
)
_BEFORE = exists().where(outbox.c.conversation_key == bindparam("where"), outbox.c.lane == bindparam("which"), _UNSENT)
"""Whether something waits in the lane that a letter is put in: then nobody sends it yet."""
_WAITS = select(_BEFORE)


def _posted(lease: ColumnElement[datetime]) -> Insert:
    """Post one letter more, leased when it is the first of its lane."""
    row = insert(outbox).values(lease_until=case((_BEFORE, null()), else_=lease), attempts=case((_BEFORE, 0), else_=1))
    return row.returning(outbox.c.id, outbox.c.lease_until)


_POST = {
    "sqlite": _posted(bindparam("ends", type_=Instant)),
    "postgresql": _posted(func.clock_timestamp(type_=Instant) + bindparam("held", type_=Interval)),
}
_ARRIVED = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(sent_at=bindparam("at"), native_id=bindparam("native"), lease_until=None, parked_at=None, failure=None)
)


def post(
    tx: Connection, letters: Sequence[Letter], now: datetime, *, leased: bool = True, lease: timedelta = LEASE
) -> list[Outbound]:
    """Store letters. Those returned are leased to this process and first in their lane: hand them over at once.

    The others wait for what stands before them, or (`leased=False`) for whoever serves their platform.
    """
    if not letters:
        return []
    if not leased:
        tx.execute(insert(outbox), [_row(letter, now) for letter in letters])
        call(tx)
        return []
    ready = []
    for letter in letters:
        held = {"held": lease} if tx.dialect.name == "postgresql" else {"ends": now + lease}
        lane = {"where": letter.conversation_key, "which": letter.lane}
        row = tx.execute(_POST[tx.dialect.name], {**_row(letter, now), **lane, **held}).one()
        if row.lease_until is not None:
            ready.append(Outbound(row.id, letter, 1, row.lease_until, now))
    if len(ready) < len(letters):
        call(tx)
    return ready


def claim(
    tx: Connection,
    platforms: Sequence[str],
    lane: Lane,
    now: datetime,
    *,
    limit: int,
    newest_version: int,
    but: Iterable[int] = (),
    lease: timedelta = LEASE,
) -> list[Outbound]:
    """Lease what may go out now: of each conversation's lane the first, when it is due and nobody is sending it.

    Leaves out the rows `but`, and payloads newer than `newest_version`: a newer replica sends those.
    """
    return _lease(
        tx,
        and_(outbox.c.platform.in_(platforms), outbox.c.lane == lane, outbox.c.id.not_in(list(but))),
        now,
        limit=limit,
        newest_version=newest_version,
        lease=lease,
    )


def next_in_lanes(
    tx: Connection, letters: Sequence[Letter], now: datetime, *, newest_version: int, lease: timedelta = LEASE
) -> list[Outbound]:
    """Lease what stands behind each of those letters in its lane, where it may go out now."""
    lanes = _occupied(tx, letters)
    if not lanes:
        return []
    which = tuple_(outbox.c.conversation_key, outbox.c.lane).in_(lanes)
    return _lease(tx, which, now, limit=len(lanes), newest_version=newest_version, lease=lease)


def _lease(
    tx: Connection,
    which: ColumnElement[bool],
    now: datetime,
    *,
    limit: int,
    newest_version: int,
    lease: timedelta,
) -> list[Outbound]:
    earlier = outbox.alias("earlier")
    blocked = exists().where(
        earlier.c.conversation_key == outbox.c.conversation_key,
        earlier.c.lane == outbox.c.lane,
        earlier.c.id < outbox.c.id,
        earlier.c.sent_at.is_(None),
        earlier.c.parked_at.is_(None),
    )
    rows = tx.execute(
        select(outbox.c.id)
        .where(
            which,
            _UNSENT,
            outbox.c.due_at <= now,
            outbox.c.payload_version <= newest_version,
            or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < _moment(tx, now)),
            ~blocked,
        )
        .order_by(outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).scalars()
    ids = rows.all()
    if not ids:
        return []
    taken = tx.execute(
        update(outbox)
        .where(outbox.c.id.in_(ids))
        .values(lease_until=_moment(tx, now, lease), attempts=outbox.c.attempts + 1)
        .returning(*outbox.c)
    ).all()
    return sorted((_outbound(row) for row in taken), key=lambda outbound: outbound.id)


def renew(tx: Connection, outbound: Outbound, now: datetime, *, lease: timedelta = LEASE) -> Outbound | None:
    """Hold it for a whole lease again. None when it is no longer ours: then it must not be sent."""
    row = tx.execute(
        update(outbox)
        .where(_ours(outbound))
        .values(lease_until=_moment(tx, now, lease))
        .returning(outbox.c.lease_until)
    ).first()
    return Outbound(outbound.id, outbound.letter, outbound.attempts, row[0], outbound.created_at) if row else None


def release(tx: Connection, outbound: Outbound) -> None:
    """Give back what was not tried."""
    tx.execute(update(outbox).where(_ours(outbound)).values(lease_until=None, attempts=outbox.c.attempts - 1))


def free(tx: Connection, platforms: Sequence[str]) -> int:
    """Let what is leased on these platforms go out now, since whoever was sending it is gone: how many rows."""
    held = (outbox.c.platform.in_(platforms), outbox.c.lease_until.is_not(None), _UNSENT)
    return tx.execute(update(outbox).where(*held).values(lease_until=None)).rowcount


def sent(tx: Connection, row: int, native_id: str | None, now: datetime, *, keep: bool = True) -> None:
    """It arrived: true whoever holds the lease by now. Nothing is left of a letter that is not to be kept."""
    if keep:
        arrived(tx, [(row, native_id, now)])
    else:
        tx.execute(delete(outbox).where(outbox.c.id == row))


def arrived(tx: Connection, rows: Sequence[tuple[int, str | None, datetime]]) -> None:
    """Rows that arrived, as which native id and when."""
    if rows:
        tx.execute(_ARRIVED, [{"row": row, "native": native_id, "at": at} for row, native_id, at in rows])


def later(tx: Connection, outbound: Outbound, due_at: datetime, failure: str, *, counts: bool = True) -> None:
    """Try again at that time; what stands behind it in its lane waits with it. A try that does not count is free."""
    spared = 0 if counts else 1
    tx.execute(
        update(outbox)
        .where(_ours(outbound))
        .values(due_at=due_at, lease_until=None, failure=failure, attempts=outbox.c.attempts - spared)
    )


def park(tx: Connection, outbound: Outbound, failure: str, now: datetime) -> None:
    """Give up until an operator looks at it; its lane goes on."""
    tx.execute(update(outbox).where(_ours(outbound)).values(parked_at=now, lease_until=None, failure=failure))


def drop_waiting(tx: Connection, kind: str, id_: int, begins: Iterable[str]) -> int:
    """Never send what waits about a thing and became untrue, by how its keys begin: how many letters."""
    about = outbox.c.payload["about"]
    gone = delete(outbox).where(
        _UNSENT,
        outbox.c.lease_until.is_(None),
        or_(*(outbox.c.key.startswith(each, autoescape=True) for each in begins)),
        about["kind"].as_string() == kind,
        about["id"].as_integer() == id_,
    )
    return tx.execute(gone).rowcount


def next_due(tx: Connection, platforms: Sequence[str], now: datetime) -> datetime | None:
    """Tell when the next letter is due that is not due yet."""
    return tx.execute(
        select(func.min(outbox.c.due_at)).where(_UNSENT, outbox.c.platform.in_(platforms), outbox.c.due_at > now)
    ).scalar()


def hasten(tx: Connection, now: datetime, *, furthest: timedelta) -> int:
    """After the clock was set back: what would wait longer than `furthest` is due now. How many rows."""
    late = or_(outbox.c.due_at > now + furthest, outbox.c.lease_until > _moment(tx, now, furthest))
    return tx.execute(update(outbox).where(_UNSENT, late).values(due_at=now, lease_until=None)).rowcount


def prune(tx: Connection, before: datetime, *, limit: int = 10_000) -> int:
    """Drop what was sent before then and no living card or place of a question needs, at most `limit`: how many."""
    needed = or_(*(exists().where(table.c.outbox_key == outbox.c.key) for table in (posts, question_places)))
    old = select(outbox.c.id).where(outbox.c.sent_at < before, ~needed).limit(limit)
    return tx.execute(delete(outbox).where(outbox.c.id.in_(old))).rowcount


def _row(letter: Letter, now: datetime) -> dict[str, Any]:
    return {
        "key": letter.key,
        "platform": letter.platform,
        "conversation_key": letter.conversation_key,
        "conversation": letter.conversation,
        "lane": letter.lane,
        "operation": letter.operation,
        "target": letter.target,
        "payload": letter.payload,
        "payload_version": letter.payload_version,
        "trace": letter.trace,
        "created_at": now,
        "due_at": now,
    }


def _moment(tx: Connection, now: datetime, ahead: timedelta = timedelta(0)) -> ColumnElement[datetime]:
    """Now and `ahead`, on the clock that leases run on."""
    if tx.dialect.name == "postgresql":
        shared = func.clock_timestamp(type_=Instant)
        return shared + literal(ahead) if ahead else shared
    return bindparam(None, now + ahead, type_=Instant, unique=True)


def call(tx: Connection) -> None:
    """When this commits, wake whoever may send it, here and in other processes."""
    announce(tx, CHANNEL)


def _occupied(tx: Connection, letters: Sequence[Letter]) -> set[tuple[str, str]]:
    """Return those of the letters' lanes in which something waits."""
    lanes: set[tuple[str, str]] = {(letter.conversation_key, letter.lane) for letter in letters}
    if len(lanes) > 1:
        return {(row.conversation_key, row.lane) for row in tx.execute(_OCCUPIED, {"lanes": list(lanes)})}
    # One person's answer: a list of one is written out anew each time, which takes longer than to look.
    return {lane for lane in lanes if tx.execute(_WAITS, dict(zip(("where", "which"), lane, strict=True))).scalar()}


def _ours(outbound: Outbound) -> ColumnElement[bool]:
    return and_(outbox.c.id == outbound.id, outbox.c.lease_until == outbound.lease, _UNSENT)


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
    return Outbound(row.id, letter, row.attempts, row.lease_until, row.created_at)
