"""Finds who cannot be asked now."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, exists, func, select

from storage.tables import members, network_members, networks
from storage.vocabulary import NetworkRole, NetworkStatus


@dataclass(frozen=True, slots=True)
class Answerers:
    """Who cannot be asked now: members on pause, and listed networks without a convenor who still speaks to us."""

    paused: int
    without_convenor: tuple[str, ...]


def answerers(tx: Connection, today: date, live_since: datetime) -> Answerers:
    paused = tx.execute(select(func.count()).where(members.c.paused_until >= today)).scalar_one()
    drives = (network_members.c.network_id == networks.c.id, network_members.c.role == NetworkRole.convenor)
    able = (members.c.signed_up_at.is_not(None), members.c.blocked_at.is_(None), members.c.seen_at >= live_since)
    driven = exists().where(*drives, members.c.id == network_members.c.member_id, *able)
    listed = select(networks.c.name).where(networks.c.status == NetworkStatus.listed, ~driven)
    return Answerers(paused, tuple(tx.execute(listed.order_by(networks.c.name)).scalars()))
