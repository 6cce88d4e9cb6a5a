"""Keeps who looks after a thing of any kind, when that is somebody else than its maker."""

from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    ScalarSelect,
    Select,
    Table,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)

from storage.database.once import once
from storage.links import Thing
from storage.messaging import cards
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, Kind, key
from storage.tables.retention import goes_with

keepers = Table(
    "keepers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Kind, nullable=False),
    Column("thing_id", Id, nullable=False),
    # Who is forgotten keeps nothing any more: then the coordinator of the region does.
    key("members"),
    Column("asked_at", Instant, nullable=False),
    # Null as long as they did not say yes.
    Column("accepted_at", Instant, nullable=True),
    UniqueConstraint("kind", "thing_id", "member_id"),
    Index("ix_keepers_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("the thing that is kept")},
)


def ask(tx: Connection, thing: Thing, member: int, now: datetime) -> bool:
    """Ask a member to keep it: False when they were asked already."""
    mine = (keepers.c.kind == thing.kind) & (keepers.c.thing_id == thing.id) & (keepers.c.member_id == member)
    if tx.execute(select(keepers.c.id).where(mine)).first():
        return False
    tx.execute(insert(keepers).values(kind=thing.kind, thing_id=thing.id, member_id=member, asked_at=now))
    return True


def accept(tx: Connection, thing: Thing, member: int, now: datetime) -> bool:
    """Let a member who was asked be the only one who keeps it: False when they were not asked."""
    its = (keepers.c.kind == thing.kind) & (keepers.c.thing_id == thing.id)
    taken = tx.execute(update(keepers).where(its, keepers.c.member_id == member).values(accepted_at=now))
    if not taken.rowcount:
        return False
    tx.execute(delete(keepers).where(its, keepers.c.member_id != member))
    cards.touch(tx, thing.kind, thing.id)
    return True


def decline(tx: Connection, thing: Thing, member: int) -> bool:
    """Let a member keep it no longer, or never: False when they were not asked."""
    its = (keepers.c.kind == thing.kind) & (keepers.c.thing_id == thing.id)
    gone = tx.execute(delete(keepers).where(its, keepers.c.member_id == member))
    cards.touch(tx, thing.kind, thing.id)
    return bool(gone.rowcount)


def of(tx: Connection, thing: Thing) -> int | None:
    """Read which member said yes to keeping it; None when its maker keeps it."""
    return tx.execute(*_of(thing.kind, thing.id)).scalar()


@once
def _of(kind: str, thing: int) -> Select[int]:
    its = (keepers.c.kind == kind) & (keepers.c.thing_id == thing)
    return select(keepers.c.member_id).where(its, keepers.c.accepted_at.is_not(None))


def who(kind: str, thing: ColumnElement[int]) -> ScalarSelect[int]:
    """Return a column for a statement on things of a kind: which member said yes to keeping each; null for none."""
    its = (keepers.c.kind == kind) & (keepers.c.thing_id == thing) & keepers.c.accepted_at.is_not(None)
    return select(keepers.c.member_id).where(its).limit(1).scalar_subquery()


def offered_to(kind: str, member: ColumnElement[int]) -> Select[int]:
    """Return a statement for the things of a kind that a member keeps, or was asked to keep."""
    return select(keepers.c.thing_id).where(keepers.c.kind == kind, keepers.c.member_id == member)


def kept_by(tx: Connection, kind: str, member: int) -> list[int]:
    """Find the things of a kind that a member said yes to keeping."""
    mine = (keepers.c.kind == kind) & (keepers.c.member_id == member) & keepers.c.accepted_at.is_not(None)
    return list(tx.execute(select(keepers.c.thing_id).where(mine).order_by(keepers.c.thing_id)).scalars())


def handed_on(tx: Connection, kind: str) -> dict[int, int]:
    """Read who keeps which things of a kind, of those that somebody else than the maker keeps."""
    return dict(tx.execute(*_handed_on(kind)).tuples().all())


@once
def _handed_on(kind: str) -> Select[int, int]:
    taken = (keepers.c.kind == kind) & keepers.c.accepted_at.is_not(None)
    return select(keepers.c.thing_id, keepers.c.member_id).where(taken)
