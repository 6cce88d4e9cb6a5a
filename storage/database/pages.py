"""Reads one page of a list as fast among a hundred thousand things as among ten: nobody reads on to the last.

    ids, total = page(tx, select(cases.c.id).where(...).order_by(...), limit=6, offset=0)

What is counted is what somebody may page through soon. How many there are beyond is not looked up.
"""

import json
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, reduce
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Select,
    Subquery,
    Table,
    any_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    select,
)
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import UnaryExpression

T = TypeVar("T")
Ids: TypeAlias = NDArray[np.int64]

COUNTED = 100
"""Things beyond the page that are counted."""
MANY = 20_000
"""So many links are no longer collected before the things that have them are looked for."""
SOON = 20
"""Among N things, SOON * sqrt(N) with a link are met in order as soon as they are collected, measured on SQLite."""


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

    Few are collected by their links. Many are not: those in order that have one are soon as many as a page. To collect
    takes as long as there are, to come by them the longer the fewer they are among all.
    """
    of, linked, owners = _linked(tx, links, ids)
    many = _soon(tx, of)
    if tx.execute(_counting(links), {"ids": sorted(ids), "most": many + 1}).scalar_one() > many:
        return linked
    return of.in_(owners)


@cache
def _counting(links: Table) -> Select[int]:
    return select(func.count()).select_from(_some_owners(links))


def _some_owners(links: Table) -> Subquery:
    """Make a statement on who owns some `links`, of which `most` at most are looked at."""
    owner, what = links.primary_key.columns
    return select(owner).where(what.in_(bindparam("ids", expanding=True))).limit(bindparam("most")).subquery()


def _soon(tx: Connection, column: Column[int]) -> int:
    """Return how many of the things with these ids are so many that a page of them is met soon, in any order."""
    highest = tx.execute(_highest(column)).scalar() or 0
    return min(MANY, int(SOON * math.sqrt(highest)))


@cache
def _highest(column: Column[int]) -> Select[int]:
    return select(func.max(column))


def about_all(
    tx: Connection, *wanted: tuple[Table, Collection[int] | None], by_id: bool = False
) -> list[ColumnElement[bool]]:
    """Return conditions for things that are linked to at least one of each of these, by tables as above; None is any.

    Of several the owners are collected here, and only those that have all are looked at: `by_id` as `among` has it.
    """
    given = [(links, ids) for links, ids in wanted if ids is not None]
    if len(given) < 2:
        return [about(tx, links, ids) for links, ids in given]
    both, conditions = _in_all(tx, given)
    if both:
        conditions.append(among(tx, both[0], both[1].tolist(), by_id=by_id))
    return conditions


def narrowed_about_all(
    tx: Connection, to: "Narrow", *wanted: tuple[Table, Collection[int] | None]
) -> tuple["Narrow", list[ColumnElement[bool]]]:
    """Return the same for a list that meets its things in another order than by id: narrowed to them when they are few.

    In that order SQLite goes through nearly all there is until it met forty.
    """
    given = [(links, ids) for links, ids in wanted if ids is not None]
    if len(given) < 2:
        return to, [about(tx, links, ids) for links, ids in given]
    both, conditions = _in_all(tx, given)
    if both and len(both[1]) <= FEW:
        ids = frozenset(both[1].tolist())
        return replace(to, ids=ids if to.ids is None else to.ids & ids), conditions
    if both:
        conditions.append(among(tx, both[0], both[1].tolist()))
    return to, conditions


def _in_all(
    tx: Connection, given: Sequence[tuple[Table, Collection[int]]]
) -> tuple[tuple[Column[int], Ids] | None, list[ColumnElement[bool]]]:
    """Return the things that are in each of these as far as these are collected, and conditions for the others."""
    conditions, few = list[ColumnElement[bool]](), list[tuple[Column[int], Ids]]()
    for links, ids in given:
        of, linked, _owners = _linked(tx, links, ids)
        told = tx.execute(_collecting(links, tx.dialect.name), {"ids": sorted(ids), "most": MANY + 1})
        found = _few(told.scalar(), MANY)
        if found is None:
            conditions.append(linked)
        else:
            few.append((of, found))
    return (few[0][0], reduce(_in_both, (found for _of, found in few))) if few else None, conditions


@cache
def _collecting(links: Table, dialect: str) -> Select[str | bytes]:
    return _as_one(_some_owners(links), dialect)


def _in_both(some: Ids, others: Ids) -> Ids:
    return some[np.isin(some, others)]


def _linked(tx: Connection, links: Table, ids: Collection[int]) -> tuple[Column[int], ColumnElement[bool], Select[int]]:
    """Return what owns these links, the condition for owning one, and a statement for who does.

    A thing has a few links: they are looked at, and not looked up for each of these.
    """
    owner: Column[int]
    owner, what = links.primary_key.columns
    (of,) = owner.foreign_keys
    those = sorted(ids)
    mine = exists().where(owner == of.column, met(tx, what).in_(those))
    return of.column, mine, select(owner).where(what.in_(those))


def collected(tx: Connection, these: Select[int], most: int) -> set[int] | None:
    """Read ids; None when there are more than so many."""
    ids = _collected(tx, these, most)
    return None if ids is None else set(ids.tolist())


def _collected(tx: Connection, these: Select[int], most: int) -> Ids | None:
    """Read ids as one value, since a row for each takes ten times as long; None when there are more than so many."""
    return _few(tx.execute(_as_one(these.limit(most + 1).subquery(), tx.dialect.name)).scalar(), most)


def _as_one(ids: Subquery, dialect: str) -> Select[str | bytes]:
    (each,) = ids.c
    if dialect == "sqlite":
        return select(func.json_group_array(each))
    # As PostgreSQL holds them: to write each as a text takes twice as long as to find them.
    return select(func.string_agg(func.int8send(each), literal(b"", LargeBinary), type_=LargeBinary))


def _few(told: str | bytes | None, most: int) -> Ids | None:
    if isinstance(told, bytes):
        ids = np.frombuffer(told, ">i8").astype(np.int64)
    else:
        within = (told or "[]")[1:-1]
        ids = np.fromstring(within, np.int64, sep=",") if within else np.array([], np.int64)
    return ids if len(ids) <= most else None


def among(tx: Connection, column: Column[int], ids: Collection[int], *, by_id: bool = False) -> ColumnElement[bool]:
    """Return a condition for being one of these, which may be thousands.

    In a list that goes `by_id` SQLite looks up one after the other until a page is full. In any other order it would
    look up all, and sort them.
    """
    if tx.dialect.name == "postgresql":
        # As one text: to hand over each of thousands takes as long as to find them.
        told = ",".join(map(str, sorted(set(ids))))
        return column == any_(cast(literal(f"{{{told}}}"), ARRAY(BigInteger)))
    looked = column if by_id or len(ids) <= FEW else met(tx, column)
    return looked.in_(select(func.json_each(json.dumps(sorted(set(ids)))).table_valued("value").c.value))


@dataclass(frozen=True, slots=True)
class Narrow:
    """Says which of a list are wanted beside what its topic tells apart: these alone, or those of a period."""

    ids: frozenset[int] | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def few(self) -> bool:
        """Tell whether it is quicker to look each up than to meet them in the order of a list."""
        return self.ids is not None and len(self.ids) <= FEW


FEW = 2_500
ALL_OF_IT = Narrow()


def narrowed(
    tx: Connection,
    to: Narrow,
    column: Column[int],
    at: ColumnElement[datetime],
    *,
    by_moment: bool = False,
    by_id: bool = False,
) -> list[ColumnElement[bool]]:
    """Return the conditions for being so narrowed, by the id of a thing and the moment that a period is about.

    A list that goes `by_moment` begins in the period. For any other the things of the period are collected first, and
    looked up `by_id` as `among` has it.
    """
    if not by_moment:
        to = named_alone(tx, to, column, at)
    conditions = _during(to, at)
    if to.ids is not None:
        conditions.append(among(tx, column, to.ids, by_id=by_id))
    return conditions


def named_alone(tx: Connection, to: Narrow, column: Column[int], at: ColumnElement[datetime]) -> Narrow:
    """Return the same with the ids of the things in a period instead of it, when these are few.

    There must be an index that begins with the moment.
    """
    during = _during(to, at)
    few = _collected(tx, select(column).where(*during), _soon(tx, column)) if during else None
    if few is None:
        return to
    ids = frozenset(few.tolist())
    return Narrow(ids if to.ids is None else to.ids & ids)


def _during(to: Narrow, at: ColumnElement[datetime]) -> list[ColumnElement[bool]]:
    since = [at >= to.since] if to.since is not None else []
    until = [at < to.until] if to.until is not None else []
    return [*since, *until]


def met(tx: Connection, column: Column[T]) -> ColumnElement[T]:
    """Return a column to be looked at in rows that are met in order, and by which SQLite looks none up.

    By an index on what is the same for a fifth of all, SQLite would collect and sort these for each page.
    """
    return met_on(tx.dialect.name, column)


def met_on(dialect: str, column: Column[T]) -> ColumnElement[T]:
    """Return the same for a statement that is made once for each database."""
    plain = UnaryExpression(column, operator=operators.custom_op("+"), type_=column.type)
    return plain if dialect == "sqlite" else column


def of_few(id: ColumnElement[int]) -> ColumnElement[int]:
    """Return an id to order by what is of one person or organisation: little among all there is.

    By the id itself PostgreSQL goes through all in that order until it met enough of theirs (60 ms of 100,000).
    """
    return id + 0


def filtered(tx: Connection, column: Column[T], to: Narrow, *about: Collection[int] | None) -> ColumnElement[T]:
    """Return a column to be looked at, as `met`, in a list that is narrowed, or about some of what there is."""
    given = to != ALL_OF_IT or any(ids is not None for ids in about)
    return met(tx, column) if given else column


def holds(tx: Connection, text: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Return a condition for a text that holds a word, in whatever case.

    For plain letters SQLite does that of itself, much faster than by our own `lower`, which it calls for each row.
    """
    plain = tx.dialect.name == "sqlite" and word.isascii()
    return text.contains(word, autoescape=True) if plain else text.icontains(word, autoescape=True)
