"""Finds networks that wait for a coordinator: to approve, to confirm once a year, or of which nothing is heard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, or_, select

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
    return _read(tx, _to_approve(regions), {"most": limit})


@lru_cache(1 << 6)  # each coordinator has regions of their own
def _to_approve(regions: frozenset[int] | None) -> Select[*tuple[Any, ...]]:
    return _those(networks.c.status == NetworkStatus.proposed, regions).limit(bindparam("most"))


def to_confirm(tx: Connection, now: datetime, today: date, regions: frozenset[int] | None, limit: int) -> list[Stale]:
    """Return those on the list that nobody confirmed, or changed, for a year; likewise."""
    return _read(tx, _to_confirm(regions), {"day": today - A_YEAR, "moment": now - A_YEAR, "most": limit})


@lru_cache(1 << 6)  # as above
def _to_confirm(regions: frozenset[int] | None) -> Select[*tuple[Any, ...]]:
    unconfirmed = or_(
        networks.c.confirmed_on < bindparam("day"),
        and_(networks.c.confirmed_on.is_(None), networks.c.changed_at < bindparam("moment")),
    )
    which = and_(networks.c.status == NetworkStatus.listed, unconfirmed)
    return _those(which, regions).limit(bindparam("most"))


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
    return _read(tx, _those(which, regions).limit(limit).offset(offset), {})


def _those(which: ColumnElement[bool], regions: frozenset[int] | None) -> Select[*tuple[Any, ...]]:
    return (
        select(networks.c.id, networks.c.name, networks.c.changed_at, linked(tables.network_regions).label("regions"))
        .where(only_within(tables.network_regions, regions), which)
        .order_by(networks.c.changed_at, networks.c.id)
    )


def _read(tx: Connection, those: Select[*tuple[Any, ...]], values: Mapping[str, Any]) -> list[Stale]:
    return [Stale(row.id, row.name, row.changed_at, ids_of(row.regions)) for row in tx.execute(those, values)]
