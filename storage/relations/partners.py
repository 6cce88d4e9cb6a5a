"""Finds the networks and organisations between which ties are: by name, and by what a place or a level stands for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Select, select

from storage import tables
from storage.links import Thing
from storage.members.organisations import named as organisation_named
from storage.networks import networks
from storage.relations.relation import NETWORK, ORGANISATION
from storage.vocabulary import Level, NetworkKind, NetworkStatus

AT_ONCE = 500
"""Ids in one statement."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A network on the list, or an organisation: what ties are between."""

    thing: Thing
    name: str

    @property
    def is_network(self) -> bool:
        return self.thing.kind == NETWORK


def load(tx: Connection, things: Collection[Thing]) -> dict[Thing, Partner]:
    """Read these, without what is not there or not on the list."""
    found: dict[Thing, Partner] = {}
    its = tables.networks.c
    listed = its.status == NetworkStatus.listed
    for ids in _portions(each.id for each in things if each.kind == NETWORK):
        rows = tx.execute(select(its.id, its.name).where(its.id.in_(ids), listed))
        found |= {Thing(NETWORK, row.id): Partner(Thing(NETWORK, row.id), row.name) for row in rows}
    theirs = tables.organisations.c
    for ids in _portions(each.id for each in things if each.kind == ORGANISATION):
        rows = tx.execute(select(theirs.id, theirs.name).where(theirs.id.in_(ids)))
        found |= {Thing(ORGANISATION, row.id): Partner(Thing(ORGANISATION, row.id), row.name) for row in rows}
    return found


def _portions(ids: Iterable[int]) -> Iterable[list[int]]:
    wanted = sorted(set(ids))
    return (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))


def portions(things: Collection[Thing]) -> Iterable[tuple[str, list[int]]]:
    """Return the ids of things by their kind, so many at once as one statement takes."""
    for kind in sorted({each.kind for each in things}):
        for ids in _portions(each.id for each in things if each.kind == kind):
            yield kind, ids


def called(tx: Connection, name: str) -> Partner | None:
    """Find what goes by that name: a network first, as it can say more of itself."""
    found = load(tx, [Thing(NETWORK, each) for each in networks.by_name(tx, name)])
    if found:
        return next(iter(found.values()))
    organisation = organisation_named(tx, name)
    return Partner(Thing(ORGANISATION, organisation.id), organisation.name) if organisation else None


def like(tx: Connection, name: str, most: int) -> list[Partner]:
    """Find the nearest to a name that nothing has."""
    near = networks.like(tx, name, limit=most * 2, least=60)
    return list(load(tx, [Thing(NETWORK, each.id) for each in near]).values())[:most]


def in_regions(tx: Connection, regions: Collection[int]) -> frozenset[Thing]:
    """Return the listed networks of these regions."""
    its = tables.network_regions.c
    return _listed(tx, select(its.network_id).where(its.region_id.in_(sorted(regions))))


def of_themes(tx: Connection, themes: Collection[int]) -> frozenset[Thing]:
    """Return the listed networks of these themes."""
    its = tables.network_themes.c
    return _listed(tx, select(its.network_id).where(its.theme_id.in_(sorted(themes))))


def of_level(tx: Connection, level: Level) -> frozenset[Thing]:
    """Return the listed networks of that level."""
    return _listed(tx, select(tables.networks.c.id).where(tables.networks.c.level == level))


def every(tx: Connection) -> frozenset[Thing]:
    """Return all listed networks."""
    return _listed(tx, select(tables.networks.c.id))


def _listed(tx: Connection, ids: Select[int]) -> frozenset[Thing]:
    its = tables.networks.c
    found = select(its.id).where(its.status == NetworkStatus.listed, its.id.in_(ids))
    return frozenset(Thing(NETWORK, each) for each in tx.execute(found).scalars())


def of_kind(tx: Connection, kind: NetworkKind, regions: Collection[int]) -> list[Partner]:
    """Return the listed networks of that kind in one of these regions, by name."""
    its, around = tables.networks.c, tables.network_regions.c
    found = (
        select(its.id, its.name)
        .where(its.status == NetworkStatus.listed, its.kind == kind)
        .where(its.id.in_(select(around.network_id).where(around.region_id.in_(sorted(regions)))))
        .order_by(its.folded)
    )
    return [Partner(Thing(NETWORK, row.id), row.name) for row in tx.execute(found)]
