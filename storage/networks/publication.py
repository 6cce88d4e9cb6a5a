"""Finds the networks that are on the web: those on the list."""

from storage.publications import Shelf
from storage.tables import network_regions, network_themes, networks
from storage.vocabulary import NetworkStatus

SHELF = Shelf(
    networks.c.id,
    networks.c.status == NetworkStatus.listed,
    (networks.c.folded,),
    (networks.c.name, networks.c.aim),
    networks.c.kind,
    network_regions,
    network_themes,
    (networks.c.listed_at.desc(),),
)
