"""Reads the ids that belong to each owner, such as its regions and themes, as one column of the owner's row."""

from functools import lru_cache

from sqlalchemy import Column, ScalarSelect, String, Table, cast, func, select


def linked(table: Table) -> ScalarSelect[str]:
    """A column for a statement on the owners of `table`, whose key is (owner, what): what each is linked to.

    `ids_of` reads it. So the links come with the owners: a statement of their own would cost as much again.
    """
    owner: Column[int]
    owner, what = table.primary_key.columns
    (of,) = owner.foreign_keys
    return select(func.aggregate_strings(cast(what, String), ",")).where(owner == of.column).scalar_subquery()


@lru_cache(1 << 12)  # many share the same few
def ids_of(links: str | None) -> frozenset[int]:
    """What a column of `linked` says."""
    return frozenset(map(int, links.split(","))) if links else frozenset()
