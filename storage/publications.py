"""Finds the things that are on the web: a shelf for each kind, by region, theme, sort and words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, func, or_, select, update

from storage.database.pages import holds

LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Wanted:
    """Selects things of a shelf. Regions and themes are widened already; None is any, and so is no sort."""

    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    sorts: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    """Each stands in one of its texts."""
    of: str = ""
    """The number of what it belongs to: "R-3"."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Holds the things of a kind that are on the web: those of which `on_web` is true, in this order.

    `words` are the texts that can be searched: those on the web and no others, since what is found tells what is there.
    """

    id: Column[int]
    on_web: ColumnElement[bool]
    order: tuple[ColumnElement[Any], ...]  # Any: what it is ordered by
    words: tuple[ColumnElement[str], ...]
    sort: ColumnElement[str] | None = None
    regions: Table | None = None
    themes: Table | None = None
    newest: tuple[ColumnElement[Any], ...] | None = None
    """The order of feeds, where that is another one. Any: as above."""
    of: Mapping[str, Callable[[int], ColumnElement[bool]]] = field(default_factory=dict)
    """By the letter of its number what things of a shelf may belong to, and when those of that number do."""

    def belongs(self, number: str) -> ColumnElement[bool] | None:
        """Tell when a thing belongs to that number; None when nothing here can."""
        letter, _hyphen, digits = number.partition("-")
        fits = digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_NUMBER
        return self.of[letter](int(digits)) if fits and letter in self.of else None


def by_maker(table: Table) -> ColumnElement[bool]:
    """Tell when a row is on the web by an act of its maker: it is of no room, and not hidden.

    Who is forgotten takes it off: nobody is left who wants it there.
    """
    kept: ColumnElement[bool] = table.c.published & table.c.member_id.is_not(None)
    return kept & table.c.hidden_at.is_(None) & table.c.conversation_id.is_(None)


def turn(tx: Connection, table: Table, thing: int, now: datetime, on: bool) -> bool:
    """Put a row on the web, or take it off: False when it was so already. It changes by that, where that is noted."""
    values = {"published": on} | ({"changed_at": now} if "changed_at" in table.c else {})
    turned = update(table).where(table.c.id == thing, table.c.published != on).values(values)
    return tx.execute(turned).rowcount == 1


def find(
    tx: Connection, shelf: Shelf, wanted: Wanted, *, limit: int, offset: int = 0, newest: bool = False
) -> list[int]:
    """Read a page of the numbers on a shelf."""
    order = shelf.newest if newest and shelf.newest is not None else shelf.order
    page = select(shelf.id).where(*_conditions(tx, shelf, wanted)).order_by(*order, shelf.id.desc())
    return list(tx.execute(page.limit(limit).offset(offset)).scalars())


def every(tx: Connection, shelf: Shelf) -> list[int]:
    """Read all numbers on a shelf."""
    return list(tx.execute(select(shelf.id).where(shelf.on_web).order_by(shelf.id)).scalars())


def count(tx: Connection, shelf: Shelf, wanted: Wanted) -> int:
    """Count the things on a shelf: that takes as long as there are many."""
    counted = select(func.count()).select_from(shelf.id.table).where(*_conditions(tx, shelf, wanted))
    return tx.execute(counted).scalar_one()


def _conditions(tx: Connection, shelf: Shelf, wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    which = [shelf.on_web]
    for ids, table in ((wanted.regions, shelf.regions), (wanted.themes, shelf.themes)):
        if ids is not None and table is not None:
            which.append(shelf.id.in_(_linked(table, ids)))
    if wanted.sorts and shelf.sort is not None:
        which.append(shelf.sort.in_(sorted(wanted.sorts)))
    belongs = shelf.belongs(wanted.of) if wanted.of else None
    if belongs is not None:
        which.append(belongs)
    for word in wanted.words:
        which.append(or_(*(holds(tx, text, word) for text in shelf.words)))
    return which


def _linked(table: Table, ids: frozenset[int]) -> Select[int]:
    """Select the owners of `table`, whose key is (owner, what), that are linked to one of these."""
    owner: Column[int]
    owner, what = table.primary_key.columns
    return select(owner).where(what.in_(ids))
