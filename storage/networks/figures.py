"""Measures how many networks are known to be right: listed, changed or confirmed within a year."""

from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from storage import tables
from storage.extents import Extent
from storage.tables import audit, networks
from storage.vocabulary import NetworkStatus

FRESH: Final = timedelta(days=365)
"""How long after somebody said so a network is known to be right."""
CONFIRM: Final = "confirm"


def known_right(tx: Connection, extent: Extent) -> tuple[int, int]:
    """Return how many networks on the list at the end of the period are known to be right, and of how many."""
    whole = select(func.count()).select_from(networks).where(*_listed(extent))
    return tx.execute(whole.where(_fresh(extent))).scalar_one(), tx.execute(whole).scalar_one()


def silent(tx: Connection, extent: Extent, limit: int, offset: int) -> list[int]:
    """Return the others, those that nobody looked at for longest first."""
    found = select(networks.c.id).where(*_listed(extent), ~_fresh(extent))
    longest = found.order_by(networks.c.confirmed_on.nulls_first(), networks.c.changed_at, networks.c.id)
    return list(tx.execute(longest.limit(limit).offset(offset)).scalars())


def _listed(extent: Extent) -> list[ColumnElement[bool]]:
    """Those on the list then; what was archived since, stood there."""
    archived_since = (networks.c.status == NetworkStatus.archived) & (networks.c.changed_at >= extent.ends)
    return [
        networks.c.listed_at < extent.ends,
        or_(networks.c.status == NetworkStatus.listed, archived_since),
        *extent.about(tables.network_regions, tables.network_themes),
    ]


def _fresh(extent: Extent) -> ColumnElement[bool]:
    """That somebody listed, changed or confirmed it in the year before. What was done later hides no earlier act."""
    end = extent.ends
    begin = end - FRESH
    on = networks.c.confirmed_on
    kept = and_(
        audit.c.subject == "network",
        audit.c.subject_id == networks.c.id,
        audit.c.act.in_((CONFIRM, "change")),
        audit.c.at >= begin,
        audit.c.at < end,
    )
    return or_(
        and_(networks.c.listed_at >= begin, networks.c.listed_at < end),
        and_(networks.c.changed_at >= begin, networks.c.changed_at < end),
        and_(on >= begin.date(), on <= end.date()),
        exists().where(kept),
    )
