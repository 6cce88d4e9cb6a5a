"""Finds the agenda items that wait for somebody, each from an index of its own: among many few do."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, or_, select, true

from storage.agenda.item import Item, State
from storage.agenda.items import load
from storage.agenda.tables import item_regions, items
from storage.database.id_sets import only_within


@dataclass(frozen=True, slots=True)
class Scope:
    """What may wait for somebody: of the regions that they coordinate, the networks that they drive, what they keep."""

    regions: frozenset[int] | None
    """None is everywhere."""
    networks: frozenset[int]
    member: int
    kept: frozenset[int] = frozenset()
    """What others put, and they keep."""


def waiting(tx: Connection, scope: Scope, limit: int) -> list[Item]:
    """Find what is proposed, or was asked about in vain, and waits for who that is the scope of; oldest first."""
    ours = select(items.c.changed_at, items.c.id).where(~items.c.example).limit(limit)
    proposed = ours.where(items.c.state == State.proposed).order_by(items.c.changed_at)
    asked = ours.where(items.c.asked_at.is_not(None)).order_by(items.c.asked_at)
    ordered = [asked.where(items.c.maker_id == scope.member)]
    if scope.regions is None or scope.regions:
        ordered += [proposed.where(_within(scope.regions)), asked.where(_within(scope.regions))]
    if scope.networks:
        ordered.append(proposed.where(items.c.network_id.in_(sorted(scope.networks))))
    if scope.kept:
        ordered.append(asked.where(items.c.id.in_(sorted(scope.kept))))
    oldest = sorted({row for each in ordered for row in tx.execute(each).tuples()})
    return load(tx, [id_ for _at, id_ in oldest[:limit]])


def _within(regions: frozenset[int] | None) -> ColumnElement[bool]:
    """Return a condition for an agenda of these regions, or of none and about no others; None is everywhere."""
    if regions is None:
        return true()
    return or_(
        items.c.region_id.in_(sorted(regions)),
        and_(items.c.region_id.is_(None), only_within(item_regions, regions)),
    )
