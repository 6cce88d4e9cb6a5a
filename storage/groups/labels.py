"""Keeps what members are in a hub: labels that give no right."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from storage.groups.group import Label
from storage.groups.tables import labels


def put(tx: Connection, network: int, member: int, label: Label, now: datetime) -> Label | None:
    """Let a member be that in a hub: what they were there before."""
    its = (labels.c.network_id == network) & (labels.c.member_id == member)
    held = tx.execute(select(labels.c.label).where(its)).scalar()
    if held is None:
        tx.execute(insert(labels).values(network_id=network, member_id=member, label=label, at=now))
        return None
    tx.execute(update(labels).where(its).values(label=label, at=now))
    return Label(held)


def drop(tx: Connection, network: int, member: int) -> Label | None:
    """Let a member be nothing in a hub: what they were."""
    its = (labels.c.network_id == network) & (labels.c.member_id == member)
    held = tx.execute(delete(labels).where(its).returning(labels.c.label)).scalar()
    return Label(held) if held else None


def members_with(tx: Connection, network: int, label: Label) -> list[int]:
    """Find who is that in a hub, the one who is longest first."""
    its = select(labels.c.member_id).where(labels.c.network_id == network, labels.c.label == label)
    return list(tx.execute(its.order_by(labels.c.at, labels.c.member_id)).scalars())
