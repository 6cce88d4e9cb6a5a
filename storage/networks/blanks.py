"""Finds which themes the networks of a region are about."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from storage.tables import network_regions, network_themes, networks
from storage.vocabulary import NetworkStatus


def themes_in(tx: Connection, regions: Iterable[int]) -> frozenset[int]:
    """Return the themes that listed networks of these regions are about."""
    there = select(network_regions.c.network_id).where(network_regions.c.region_id.in_(list(regions)))
    listed = select(networks.c.id).where(networks.c.status == NetworkStatus.listed, networks.c.id.in_(there))
    return frozenset(
        tx.execute(
            select(network_themes.c.theme_id).where(network_themes.c.network_id.in_(listed)).distinct()
        ).scalars()
    )
