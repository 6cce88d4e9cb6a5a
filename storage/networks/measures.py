"""Counts new networks in a period, and the members that networks share."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.tables import network_members, networks
from storage.vocabulary import NetworkStatus


def listed(tx: Connection, since: datetime, until: datetime) -> int:
    """Return networks that came on the list in the period and stand there still."""
    new = select(func.count()).where(networks.c.listed_at >= since, networks.c.listed_at < until)
    return tx.execute(new.where(networks.c.status == NetworkStatus.listed)).scalar_one()


def shared_members(tx: Connection, least: int) -> list[tuple[int, int, int]]:
    """Return listed networks with at least so many members in common: each pair once, and how many."""
    one, other = network_members.alias(), network_members.alias()
    rows = tx.execute(
        select(one.c.network_id, other.c.network_id, func.count())
        .join_from(one, other, one.c.member_id == other.c.member_id)
        .where(one.c.network_id < other.c.network_id)
        .group_by(one.c.network_id, other.c.network_id)
        .having(func.count() >= least)
        .order_by(one.c.network_id, other.c.network_id)
    )
    # Asked for in the same statement, SQLite looks at every pair of networks: at 5,000 of them that is a minute.
    listed = set(tx.execute(select(networks.c.id).where(networks.c.status == NetworkStatus.listed)).scalars())
    return [(first, second, count) for first, second, count in rows if first in listed and second in listed]
