"""Joins two accounts, and within a day parts them: profile, roles and what they follow go back where they were.

What was asked and answered stays with the account that stayed: others may have built on it.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, ForeignKey, Index, Table, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import Date

from storage import tables
from storage.accounts import linking
from storage.members import people
from storage.members.member import Member
from storage.networks import networks
from storage.tables.base import Instant, Json, metadata
from storage.tables.columns import Id
from storage.tables.retention import days

UNDONE_WITHIN = timedelta(days=1)

linkings = Table(
    "linkings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=False),
    # The member who was, as they were: their row, their identities, and what went over or was dropped.
    Column("held", Json, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_linkings_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": days(1, "To take a linking apart again within a day.", lambda its, at: its.at < at)},
)

_GOES_BACK: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (tables.roles, ("role", "region_id", "network_id", "conversation_id")),
    (tables.network_members, ("network_id",)),
    (tables.follows, ("subject", "subject_id")),
    (tables.consents, ("field", "place")),
    (tables.member_regions, ("region_id",)),
    (tables.member_themes, ("theme_id",)),
)
_TOLD = ("name", "organisation_id", "position", "knows", "signed_up_at", "paused_until", "asks_unnamed")
"""What the account that stays may take over from the other."""


def link(tx: Connection, stays: int, goes: int, now: datetime) -> Member:
    """Let member `goes` be member `stays`; remembered for a day."""
    kept = people.get_one(tx, stays)
    held = {
        "member": _plain(tx.execute(select(tables.members).where(tables.members.c.id == goes)).mappings().one()),
        "stays": _plain(tx.execute(select(tables.members).where(tables.members.c.id == stays)).mappings().one()),
        "identities": list(
            tx.execute(select(tables.identities.c.id).where(tables.identities.c.member_id == goes)).scalars()
        ),
        "rows": [
            [table.name, _plain(row), _has(tx, table, columns, row, stays)]
            for table, columns in _GOES_BACK
            for row in tx.execute(select(table).where(table.c.member_id == goes)).mappings().all()
        ],
    }
    member = linking.merge(tx, stays, goes)
    tx.execute(insert(linkings).values(member_id=kept.id, held=held, at=now))
    return member


def undo(tx: Connection, member: int, now: datetime) -> Member | None:
    """Take the latest linking of a member apart again: who they were before; None when there was none within a day."""
    made = tx.execute(
        select(linkings)
        .where(linkings.c.member_id == member, linkings.c.at > now - UNDONE_WITHIN)
        .order_by(linkings.c.id.desc())
        .limit(1)
    ).first()
    if made is None:
        return None
    held = made.held
    row = _values(tables.members, held["member"])
    # Taking it apart is no way around being kept out.
    row["blocked_at"] = row["blocked_at"] or people.get_one(tx, member).blocked_at
    was = tx.execute(insert(tables.members).values(**row).returning(tables.members.c.id)).scalar_one()
    identities = tables.identities.c
    tx.execute(
        update(tables.identities)
        .where(identities.id.in_(held["identities"]), identities.member_id == member)
        .values(member_id=was, preferred=False)
    )
    shown = {table.name: (table, columns) for table, columns in _GOES_BACK}
    for name, given, both in held["rows"]:
        table, columns = shown[name]
        values = _values(table, given)
        # What was taken from them since, a role for instance, is not given back.
        if not _has(tx, table, columns, values, member):
            if table in _OWN_PROFILE:
                # A region or theme may be off the map since.
                with suppress(IntegrityError), tx.begin_nested():
                    tx.execute(insert(table).values(**values))
        elif both:
            tx.execute(insert(table).values(**values))
        else:
            tx.execute(update(table).where(_same(table, columns, values, member)).values(member_id=was))
    if held["stays"]["signed_up_at"] is None and held["member"]["signed_up_at"] is not None:
        before = _values(tables.members, held["stays"])
        told = {column: before[column] for column in _TOLD}
        tx.execute(update(tables.members).where(tables.members.c.id == member).values(**told))
    tx.execute(delete(linkings).where(linkings.c.id == made.id))
    for each in (was, member):
        people.reindexed(tx, each)
        for network in networks.of_member(tx, each):
            networks.reindexed(tx, network.id)
    return people.get_one(tx, was)


_OWN_PROFILE = (tables.consents, tables.member_regions, tables.member_themes)
"""Dropped at a linking, where the account that stays has its own."""


def _same(
    table: Table, columns: tuple[str, ...], row: Mapping[Any, Any], member: int
) -> Any:  # Any: a row, a condition
    return and_(table.c.member_id == member, *(table.c[each].is_not_distinct_from(row[each]) for each in columns))


def _has(tx: Connection, table: Table, columns: tuple[str, ...], row: Mapping[Any, Any], member: int) -> bool:
    found = select(table.c.member_id).where(_same(table, columns, row, member)).limit(1)
    return tx.execute(found).first() is not None


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:  # Any: what a column holds
    return {str(name): value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _values(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:  # Any: what a column holds
    return {name: _value(table.c[name], value) for name, value in row.items()}


def _value(column: Column[Any], value: Any) -> Any:  # Any: what a column holds
    if value is not None and isinstance(column.type, Instant):
        return datetime.fromisoformat(value)
    if value is not None and isinstance(column.type, Date):
        return date.fromisoformat(value)
    return value
