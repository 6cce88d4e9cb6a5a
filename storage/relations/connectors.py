"""Keeps who may be found as one who connects, and finds those who are in a network of either side."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from storage import tables
from storage.links import Thing
from storage.relations.relation import NETWORK
from storage.relations.tables import connectors
from storage.vocabulary import NetworkStatus


class Connecting(NamedTuple):
    """A member, and a network of either side that they are in."""

    member: int
    one: int
    other: int


def switch(tx: Connection, member: int, now: datetime, *, on: bool) -> bool:
    """May they be found as one who connects from now on: False when it was so already."""
    if on is connects(tx, member):
        return False
    if on:
        tx.execute(insert(connectors).values(member_id=member, since=now))
    else:
        tx.execute(delete(connectors).where(connectors.c.member_id == member))
    return True


def connects(tx: Connection, member: int) -> bool:
    """Tell whether they switched it on."""
    return tx.execute(select(connectors.c.member_id).where(connectors.c.member_id == member)).first() is not None


def among(tx: Connection, members: Collection[int]) -> frozenset[int]:
    """Tell which of these switched it on."""
    return frozenset(
        tx.execute(select(connectors.c.member_id).where(connectors.c.member_id.in_(sorted(members)))).scalars()
    )


def between(tx: Connection, ones: Collection[Thing], others: Collection[Thing], most: int) -> list[Connecting]:
    """Find who switched it on and is in a network of one side and in another of the other: each once."""
    first, second = ({each.id for each in side if each.kind == NETWORK} for side in (ones, others))
    its = tables.network_members.c
    rows = tx.execute(
        select(its.member_id, its.network_id)
        .join(connectors, connectors.c.member_id == its.member_id)
        .join(tables.networks, tables.networks.c.id == its.network_id)
        .where(tables.networks.c.status == NetworkStatus.listed)
        .order_by(connectors.c.since, its.member_id, its.network_id)
    )
    held: dict[int, list[int]] = {}
    for member, network in rows.tuples():
        held.setdefault(member, []).append(network)
    found: list[Connecting] = []
    for member, theirs in held.items():
        pairs = ((one, other) for one in theirs if one in first for other in theirs if other in second and other != one)
        if pair := next(pairs, None):
            found.append(Connecting(member, *pair))
    return found[:most]
