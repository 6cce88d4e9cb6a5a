"""Keeps which ways of working their makers put on the web, and finds those that are there."""

from datetime import datetime

from sqlalchemy import Connection, update

from storage.methods import methods as storage
from storage.methods.method import THERE
from storage.methods.tables import method_regions, method_themes, methods
from storage.publications import Shelf

SHELF = Shelf(
    methods.c.id,
    # Who is forgotten takes it off: nobody is left who wants it there.
    methods.c.published
    & methods.c.member_id.is_not(None)
    & methods.c.state.in_(sorted(THERE))
    & methods.c.hidden_at.is_(None)
    & methods.c.conversation_id.is_(None),
    (methods.c.title,),
    (methods.c.title, methods.c.purpose, methods.c.how),
    methods.c.state,
    method_regions,
    method_themes,
    (methods.c.made_at.desc(),),
)


def publish(tx: Connection, method: int, now: datetime, on: bool) -> bool:
    """Put a way of working on the web, or take it off: False when it was so already."""
    turned = update(methods).where(methods.c.id == method, methods.c.published != on)
    if tx.execute(turned.values(published=on, changed_at=now)).rowcount != 1:
        return False
    storage.changed(tx, method)
    return True
