"""Remembers what the rows of files became, so that the same file again changes only what differs.

An import never gives back what a member took away: it does not widen a consent, sign anyone up again, or reopen a
question. What a file leaves empty stays as it is. What each kind of row becomes is in `lists` of its room.
"""

from collections.abc import Collection, Iterator
from enum import StrEnum

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from storage.tables import exchange_keys


class Result(StrEnum):
    new = "new"
    changed = "changed"
    same = "same"


class Gone(ValueError):
    """The member that this row became has signed off or was erased. Only they can sign up again."""


_KNOWN = select(exchange_keys.c.id).where(
    exchange_keys.c.kind == bindparam("kind"), exchange_keys.c.key == bindparam("key")
)
_DOUBTED = select(exchange_keys.c.kind, exchange_keys.c.id).where(
    exchange_keys.c.doubted,
    exchange_keys.c.kind.in_(bindparam("kinds", expanding=True)),
    exchange_keys.c.id.in_(bindparam("ids", expanding=True)),
)


def known(tx: Connection, kind: str, key: str) -> int | None:
    """Read what the row with that key became."""
    return tx.execute(_KNOWN, {"kind": kind, "key": key}).scalar()


def key_of(tx: Connection, kind: str, id: int) -> str | None:
    """Return the key by which files know it."""
    return tx.execute(
        select(exchange_keys.c.key).where(exchange_keys.c.kind == kind, exchange_keys.c.id == id).limit(1)
    ).scalar()


def remember(tx: Connection, kind: str, key: str, id: int) -> None:
    if known(tx, kind, key) is None:
        tx.execute(insert(exchange_keys), {"kind": kind, "key": key, "id": id})


def doubt(tx: Connection, kinds: Collection[str], key: str, *, doubted: bool) -> None:
    """Keep whether a file says of the row with that key that not all of it stands in its source."""
    which = (exchange_keys.c.kind.in_(kinds), exchange_keys.c.key == key, exchange_keys.c.doubted != doubted)
    tx.execute(update(exchange_keys).where(*which).values(doubted=doubted))


def doubted(tx: Connection, things: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Tell of which of these a file doubts something: they are shown as an example, and as no fact."""
    named = {"kinds": sorted({kind for kind, _id in things}), "ids": sorted({id for _kind, id in things})}
    return {(row.kind, row.id) for row in tx.execute(_DOUBTED, named)}.intersection(things)


def mark(tx: Connection, table: Table, id: int, *, example: bool) -> None:
    """Say of a row that it is of the example set."""
    if example:
        tx.execute(update(table).where(table.c.id == id).values(example=True))


def pages(tx: Connection, table: Table, size: int = 500) -> Iterator[list[int]]:
    """Yield the ids in a table, page by page."""
    last = 0
    while ids := list(
        tx.execute(select(table.c.id).where(table.c.id > last).order_by(table.c.id).limit(size)).scalars()
    ):
        yield ids
        last = ids[-1]


def other_names(tx: Connection, table: Table, column: str) -> dict[int, list[str]]:
    """Return every name that things go by, from one of the tables of names."""
    found: dict[int, list[str]] = {}
    for row in tx.execute(select(table.c[column], table.c.name).order_by(table.c.name)):
        found.setdefault(row[0], []).append(row.name)
    return found
