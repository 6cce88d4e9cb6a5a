"""Finds the networks whose convenor was not asked for a while whether anything should be otherwise."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from storage.tables import network_members, networks
from storage.vocabulary import NetworkRole, NetworkStatus


@dataclass(frozen=True, slots=True)
class Unasked:
    """A network to ask about, and who drives it longest."""

    id: int
    name: str
    convenor: int
    since: datetime


def unasked(tx: Connection, before: datetime, limit: int) -> list[Unasked]:
    """Return those on the list that stood untouched since then, and were not asked about since, the longest first."""
    first = (
        select(network_members.c.member_id)
        .where(network_members.c.network_id == networks.c.id, network_members.c.role == NetworkRole.convenor)
        .order_by(network_members.c.since, network_members.c.member_id)
        .limit(1)
        .scalar_subquery()
    )
    last = func.coalesce(networks.c.asked_at, networks.c.listed_at)
    rows = tx.execute(
        select(networks.c.id, networks.c.name, networks.c.changed_at, first.label("convenor"))
        .where(networks.c.status == NetworkStatus.listed, networks.c.changed_at < before, last < before)
        .where(func.coalesce(networks.c.confirmed_on, before.date()) <= before.date(), first.is_not(None))
        .order_by(networks.c.asked_at, networks.c.id)
        .limit(limit)
    )
    return [Unasked(row.id, row.name, row.convenor, row.changed_at) for row in rows]


def asked(tx: Connection, network: int, now: datetime) -> None:
    tx.execute(update(networks).where(networks.c.id == network).values(asked_at=now))
