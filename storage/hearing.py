"""Keeps what members are to hear of a thing until it goes out, so that acts shortly after each other are one notice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Index, Table, delete, insert, select, update

from storage.links import Thing
from storage.tables.base import Instant, Json, metadata
from storage.tables.columns import Id, Kind, key
from storage.tables.retention import days

hearings = Table(
    "hearings",
    metadata,
    Column("id", Id, primary_key=True),
    # Who is to hear it.
    key("members"),
    Column("kind", Kind, nullable=False),
    Column("thing_id", Id, nullable=False),
    # The row of the audit trail that it tells of, for when that is undone.
    Column("entry", Id, nullable=True),
    # A reply in the language of the member.
    Column("said", Json, nullable=False, info={"reply": True, "goes_whole": True}),
    Column("due_at", Instant, nullable=False),
    Column("sent_at", Instant, nullable=True),
    Index("ix_hearings_member_id", "member_id"),
    Index("ix_hearings_sent_at_due_at", "sent_at", "due_at"),
    Index("ix_hearings_entry", "entry"),
    sqlite_autoincrement=True,
    info={"retention": days(30, "To tell who heard of it that it was undone.", lambda its, at: its.sent_at < at)},
)
upkeeps = Table(
    "upkeeps",
    metadata,
    key("members", primary_key=True),
    # When they were last asked what is still right, of whatever topic.
    Column("asked_at", Instant, nullable=False),
    info={"retention": days(60, "To ask once a fortnight.", lambda its, at: its.asked_at < at)},
)


@dataclass(frozen=True, slots=True)
class Hearing:
    id: int
    member_id: int
    thing: Thing
    entry: int | None
    said: Mapping[str, Any]
    due_at: datetime


def wait(
    tx: Connection, member: int, thing: Thing, said: Mapping[str, Any], due_at: datetime, *, entry: int | None
) -> None:
    """Let a member hear that by then. Once an act: what they are to hear of it already stays as it is."""
    its = (hearings.c.member_id == member) & (hearings.c.entry == entry)
    if entry is not None and tx.execute(select(hearings.c.id).where(its)).first():
        return
    values = {"member_id": member, "kind": thing.kind, "thing_id": thing.id, "entry": entry}
    tx.execute(insert(hearings).values(**values, said=said, due_at=due_at))


def waits(tx: Connection, member: int) -> bool:
    """Tell whether something is kept that a member is to hear."""
    kept = select(hearings.c.id).where(hearings.c.member_id == member, hearings.c.sent_at.is_(None))
    return tx.execute(kept.limit(1)).first() is not None


def told(tx: Connection, member: int, *, limit: int) -> list[Hearing]:
    """Read what a member heard of late, the latest first."""
    heard = select(hearings).where(hearings.c.member_id == member, hearings.c.sent_at.is_not(None))
    rows = tx.execute(heard.order_by(hearings.c.sent_at.desc(), hearings.c.id.desc()).limit(limit))
    return [_hearing(row) for row in rows]


def due(tx: Connection, now: datetime, *, limit: int) -> list[Hearing]:
    """Read what members are to hear by now, with all else that waits for them about the same things."""
    those = select(hearings.c.member_id).where(hearings.c.sent_at.is_(None), hearings.c.due_at <= now)
    members = list(tx.execute(those.distinct().order_by(hearings.c.member_id).limit(limit)).scalars())
    rows = tx.execute(
        select(hearings)
        .where(hearings.c.member_id.in_(members), hearings.c.sent_at.is_(None))
        .order_by(hearings.c.member_id, hearings.c.id)
    ).all()
    ready = {(row.member_id, row.kind, row.thing_id) for row in rows if row.due_at <= now}
    return [_hearing(row) for row in rows if (row.member_id, row.kind, row.thing_id) in ready]


def send(tx: Connection, ids: Sequence[int], now: datetime) -> bool:
    """Say that these go out now: False when another process took one of them."""
    waiting = (hearings.c.id.in_(ids)) & hearings.c.sent_at.is_(None)
    return tx.execute(update(hearings).where(waiting).values(sent_at=now)).rowcount == len(ids)


def take_back(tx: Connection, entry: int) -> list[Hearing]:
    """Drop what is not out yet of an act that was undone: gives what members heard of it already."""
    tx.execute(delete(hearings).where(hearings.c.entry == entry, hearings.c.sent_at.is_(None)))
    return [_hearing(row) for row in tx.execute(select(hearings).where(hearings.c.entry == entry))]


def put_off(tx: Connection, ids: Iterable[int], until: datetime) -> None:
    """Let these wait until then."""
    tx.execute(update(hearings).where(hearings.c.id.in_(list(ids))).values(due_at=until))


def upkeep_asked(tx: Connection, since: datetime) -> frozenset[int]:
    """Find the members who were asked about what they keep since then."""
    return frozenset(tx.execute(select(upkeeps.c.member_id).where(upkeeps.c.asked_at > since)).scalars())


def ask_upkeep(tx: Connection, member: int, now: datetime, *, before: datetime) -> bool:
    """Say that a member is asked now: False when they were since `before`."""
    held = tx.execute(select(upkeeps.c.asked_at).where(upkeeps.c.member_id == member)).scalar()
    if held is None:
        tx.execute(insert(upkeeps).values(member_id=member, asked_at=now))
        return True
    again = update(upkeeps).where(upkeeps.c.member_id == member, upkeeps.c.asked_at <= before)
    return tx.execute(again.values(asked_at=now)).rowcount == 1


def _hearing(row: Any) -> Hearing:  # Any: a Row of all columns
    return Hearing(row.id, row.member_id, Thing(row.kind, row.thing_id), row.entry, row.said, row.due_at)
