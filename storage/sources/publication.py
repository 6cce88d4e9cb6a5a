"""Keeps which sources were put on the web by who put them here, and finds those that are there."""

from datetime import datetime

from sqlalchemy import Connection, update

from storage.publications import Shelf
from storage.sources import sources as storage
from storage.sources.source import State
from storage.sources.tables import source_regions, source_themes, sources

SHELF = Shelf(
    sources.c.id,
    # Who is forgotten takes it off: nobody is left who wants it there.
    sources.c.published
    & sources.c.member_id.is_not(None)
    & (sources.c.state == State.there)
    & sources.c.hidden_at.is_(None)
    & sources.c.conversation_id.is_(None),
    (sources.c.title,),
    (sources.c.title, sources.c.owner, sources.c.text),
    sources.c.openness,
    source_regions,
    source_themes,
    (sources.c.made_at.desc(),),
)


def publish(tx: Connection, source: int, now: datetime, on: bool) -> bool:
    """Put a source on the web, or take it off: False when it was so already."""
    turned = update(sources).where(sources.c.id == source, sources.c.published != on)
    if tx.execute(turned.values(published=on, changed_at=now)).rowcount != 1:
        return False
    storage.changed(tx, source)
    return True
