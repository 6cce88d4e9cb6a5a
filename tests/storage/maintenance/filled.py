"""Fills every table with rows in whatever state its columns allow, with texts that nobody would think of."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    ForeignKey,
    LargeBinary,
    MetaData,
    Table,
    Time,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import JSON, Boolean, Integer, String

from storage.maintenance import migrate
from storage.maintenance.every_table import every_table

TEXTS = (
    "Kring; water",
    "=1+1",
    "«Łódź»",
    "a\\;b",
    '"citaat"',
    "twee\nregels",
    "\u202eom",
    "日本",
    "'tis",
    "😀",
    "-",
    "K-12",
)
_WORD = re.compile(r"'((?:[^']|'')*)'")

Words = Mapping[str, Sequence[str]]


def fill(tx: Connection, seed: int, rows: int = 2, tables: Sequence[Table] | None = None) -> None:
    """Put rows in each table, each pointing at rows that are there. Raises `AssertionError` where none fits.

    `tables` are those that the code knows, unless others are named.
    """
    random = Random(seed)
    for table in every_table() if tables is None else tables:
        words = states(tx, table)
        assert sum(_put(tx, table, words, random) for _ in range(rows)), table.name


def fill_every_state(tx: Connection, seed: int) -> None:
    """Put rows in each table until each of its columns had each state that it may have."""
    random = Random(seed)
    for table in every_table():
        words = states(tx, table)
        assert sum(_put(tx, table, words, random) for _ in range(2)), table.name
        for _try in range(100):
            missing = unseen(tx, table)
            if not missing:
                break
            _put(tx, table, {**words, **missing}, random)


def unseen(tx: Connection, table: Table) -> Words:
    """Return the states of columns that no row is in."""
    there = {name: set(tx.execute(select(table.columns[name])).scalars()) for name in states(tx, table)}
    left = {name: [each for each in said if each not in there[name]] for name, said in states(tx, table).items()}
    return {name: said for name, said in left.items() if said}


def real(tx: Connection) -> list[Table]:
    """Return the tables that a database really has, each after those that it points at."""
    found = MetaData()
    found.reflect(tx)
    return [each for each in found.sorted_tables if each.name != migrate.VERSION_TABLE]


def _put(tx: Connection, table: Table, words: Words, random: Random) -> bool:
    for _try in range(30):
        row = {each.name: _value(tx, words, each, random) for each in table.columns if not _counted(each, table)}
        try:
            with tx.begin_nested():
                tx.execute(insert(table), row)
        except IntegrityError:
            continue
        return True
    return False


def _counted(column: Column[Any], table: Table) -> bool:
    return column is table.autoincrement_column and column.name == "id"


def _value(tx: Connection, words: Words, column: Column[Any], random: Random) -> Any:
    if column.nullable and random.random() < 0.3:
        return None
    for key in column.foreign_keys:
        there = _there(tx, column, key, random)
        return random.choice(there) if there else None
    if column.name in words:
        return random.choice(words[column.name])
    return _of_type(column, random)


def _there(tx: Connection, column: Column[Any], key: ForeignKey, random: Random) -> Sequence[Any]:
    """Return what a column may point at: every other time what it does not yet, where each may be pointed at once."""
    there = tx.execute(select(key.column).order_by(key.column)).scalars().all()
    taken = set(tx.execute(select(column)).scalars())
    fresh = [each for each in there if each not in taken]
    return fresh if fresh and random.random() < 0.5 else there


def states(tx: Connection, table: Table) -> Words:
    """Return the words that columns are kept to, as the database says it."""
    found = {}
    for check in inspect(tx).get_check_constraints(table.name):
        name, said = str(check["name"]).removeprefix(f"ck_{table.name}_"), str(check["sqltext"])
        if name in table.columns and "'" in said:
            found[name] = _WORD.findall(said)
    return found


def _of_type(column: Column[Any], random: Random) -> Any:
    kind = column.type
    moment = datetime(2026, 3, 29, 0, 59, 58, 123456, UTC) + timedelta(hours=random.randrange(9000))
    match kind:
        case Boolean():
            return random.random() < 0.5
        case Integer():
            return random.randrange(1, 1_000_000)
        case LargeBinary():
            return random.randbytes(20)
        case JSON():
            return {"lijst": [1, None, 2.5, True, random.choice(TEXTS)]}
        case Date():
            return date(2026, 1, 1) + timedelta(days=random.randrange(400))
        case Time():
            return time(random.randrange(24), random.randrange(60))
        case String():
            text = f"{random.choice(TEXTS)} {random.randrange(10**6)}"
            return text[-kind.length :] if kind.length else text
        case DateTime():
            return moment
    return moment
