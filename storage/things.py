"""Forgets things that are gone: nothing finds, links, follows or shows them any more.

A table whose rows are things says of which kind: `info={"thing": "bookmark"}`.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, delete, select

from storage import links, search, tables
from storage.links import Thing
from storage.tables.base import metadata


def forget(tx: Connection, things: Iterable[Thing]) -> None:
    """These things are gone, or go now."""
    for thing in things:
        links.forget(tx, [thing])
        search.withdraw(tx, thing.kind, thing.id)
        search.remove(tx, thing.kind, thing.id)
        for table in (tables.follows, tables.posts):
            tx.execute(delete(table).where(table.c.subject == thing.kind, table.c.subject_id == thing.id))


def going_with(tx: Connection, member: int) -> Iterator[Thing]:
    """The things that go when a member does: those whose rows point at the member, and go with it."""
    for table in metadata.sorted_tables:
        kind = table.info.get("thing")
        for key in table.foreign_keys if kind else ():
            if key.column is tables.members.c.id and key.ondelete == "CASCADE":
                theirs = select(table.c.id).where(key.parent == member)
                yield from (Thing(str(kind), id) for id in tx.execute(theirs).scalars().all())
