"""Keeps which ways of working their makers put on the web, and finds those that are there."""

from datetime import datetime

from sqlalchemy import Connection

from storage.methods import methods as storage
from storage.methods.method import THERE
from storage.methods.tables import method_regions, method_themes, methods
from storage.publications import Shelf, by_maker, turn

SHELF = Shelf(
    methods.c.id,
    by_maker(methods) & methods.c.state.in_(sorted(THERE)),
    (methods.c.title,),
    (methods.c.title, methods.c.purpose, methods.c.how),
    methods.c.state,
    method_regions,
    method_themes,
    (methods.c.made_at.desc(),),
)


def publish(tx: Connection, method: int, now: datetime, on: bool) -> bool:
    """Put a way of working on the web, or take it off: False when it was so already."""
    if turned := turn(tx, methods, method, now, on):
        storage.changed(tx, method)
    return turned
