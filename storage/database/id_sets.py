"""Keeps the ids that belong to each owner, such as its regions and themes; they are read with the owner's row."""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    ScalarSelect,
    String,
    Table,
    and_,
    cast,
    delete,
    exists,
    func,
    insert,
    select,
    true,
)


def relink(tx: Connection, table: Table, of: int, ids: Iterable[int]) -> None:
    """Link an owner of `table`, whose key is (owner, what), to these and to no others."""
    owner, what = table.primary_key.columns
    tx.execute(delete(table).where(owner == of))
    if rows := [{owner.name: of, what.name: each} for each in sorted(set(ids))]:
        tx.execute(insert(table), rows)


def linked(table: Table) -> ScalarSelect[str]:
    """Return a column for a statement on the owners of `table`, whose key is (owner, what): what each is linked to.

    `ids_of` reads it. So the links come with the owners: a statement of their own would cost as much again.
    """
    owner: Column[int]
    owner, what = table.primary_key.columns
    (of,) = owner.foreign_keys
    return select(func.aggregate_strings(cast(what, String), ",")).where(owner == of.column).scalar_subquery()


@lru_cache(1 << 12)  # many share the same few
def ids_of(links: str | None) -> frozenset[int]:
    """Read what a column of `linked` says."""
    return frozenset(map(int, links.split(","))) if links else frozenset()


def only_within(table: Table, found: frozenset[int] | None) -> ColumnElement[bool]:
    """Return a condition for the owners of `table`: linked to at least one of these and to no other; all for None."""
    if found is None:
        return true()
    owner, what = table.primary_key.columns
    (of,) = owner.foreign_keys
    mine, inside = owner == of.column, what.in_(found)
    return and_(exists().where(mine, inside), ~exists().where(mine, ~inside))
