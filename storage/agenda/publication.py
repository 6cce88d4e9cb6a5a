"""Finds the agenda items that are on the web, and takes them off."""

from datetime import datetime

from sqlalchemy import Connection

from storage.agenda import items as agenda
from storage.agenda.item import State
from storage.agenda.tables import item_regions, item_themes, items
from storage.publications import Shelf, turn

IN_SIGHT = (State.listed, State.taken_up, State.done)

SHELF = Shelf(
    items.c.id,
    # Who is forgotten takes it off: nobody is left who wants it there.
    items.c.published & items.c.maker_id.is_not(None) & items.c.room_id.is_(None) & items.c.state.in_(IN_SIGHT),
    (),
    (items.c.text, items.c.list_name),
    items.c.state,
    item_regions,
    item_themes,
)


def publish(tx: Connection, item: int, now: datetime, on: bool) -> bool:
    """Put an item on the web, or take it off: False when it was so already."""
    if turned := turn(tx, items, item, now, on):
        agenda.reindexed(tx, item)
    return turned
