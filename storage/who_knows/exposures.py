"""Counts of which kinds of organisation search shows people and networks: of a day, of nobody, for nobody.

Who looked and for what is not kept: equal voice is about what is shown, not about who sees it.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Column, Connection, Index, Integer, Table, func, insert, select

from storage import tables
from storage.extents import Extent
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, one_of
from storage.tables.retention import days
from storage.vocabulary import SMALL, OrganisationKind

exposures = Table(
    "search_exposures",
    metadata,
    Column("id", Id, primary_key=True),
    *one_of("kind", OrganisationKind),
    Column("shown", Integer, nullable=False),
    # The day, without the hour: an hour might tell who looked.
    Column("at", Instant, nullable=False),
    Index("ix_search_exposures_at", "at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            800, "How often each kind of organisation is found, for two years of quarters.", lambda its, at: its.at < at
        )
    },
)


def record(tx: Connection, members: Collection[int], networks: Collection[int], now: datetime) -> None:
    """These were shown once. What is of no organisation that is known tells nothing."""
    its, theirs, of = tables.members.c, tables.networks.c, tables.organisations.c
    of_members = select(of.kind).join(tables.members, its.organisation_id == of.id).where(its.id.in_(members))
    of_networks = select(of.kind).join(tables.networks, theirs.organisation_id == of.id).where(theirs.id.in_(networks))
    shown = [each for each, ids in ((of_members, members), (of_networks, networks)) if ids]
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    told = [row.kind for each in shown for row in tx.execute(each) if row.kind is not None]
    if told:
        tx.execute(
            insert(exposures), [{"kind": kind, "shown": told.count(kind), "at": day} for kind in sorted(set(told))]
        )


def of_small(tx: Connection, extent: Extent) -> tuple[int, int]:
    """Count how often a civic initiative was shown in a period, and how often anybody was: of no region or theme."""
    if extent.regions is not None or extent.themes is not None:
        return 0, 0
    rows = tx.execute(
        select(exposures.c.kind, func.sum(exposures.c.shown))
        .where(extent.at(exposures.c.at))
        .group_by(exposures.c.kind)
    )
    counted = {kind: int(times) for kind, times in rows}
    return counted.get(SMALL.value, 0), sum(counted.values())
