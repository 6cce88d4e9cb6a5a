"""Fills the tables of a kind of thing by what they declare: as many rows as wanted, each with all that belongs to it.

Closed sets are filled with each of their values in turn, regions and themes at random, and a person out of a few
hundred makes each thing. What a table does not need stays empty, but for moments, which one in ten has.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Connection, Date, Integer, String, Table, insert
from sqlalchemy.types import TypeDecorator

from commands.relations.counted import work_out
from storage.relations.relation import RelationKind, Standing
from storage.relations.tables import relations
from storage.search import Subject
from storage.search.audiences import MEMBERS
from storage.search.evidence import subject_values
from storage.search.tables import search_row, search_subject
from storage.tables.base import Instant, metadata

NOW = datetime.now(UTC)
FIRST = 1_000
"""Clear of the ids of the example set."""
AT_ONCE = 5_000
BUSY = 100
"""Ties of the busiest."""
MANY_MINUTES = 500_000
NOT_FILLED = frozenset({"was", "due_at"})
"""What a state was before, a thing is in it once; and what would have the clock at work."""
ALWAYS = {
    **dict.fromkeys(("zone", "time_zone"), "Europe/Amsterdam"),
    "sort": "anders",
    "way": "gebiedsproces",
    "scope": "regio",
}
"""What a column says in every row."""
FILLED = frozenset({"decision"})
"""What may be empty, but belongs to the states that things are in."""
FEW = {"list_name": 40, "body": 10, "lead": 40}
"""How many names a column has among all rows: of lists, of who decides."""
AHEAD = {"starts_at": 0, "until_at": 60, "due_at": 60, "ends_at": 90}
"""Moments that lie ahead of half the things, so many minutes after each other."""
SAID = "vogelaars"
"""A word that one in twenty things says, by the index of search."""
SAID_BY = 20


@dataclass(frozen=True, slots=True)
class World:
    """Who makes things, and what those may be about."""

    people: Sequence[int]
    regions: Sequence[int]
    themes: Sequence[int]


def fill(tx: Connection, kind: str, n: int, world: World) -> None:
    """So many things of a kind, with what stands beside each; one in twenty is known to search."""
    thing = next(each for each in metadata.sorted_tables if kind in (each.info.get("thing"), each.name))
    beside = [each for each in metadata.sorted_tables if _owner(each, thing) is not None and each is not thing]
    for table in (thing, *beside):
        if table is thing or ("thing" not in table.info and not _of_others(table, thing)):
            _in_turn(tx, table, _Filler(table, thing, world).rows(n))
    if "thing" in thing.info:
        those = range(FIRST, FIRST + n, SAID_BY)
        _in_turn(tx, search_subject, (subject_values(Subject(kind, each, SAID)) for each in those))
        _in_turn(tx, search_row, (_row(kind, each) for each in those))


def tie(tx: Connection, n: int, networks: int) -> None:
    """Tie so many of those networks to each other, as it goes: the first of them to a hundred."""
    chance = random.Random(n)  # the same each time
    kinds = list(RelationKind)
    said = {"standing": Standing.exists, "made_at": NOW}

    def rows() -> Iterator[dict[str, Any]]:  # Any: what the columns hold
        for number in range(n):
            one = 0 if number < BUSY else chance.randrange(1, networks)
            other = 1 + (one + chance.randrange(networks - 2)) % (networks - 1)
            ends = {"from_network_id": FIRST + one, "to_network_id": FIRST + other}
            yield ends | {"kind": kinds[number % len(kinds)]} | said

    _in_turn(tx, relations, rows())
    work_out(tx, ())


def _row(kind: str, id: int) -> dict[str, Any]:  # Any: what the columns hold
    """What search reads of a thing."""
    itself = {"source_kind": kind, "source_id": id, "owners": [[kind, id, "self"]]}
    return itself | {"field": "text", "audience": MEMBERS, "at": NOW, "title": f"Iets voor {SAID}", "text": ""}


def _of_others(table: Table, thing: Table) -> bool:
    """Tell whether its rows need something beside one thing that is not there: a place, another such thing."""
    there = {thing.name, "members", "themes", "regions"}
    needed = [key for each in table.columns if not each.nullable for key in each.foreign_keys]
    two = sum(key.column.table is thing for each in table.columns for key in each.foreign_keys) > 1
    return (two and table is not thing) or any(key.column.table.name not in there for key in needed)


def _owner(table: Table, thing: Table) -> Column[Any] | None:  # Any: an id
    """The column with the thing that a row belongs to, if it does."""
    for column in table.columns:
        if any(key.column.table is thing and key.ondelete == "CASCADE" for key in column.foreign_keys):
            return column
    return None


class _Filler:
    def __init__(self, table: Table, thing: Table, world: World) -> None:
        self._table = table
        self._itself = table is thing
        self._owner = None if self._itself else _owner(table, thing)
        self._world = world
        self._random = random.Random(table.name)  # the same each time
        self._sets = dict(_closed_sets(table))

    def rows(self, n: int) -> Iterator[dict[str, Any]]:  # Any: what the columns hold
        columns = [each for each in self._table.columns if self._told(each)]
        for number in range(n):
            yield {each.name: self._value(each, number) for each in columns}

    def _told(self, column: Column[Any]) -> bool:
        """Whether it is filled: the rest has a default, or is left empty."""
        if column.name in NOT_FILLED:
            return False
        if column.foreign_keys:
            return column is self._owner or not column.nullable or self._of_people(column) or self._of(column, "region")
        needed = not (column.server_default or column.nullable) or column.name in FILLED
        return needed or isinstance(column.type, Instant)

    def _value(self, column: Column[Any], number: int) -> Any:  # Any: what the column holds
        if column.foreign_keys:
            return self._reference(column, number)
        if values := self._sets.get(column.name):
            return values[number // 3 % len(values)]
        if column.name in ALWAYS:
            return ALWAYS[column.name]
        if column.name in FEW:
            return f"Lijst {number % FEW[column.name]}"
        if column.name in AHEAD and not column.nullable:
            return NOW + timedelta(minutes=number * 7 % MANY_MINUTES - MANY_MINUTES // 2 + AHEAD[column.name])
        match column.type:
            case Instant():
                if column.nullable and self._random.random() > 0.1:
                    return None
                return NOW - timedelta(minutes=self._random.randrange(MANY_MINUTES))
            case Boolean():
                return False
            case Date():
                return NOW.date()
            case Integer() if column.primary_key:
                return FIRST + number
            case Integer():
                return number % 3
            case String():
                return f"Iets over bodem en water, nummer {number}"[-(column.type.length or 80) :]
            case _ if isinstance(column.type, TypeDecorator | JSON):
                return []
            case _:
                return FIRST + number

    def _reference(self, column: Column[Any], number: int) -> int:
        if column is self._owner:
            return FIRST + number
        if self._of_people(column):
            return self._random.choice(self._world.people)
        if self._of(column, "theme"):
            return self._random.choice(self._world.themes)
        return self._random.choice(self._world.regions)

    def _of_people(self, column: Column[Any]) -> bool:
        return self._of(column, "member")

    def _of(self, column: Column[Any], kind: str) -> bool:
        return any(key.column.table.name == f"{kind}s" for key in column.foreign_keys)


def _closed_sets(table: Table) -> Iterator[tuple[str, list[str]]]:
    for each in table.constraints:
        found = re.fullmatch(r"(\w+) IN \((.*)\)", str(each.sqltext)) if isinstance(each, CheckConstraint) else None
        if found:
            yield found[1], re.findall(r"'([^']*)'", found[2])


def _in_turn(tx: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:  # Any: as above
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            tx.execute(insert(table), batch)
            batch = []
    if batch:
        tx.execute(insert(table), batch)
