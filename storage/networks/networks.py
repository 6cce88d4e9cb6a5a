"""Keeps knowledge and learning networks: what they are for, who drives them, whether that is still true."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from storage import tables
from storage.database.id_sets import ids_of, linked, relink
from storage.database.once import once
from storage.database.pages import of_few
from storage.database.text import fold
from storage.networks import evidence, resources
from storage.networks.matching import matching
from storage.networks.network import Filter, Network, Sheet
from storage.tables import network_members, networks, organisations
from storage.vocabulary import Level, NetworkKind, NetworkRole, NetworkStatus

_NETWORKS = (
    select(
        networks,
        organisations.c.name.label("organisation"),
        linked(tables.network_regions).label("regions"),
        linked(tables.network_themes).label("themes"),
        resources.told().label("resources"),
    )
    .outerjoin(organisations, organisations.c.id == networks.c.organisation_id)
    .where(networks.c.id.in_(bindparam("networks", expanding=True)))
)
_AMONG = (
    select(networks.c.id, networks.c.name, tables.network_names.c.folded)
    .join(tables.network_names)
    .where(
        tables.network_names.c.folded.in_(bindparam("names", expanding=True)),
        networks.c.status == NetworkStatus.listed,
    )
    .order_by(networks.c.id)
)
_NAMES = select(networks.c.id, networks.c.name).where(networks.c.id.in_(bindparam("networks", expanding=True)))
_DRIVEN = select(network_members.c.network_id).where(
    network_members.c.network_id == networks.c.id, network_members.c.role == NetworkRole.convenor
)
_WITH_NOBODY = select(networks.c.id).where(
    networks.c.id.in_(bindparam("networks", expanding=True)), networks.c.organisation_id.is_(None), ~_DRIVEN.exists()
)
_PEOPLE = (
    select(network_members)
    .where(network_members.c.network_id.in_(bindparam("networks", expanding=True)))
    .order_by(network_members.c.since)
)


def find(tx: Connection, which: Filter, *, limit: int, offset: int = 0) -> tuple[list[Network], int]:
    """Return listed networks by name, one page of them, and how many there are in all."""
    page = matching(which).order_by(networks.c.folded, networks.c.id).limit(limit).offset(offset)
    if which != Filter():
        # All that match are looked up anyway: counted on the way, they are not looked up again.
        rows = tx.execute(page.add_columns(func.count().over())).all()
        if rows or not offset:
            return load(tx, [row[0] for row in rows]), rows[0][1] if rows else 0
    total = tx.execute(select(func.count()).select_from(matching(which).subquery())).scalar_one()
    return load(tx, tx.execute(page).scalars().all()), total


def page(tx: Connection, which: Filter, *, limit: int) -> list[Network]:
    """Return the first listed networks by name, without counting the others."""
    return load(tx, tx.execute(matching(which).order_by(networks.c.folded, networks.c.id).limit(limit)).scalars().all())


def get(tx: Connection, network: int) -> Network | None:
    return next(iter(load(tx, [network])), None)


def load(tx: Connection, ids: Sequence[int]) -> list[Network]:
    """Return networks in the order of `ids`; those that do not exist are left out."""
    if not ids:
        return []
    these = {"networks": list(ids)}
    rows = tx.execute(_NETWORKS, these).all()
    people: defaultdict[int, list[tuple[NetworkRole, int]]] = defaultdict(list)
    for row in tx.execute(_PEOPLE, these).all():
        people[row.network_id].append((NetworkRole(row.role), row.member_id))
    found = {row.id: _network(row, people[row.id]) for row in rows}
    return [found[each] for each in ids if each in found]


def named(tx: Connection, ids: Iterable[int]) -> dict[int, str]:
    """Read what these networks are called; those that do not exist are left out."""
    wanted = list(ids)
    return dict(tx.execute(_NAMES, {"networks": wanted}).tuples().all()) if wanted else {}


def with_nobody(tx: Connection, ids: Iterable[int]) -> frozenset[int]:
    """Tell which of these nobody can be asked of: no organisation stands behind them, and nobody drives them."""
    wanted = list(ids)
    return frozenset(tx.execute(_WITH_NOBODY, {"networks": wanted}).scalars()) if wanted else frozenset()


def _network(row: Any, people: Sequence[tuple[NetworkRole, int]]) -> Network:  # Any: a Row of _NETWORKS
    needs, offers = resources.of(row.resources)
    return Network(
        id=row.id,
        name=row.name,
        kind=NetworkKind(row.kind),
        level=Level(row.level),
        organisation_id=row.organisation_id,
        organisation=row.organisation,
        aim=row.aim,
        website=row.website,
        how_to_join=row.how_to_join,
        status=NetworkStatus(row.status),
        sent_back_because=row.sent_back_because,
        proposed_by=row.proposed_by,
        conversation_id=row.conversation_id,
        regions=ids_of(row.regions),
        themes=ids_of(row.themes),
        convenors=tuple(member for role, member in people if role is NetworkRole.convenor),
        member_count=len(people),
        created_at=row.created_at,
        changed_at=row.changed_at,
        listed_at=row.listed_at,
        confirmed_on=row.confirmed_on,
        needs=needs,
        offers=offers,
    )


def create(
    tx: Connection,
    sheet: Sheet,
    status: NetworkStatus,
    now: datetime,
    *,
    by: int | None,
    conversation: int | None = None,
    confirmed_on: date | None = None,
) -> Network:
    network = tx.execute(
        insert(networks)
        .values(
            **_values(sheet),
            status=status,
            proposed_by=by,
            conversation_id=conversation,
            created_at=now,
            changed_at=now,
            listed_at=now if status is NetworkStatus.listed else None,
            confirmed_on=confirmed_on,
        )
        .returning(networks.c.id)
    ).scalar_one()
    _describe(tx, network, sheet)
    return reindexed(tx, network)


def by_name(tx: Connection, name: str) -> list[int]:
    """Return networks that go by that name, listed ones first."""
    return list(
        tx.execute(
            select(networks.c.id)
            .join(tables.network_names)
            .where(tables.network_names.c.folded == fold(name))
            .order_by((networks.c.status == NetworkStatus.listed).desc(), networks.c.id)
        ).scalars()
    )


def among(tx: Connection, names: Iterable[str]) -> list[tuple[int, str, str]]:
    """Return listed networks that go by one of these names: id, name, and the name that it was, as `fold` has it."""
    rows = tx.execute(_AMONG, {"names": sorted({fold(name) for name in names})})
    return [(row.id, row.name, row.folded) for row in rows]


def names_of(tx: Connection, network: int) -> list[str]:
    """Return all that a network goes by."""
    return list(tx.execute(*_names_of(network)).scalars())


@once
def _names_of(network: int) -> Select[str]:
    known = tables.network_names.c
    return select(known.name).where(known.network_id == network).order_by(known.name)


def change(tx: Connection, network: int, sheet: Sheet, now: datetime) -> Network:
    """Say anew what a network is. Other names it went by are kept."""
    tx.execute(
        update(networks)
        .where(networks.c.id == network)
        .values(
            **_values(sheet),
            changed_at=now,
        )
    )
    _describe(tx, network, sheet)
    return reindexed(tx, network)


def revise(tx: Connection, network: int, now: datetime, /, **changed: Any) -> Network:  # Any: fields of `Sheet`
    """Change some of what is said of a network; what others change at the same moment stays."""
    tx.execute(select(networks.c.id).where(networks.c.id == network).with_for_update())
    held = get(tx, network)
    if held is None:
        raise LookupError(f"No network {network}")
    return change(tx, network, replace(sheet_of(held), **changed), now)


def set_status(
    tx: Connection,
    network: int,
    status: NetworkStatus,
    now: datetime,
    *,
    because: str | None = None,
    by: int | None = None,
    among: Iterable[NetworkStatus] = tuple(NetworkStatus),
) -> bool:
    """List it, send it back with a reason, archive it: False when it was not one of `among` any more."""
    values: dict[str, Any] = {
        "status": status,
        "sent_back_because": because,
        "sent_back_by": by if because else None,
        "changed_at": now,
    }
    if status is NetworkStatus.listed:
        values |= {"listed_at": func.coalesce(networks.c.listed_at, now), "confirmed_on": now.date()}
    turned = tx.execute(
        update(networks).where(networks.c.id == network, networks.c.status.in_(list(among))).values(**values)
    )
    reindexed(tx, network)
    return turned.rowcount == 1


def confirm(tx: Connection, network: int, today: date) -> None:
    """What is said of it is still right."""
    tx.execute(update(networks).where(networks.c.id == network).values(confirmed_on=today))
    reindexed(tx, network)


def members_of(tx: Connection, network: int) -> list[int]:
    """Read who is in it, convenors too, in the order in which they came."""
    its = select(network_members.c.member_id).where(network_members.c.network_id == network)
    return list(tx.execute(its.order_by(network_members.c.since, network_members.c.member_id)).scalars())


def join(tx: Connection, network: int, member: int, role: NetworkRole, now: datetime) -> bool:
    """Take someone in, or give them another part in it: False when nothing changed."""
    held = tx.execute(
        select(network_members.c.role).where(
            network_members.c.network_id == network, network_members.c.member_id == member
        )
    ).scalar()
    if held == role:
        return False
    if held is None:
        tx.execute(insert(network_members).values(network_id=network, member_id=member, role=role, since=now))
    else:
        tx.execute(
            update(network_members)
            .where(network_members.c.network_id == network, network_members.c.member_id == member)
            .values(role=role)
        )
    reindexed(tx, network)
    return True


def leave(tx: Connection, network: int, member: int) -> bool:
    gone = tx.execute(
        delete(network_members).where(network_members.c.network_id == network, network_members.c.member_id == member)
    )
    reindexed(tx, network)
    return gone.rowcount == 1


def part_of(tx: Connection, network: int, member: int) -> NetworkRole | None:
    held = tx.execute(
        select(network_members.c.role).where(
            network_members.c.network_id == network, network_members.c.member_id == member
        )
    ).scalar()
    return NetworkRole(held) if held else None


def of_member(tx: Connection, member: int, role: NetworkRole | None = None) -> list[Network]:
    """Return networks someone is in, or drives."""
    statement = select(network_members.c.network_id).where(network_members.c.member_id == member)
    if role:
        statement = statement.where(network_members.c.role == role)
    return load(tx, tx.execute(statement.order_by(network_members.c.since)).scalars().all())


def registered_by(tx: Connection, member: int, *, limit: int) -> list[Network]:
    """Return networks that someone put on the list, or would like there, latest first."""
    return load(tx, tx.execute(*_registered_by(member, limit)).scalars().all())


@once
def _registered_by(member: int, limit: int) -> Select[int]:
    theirs = select(networks.c.id).where(networks.c.proposed_by == member)
    return theirs.order_by(of_few(networks.c.id).desc()).limit(limit)


def waiting(tx: Connection) -> list[Network]:
    """Proposed and not decided on, longest waiting first."""
    ids = tx.execute(
        select(networks.c.id).where(networks.c.status == NetworkStatus.proposed).order_by(networks.c.changed_at)
    ).scalars()
    return load(tx, ids.all())


def names(tx: Connection) -> list[tuple[str, int]]:
    """Return every name a listed or proposed network goes by, folded, with its id: for noticing duplicates."""
    rows = tx.execute(
        select(tables.network_names.c.folded, tables.network_names.c.network_id)
        .join(networks, networks.c.id == tables.network_names.c.network_id)
        .where(networks.c.status.in_([NetworkStatus.listed, NetworkStatus.proposed]))
    )
    return [(row.folded, row.network_id) for row in rows]


def like(tx: Connection, name: str, *, limit: int, least: float = 70) -> list[Network]:
    """Listed or proposed networks with a name like that one (rapidfuzz WRatio from 0 to 100), most alike first."""
    known = names(tx)
    found = process.extract(
        fold(name), [folded for folded, _ in known], scorer=fuzz.WRatio, limit=limit * 3, score_cutoff=least
    )
    ids = dict.fromkeys(known[index][1] for _, _, index in found)
    return load(tx, list(ids)[:limit])


def sheet_of(network: Network) -> Sheet:
    """Read what is told of a network now, to be changed in part."""
    return Sheet(
        name=network.name,
        kind=network.kind,
        level=network.level,
        aim=network.aim,
        organisation_id=network.organisation_id,
        website=network.website,
        how_to_join=network.how_to_join,
        regions=network.regions,
        themes=network.themes,
        needs=network.needs,
        offers=network.offers,
    )


def _values(sheet: Sheet) -> dict[str, Any]:
    """Return the columns of the network itself."""
    return {
        "name": sheet.name,
        "folded": fold(sheet.name),
        "kind": sheet.kind,
        "level": sheet.level,
        "aim": sheet.aim,
        "organisation_id": sheet.organisation_id,
        "website": sheet.website,
        "how_to_join": sheet.how_to_join,
    }


def _describe(tx: Connection, network: int, sheet: Sheet) -> None:
    known = set(
        tx.execute(select(tables.network_names.c.folded).where(tables.network_names.c.network_id == network)).scalars()
    )
    for folded, name in {fold(name): name for name in (sheet.name, *sheet.also)}.items():
        if folded not in known:
            tx.execute(insert(tables.network_names).values(network_id=network, folded=folded, name=name))
    relink(tx, tables.network_regions, network, sheet.regions)
    relink(tx, tables.network_themes, network, sheet.themes)
    resources.put(tx, network, sheet.needs, sheet.offers)


def reindexed(tx: Connection, network: int) -> Network:
    """Return the network, from now on found by what it is now."""
    made = get(tx, network)
    if made is None:
        raise LookupError(f"No network {network}")
    evidence.network(tx, made, names_of(tx, network), made.convenors)
    return made
