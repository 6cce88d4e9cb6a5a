"""Keeps which sources were put on the web by who put them here, and finds those that are there."""

from datetime import datetime

from sqlalchemy import Connection

from storage.publications import Shelf, by_maker, turn
from storage.sources import sources as storage
from storage.sources.source import State
from storage.sources.tables import source_regions, source_themes, sources

SHELF = Shelf(
    sources.c.id,
    by_maker(sources) & (sources.c.state == State.there),
    (sources.c.title,),
    (sources.c.title, sources.c.owner, sources.c.text),
    sources.c.openness,
    source_regions,
    source_themes,
    (sources.c.made_at.desc(),),
)


def publish(tx: Connection, source: int, now: datetime, on: bool) -> bool:
    """Put a source on the web, or take it off: False when it was so already."""
    if turned := turn(tx, sources, source, now, on):
        storage.changed(tx, source)
    return turned
