"""Finds networks that wait for a coordinator: to approve, to confirm once a year, or of which nothing is heard."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from storage import tables
from storage.database.id_sets import ids_of, linked, only_within
from storage.tables import networks
from storage.vocabulary import NetworkStatus

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Stale:
    """A network that was left as it is `since` then."""

    id: int
    name: str
    since: datetime
    regions: frozenset[int]


def to_approve(tx: Connection, regions: frozenset[int] | None, limit: int) -> list[Stale]:
    """Return those proposed in these regions and no other, or everywhere, oldest first."""
    return _found(tx, networks.c.status == NetworkStatus.proposed, regions, limit)


def to_confirm(tx: Connection, now: datetime, today: date, regions: frozenset[int] | None, limit: int) -> list[Stale]:
    """Return those on the list that nobody confirmed, or changed, for a year; likewise."""
    unconfirmed = or_(
        networks.c.confirmed_on < today - A_YEAR,
        and_(networks.c.confirmed_on.is_(None), networks.c.changed_at < now - A_YEAR),
    )
    return _found(tx, and_(networks.c.status == NetworkStatus.listed, unconfirmed), regions, limit)


def silent(
    tx: Connection, since: datetime, regions: frozenset[int] | None, *, limit: int, offset: int = 0
) -> list[Stale]:
    """Return those on the list of which nothing was heard since then: no change, no word, nobody who joined."""
    part = tables.network_members
    which = and_(
        networks.c.status == NetworkStatus.listed,
        networks.c.changed_at < since,
        or_(networks.c.confirmed_on.is_(None), networks.c.confirmed_on < since.date()),
        ~exists().where(part.c.network_id == networks.c.id, part.c.since >= since),
    )
    return _found(tx, which, regions, limit, offset)


def _found(
    tx: Connection, which: ColumnElement[bool], regions: frozenset[int] | None, limit: int, offset: int = 0
) -> list[Stale]:
    rows = tx.execute(
        select(networks.c.id, networks.c.name, networks.c.changed_at, linked(tables.network_regions).label("regions"))
        .where(only_within(tables.network_regions, regions), which)
        .order_by(networks.c.changed_at, networks.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [Stale(row.id, row.name, row.changed_at, ids_of(row.regions)) for row in rows]
