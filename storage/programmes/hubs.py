"""Keeps hubs: their phase, and who takes care of which function."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from storage.messaging import cards
from storage.programmes import evidence, parts
from storage.programmes.hub import Covered, Function, Hub, Phase, Reach
from storage.programmes.part import Part
from storage.programmes.tables import functions, hubs
from storage.tables import networks
from storage.vocabulary import NetworkKind, NetworkStatus, Subject


def put(tx: Connection, network: int, reach: Reach, phase: Phase) -> bool:
    """Say that a network is a hub, and how far it is: whether that changed anything."""
    held = tx.execute(select(hubs.c.reach, hubs.c.phase).where(hubs.c.network_id == network)).first()
    values = {"reach": reach, "phase": phase}
    if held is None:
        tx.execute(insert(hubs).values(network_id=network, **values))
    elif tuple(held) == (reach, phase):
        return False
    else:
        tx.execute(update(hubs).where(hubs.c.network_id == network).values(**values))
    cards.touch(tx, Subject.network, network)
    return True


def load(tx: Connection, ids: Collection[int]) -> Mapping[int, Hub]:
    """Read the hubs among these networks: those put as one, and the regional hubs of which nothing was told yet."""
    if not ids:
        return {}
    told: defaultdict[int, dict[Part, Function]] = defaultdict(dict)
    for row in tx.execute(select(functions).where(functions.c.network_id.in_(list(ids))).order_by(functions.c.id)):
        told[row.network_id][Part(row.part)] = _function(row)
    people = parts.of_networks(tx, ids)
    rows = tx.execute(
        select(networks.c.id, networks.c.kind, hubs.c.reach, hubs.c.phase)
        .outerjoin(hubs, hubs.c.network_id == networks.c.id)
        .where(networks.c.id.in_(list(ids)))
    )
    return {
        row.id: _hub(row, told[row.id], tuple(people.get(row.id, ())))
        for row in rows
        if row.reach or row.kind == NetworkKind.regionale_kennishub
    }


def get(tx: Connection, network: int) -> Hub | None:
    return load(tx, [network]).get(network)


def listed(tx: Connection, most: int) -> list[int]:
    """Find the networks on the list that are hubs, by name; those of the country last."""
    called = select(networks.c.id).where(networks.c.kind == NetworkKind.regionale_kennishub)
    which = (
        select(networks.c.id)
        .outerjoin(hubs, hubs.c.network_id == networks.c.id)
        .where(networks.c.status == NetworkStatus.listed)
        .where(networks.c.id.in_(called.union(select(hubs.c.network_id))))
        .order_by(func.coalesce(hubs.c.reach, Reach.regional).desc(), networks.c.folded, networks.c.id)
    )
    return list(tx.execute(which.limit(most)).scalars())


def cover(tx: Connection, network: int, part: Part, now: datetime, /, **values: Any) -> Function:  # Any: columns
    """Say who takes care of a function, what misses or what is next; what is not said stays as it is."""
    its = (functions.c.network_id == network) & (functions.c.part == part)
    held = tx.execute(select(functions).where(its)).first()
    if held is None:
        told = {"covered": Covered.no, **values}
        tx.execute(insert(functions).values(network_id=network, part=part, **told))
    else:
        tx.execute(update(functions).where(its).values(**values, asked_at=None))
    new = values.get("covered", Covered.no)
    if new is not Covered.no and (held is None or held.covered == Covered.no):
        tx.execute(update(functions).where(its).values(covered_at=now))
    cards.touch(tx, Subject.network, network)
    found = _function(tx.execute(select(functions).where(its)).one())
    evidence.function(tx, found)
    return found


def function(tx: Connection, id: int) -> Function | None:
    row = tx.execute(select(functions).where(functions.c.id == id)).first()
    return _function(row) if row else None


def unconfirmed(tx: Connection, before: datetime, most: int) -> list[tuple[Function, datetime]]:
    """Find functions of which nobody said for that long that they are still so, and was not asked either."""
    since = func.coalesce(functions.c.confirmed_at, functions.c.covered_at)
    which = select(functions, since.label("since")).where(
        functions.c.example.is_(False), functions.c.asked_at.is_(None), since < before
    )
    return [(_function(row), row.since) for row in tx.execute(which.order_by(since).limit(most))]


def asked(tx: Connection, id: int, now: datetime) -> None:
    """Note that who keeps the hub was asked whether it is still so."""
    tx.execute(update(functions).where(functions.c.id == id).values(asked_at=now))


def covered_between(tx: Connection, since: datetime, until: datetime, most: int) -> list[tuple[Function, datetime]]:
    """Find functions that somebody began to take care of in a period, latest first."""
    which = select(functions).where(functions.c.covered_at >= since, functions.c.covered_at < until)
    rows = tx.execute(which.where(functions.c.example.is_(False)).order_by(functions.c.covered_at.desc()).limit(most))
    return [(_function(row), row.covered_at) for row in rows]


def _hub(row: Any, told: Mapping[Part, Function], people: Sequence[Any]) -> Hub:  # Any: a Row
    reach = Reach(row.reach) if row.reach else Reach.regional
    every = tuple(told.get(part) or Function(0, row.id, part, Covered.no) for part in reach.functions)
    return Hub(row.id, reach, Phase(row.phase) if row.phase else Phase.idea, every, tuple(people))


def _function(row: Any) -> Function:  # Any: a Row
    return Function(
        id=row.id,
        network_id=row.network_id,
        part=Part(row.part),
        covered=Covered(row.covered),
        by=row.by_whom,
        by_network=row.by_network_id,
        missing=row.missing,
        next_step=row.next_step,
        confirmed_at=row.confirmed_at,
        estimate=row.example and row.confirmed_at is None,
    )
