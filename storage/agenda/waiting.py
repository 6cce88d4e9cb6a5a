"""Finds the agenda items that wait for somebody, each from an index of its own: among many few do."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select, true

from storage.agenda.item import State
from storage.agenda.tables import item_regions, items
from storage.database.id_sets import ids_of, linked, only_within


@dataclass(frozen=True, slots=True)
class Scope:
    """What may wait for somebody: of the regions that they coordinate, the networks that they drive, what they keep."""

    regions: frozenset[int] | None
    """None is everywhere."""
    networks: frozenset[int]
    member: int
    kept: frozenset[int] = frozenset()
    """What others put, and they keep."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is told of an item that waits, of which there may be hundreds: no more of each is read."""

    id: int
    text: str
    state: State
    list_name: str
    region_id: int | None
    network_id: int | None
    maker_id: int | None
    regions: frozenset[int]
    made_at: datetime
    changed_at: datetime

    @property
    def number(self) -> str:
        return f"G-{self.id}"


def waiting(tx: Connection, scope: Scope, limit: int) -> list[Waiting]:
    """Find what is proposed, or was asked about in vain, and waits for who that is the scope of; oldest first."""
    rows = {row.id: row for each in _ordered(scope, limit) for row in tx.execute(each)}
    oldest = sorted(rows.values(), key=lambda row: (row.changed_at, row.id))[:limit]
    return [
        Waiting(
            row.id,
            row.text,
            State(row.state),
            row.list_name,
            row.region_id,
            row.network_id,
            row.maker_id,
            ids_of(row.regions),
            row.made_at,
            row.changed_at,
        )
        for row in oldest
    ]


@lru_cache(1 << 6)  # each coordinator has a scope of their own
def _ordered(scope: Scope, limit: int) -> list[Select[*tuple[Any, ...]]]:
    its = items.c
    what = (its.id, its.text, its.state, its.list_name, its.region_id, its.network_id, its.maker_id)
    ours = select(*what, linked(item_regions).label("regions"), its.made_at, its.changed_at)
    ours = ours.where(~its.example).limit(limit)
    proposed = ours.where(its.state == State.proposed).order_by(its.changed_at)
    asked = ours.where(its.asked_at.is_not(None)).order_by(its.asked_at)
    ordered = [asked.where(its.maker_id == scope.member)]
    if scope.regions is None or scope.regions:
        ordered += [proposed.where(_within(scope.regions)), asked.where(_within(scope.regions))]
    if scope.networks:
        ordered.append(proposed.where(its.network_id.in_(sorted(scope.networks))))
    if scope.kept:
        ordered.append(asked.where(its.id.in_(sorted(scope.kept))))
    return ordered


def _within(regions: frozenset[int] | None) -> ColumnElement[bool]:
    """Return a condition for an agenda of these regions, or of none and about no others; None is everywhere."""
    if regions is None:
        return true()
    return or_(
        items.c.region_id.in_(sorted(regions)),
        and_(items.c.region_id.is_(None), only_within(item_regions, regions)),
    )
