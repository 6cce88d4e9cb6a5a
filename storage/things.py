"""Forgets things that are gone, so that nothing finds or shows them, and tells in which a member has a part.

A table whose rows are things says of which kind: `info={"thing": "bookmark"}`.
"""

from collections.abc import Iterable, Iterator
from typing import cast

from sqlalchemy import Column, Connection, ForeignKey, Table, delete, select

from storage import links, search, tables
from storage.hearing import hearings
from storage.keepers import keepers
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
        for table in (keepers, hearings):
            tx.execute(delete(table).where(table.c.kind == thing.kind, table.c.thing_id == thing.id))


def going_with(tx: Connection, member: int) -> Iterator[Thing]:
    """Yield the things that go when a member does: those whose rows point at the member, and go with it."""
    for table in metadata.sorted_tables:
        kind = table.info.get("thing")
        for key in table.foreign_keys if kind else ():
            if key.column is tables.members.c.id and key.ondelete == "CASCADE":
                theirs = select(table.c.id).where(key.parent == member)
                yield from (Thing(str(kind), id) for id in tx.execute(theirs).scalars().all())


def involving(tx: Connection, member: int) -> list[Thing]:
    """Return the things in which a member has a part: a row that points at the member is one, or points at one."""
    found: set[Thing] = set()
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column is not tables.members.c.id:
                continue
            for kind, id in _things_of(table, key):
                theirs = select(id).where(key.parent == member, id.is_not(None))
                found |= {Thing(kind, each) for each in tx.execute(theirs).scalars()}
    return sorted(found)


def _things_of(table: Table, member: ForeignKey) -> Iterator[tuple[str, Column[int]]]:
    """Yield the columns of a table that hold the number of a thing: its own, and where it points at another's."""
    if kind := table.info.get("thing"):
        yield str(kind), table.c.id
    for key in table.foreign_keys - {member}:
        if kind := key.column.table.info.get("thing"):
            yield str(kind), cast("Column[int]", key.parent)
