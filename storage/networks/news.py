"""Reads the networks of a period once for all readers of a digest, not once for each."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, func, select

from storage import tables
from storage.database.id_sets import ids_of, linked
from storage.networks import resources
from storage.tables import networks
from storage.vocabulary import NetworkKind, NetworkRole, NetworkStatus, Resource

LONGEST = 300
"""Characters of a text that a digest may need."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A network that is new on the list, or changed."""

    id: int
    name: str
    kind: NetworkKind
    aim: str
    at: datetime
    convenors: frozenset[int]
    regions: frozenset[int]
    themes: frozenset[int]
    needs: frozenset[Resource] = frozenset()
    offers: frozenset[Resource] = frozenset()


def listed(tx: Connection, start: datetime, end: datetime, *, limit: int) -> list[Listed]:
    """Return networks that came on the list in the period, latest first."""
    which = [
        networks.c.status == NetworkStatus.listed,
        networks.c.listed_at >= start,
        networks.c.listed_at < end,
    ]
    return _listed(tx, which, networks.c.listed_at, limit)


def changed(tx: Connection, start: datetime, end: datetime, *, limit: int) -> list[Listed]:
    """Return networks that were on the list before the period and changed in it, latest first."""
    which = [
        networks.c.status == NetworkStatus.listed,
        networks.c.listed_at < start,
        networks.c.changed_at >= start,
        networks.c.changed_at < end,
    ]
    return _listed(tx, which, networks.c.changed_at, limit)


def _listed(
    tx: Connection, which: list[ColumnElement[bool]], moment: ColumnElement[datetime], limit: int
) -> list[Listed]:
    chosen = select(networks.c.id).where(*which).order_by(moment.desc(), networks.c.id.desc()).limit(limit)
    people: defaultdict[int, set[int]] = defaultdict(set)
    part = tables.network_members
    for row in tx.execute(
        select(part).where(part.c.network_id.in_(_inner(chosen)), part.c.role == NetworkRole.convenor)
    ):
        people[row.network_id].add(row.member_id)
    return [
        Listed(
            id=row.id,
            name=row.name,
            kind=NetworkKind(row.kind),
            aim=row.aim,
            at=row.at,
            convenors=frozenset(people.get(row.id, ())),
            regions=ids_of(row.regions),
            themes=ids_of(row.themes),
            needs=resources.of(row.resources)[0],
            offers=resources.of(row.resources)[1],
        )
        for row in tx.execute(
            select(
                networks.c.id,
                networks.c.name,
                networks.c.kind,
                func.substr(networks.c.aim, 1, LONGEST).label("aim"),
                moment.label("at"),
                linked(tables.network_regions).label("regions"),
                linked(tables.network_themes).label("themes"),
                resources.told().label("resources"),
            )
            .where(networks.c.id.in_(_inner(chosen)))
            .order_by(moment.desc(), networks.c.id.desc())
        )
    ]


def _inner(chosen: Select[int]) -> Select[int]:
    """Return a limited selection as a list of ids to look in."""
    return select(chosen.subquery().c.id)
