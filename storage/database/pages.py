"""Reads one page of a list as fast among a hundred thousand things as among ten: nobody reads on to the last.

    ids, total = page(tx, select(cases.c.id).where(...).order_by(...), limit=6, offset=0)

What is counted is what somebody may page through soon. How many there are beyond is not looked up.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, exists, func, select

COUNTED = 100
"""Things beyond the page that are counted."""
MANY = 20_000
"""So many links are no longer collected before the things that have them are looked for."""


class AtLeast(int):
    """A number of things that goes on: people read "100+"."""

    def __str__(self) -> str:
        return f"{int(self)}+"

    def __format__(self, form: str) -> str:
        return str(self) if not form else super().__format__(form)

    def __sub__(self, other: int) -> "AtLeast":
        return AtLeast(int(self) - other)


def page(tx: Connection, ordered: Select[Any], *, limit: int, offset: int = 0) -> tuple[list[int], int]:
    """Return the ids of one page of an ordered statement, and how many there are: many are `AtLeast` so many."""
    most = counted(limit, offset)
    found = list(tx.execute(ordered.limit(most + 1)).scalars())
    return found[offset : offset + limit], AtLeast(most) if len(found) > most else len(found)


def counted(limit: int, offset: int) -> int:
    """Return how many things are counted for that page."""
    return COUNTED * (1 + (offset + limit) // COUNTED)


def add(*totals: int) -> int:
    """Return the sum of these: `AtLeast` that when one of them goes on."""
    whole = sum(map(int, totals))
    return AtLeast(whole) if any(isinstance(each, AtLeast) for each in totals) else whole


def about(tx: Connection, links: Table, ids: Collection[int]) -> ColumnElement[bool]:
    """Return a condition for the owners of `links`, whose key is (owner, what): linked to at least one of these.

    Few are collected by their links. Many are not: those in order that have one are soon as many as a page.
    """
    owner: Column[int]
    owner, what = links.primary_key.columns
    (of,) = owner.foreign_keys
    theirs = what.in_(sorted(ids))
    some = select(owner).where(theirs).limit(MANY + 1).subquery()
    if tx.execute(select(func.count()).select_from(some)).scalar_one() > MANY:
        return exists().where(owner == of.column, theirs)
    return of.column.in_(select(owner).where(theirs))
