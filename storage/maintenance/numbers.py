"""Keeps numbers from being given twice: where each table is with its numbering, and how that goes on elsewhere.

What is gone leaves its number in old buttons, reports and people's heads. So it names nothing else, ever.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from sqlalchemy import Column, Connection, Table, func, select, text

PER_DAY = 100
"""How far numbering goes on, for each day begun, where what was given out since a backup can be read nowhere."""


def given(tx: Connection) -> dict[str, int]:
    """Return the highest number that each table gave out, by what counts for it."""
    if tx.dialect.name == "postgresql":
        counted = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()"
    elif tx.dialect.has_table(tx, "sqlite_sequence"):
        counted = "SELECT name, seq FROM sqlite_sequence"
    else:
        return {}
    return {name: last for name, last in tx.execute(text(counted)) if last is not None}


def of_tables(tx: Connection, highest: Mapping[str, int]) -> dict[str, int]:
    """Numbers that stand in tables of these names, by what counts for them."""
    postgres = tx.dialect.name == "postgresql"
    return {f"{table}_id_seq" if postgres else table: number for table, number in highest.items()}


def go_on_from(tx: Connection, numbers: Mapping[str, int]) -> None:
    """Give out no number up to these any more. What is counted no longer is left out."""
    held = given(tx)
    postgres = tx.dialect.name == "postgresql"
    for name in _counters(tx) & numbers.keys():
        last = {"name": name, "last": numbers[name]}
        if numbers[name] <= held.get(name, 0):
            continue
        if postgres:
            tx.execute(text("SELECT setval(quote_ident(:name)::regclass, :last)"), last)
        else:
            tx.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), last)
            tx.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), last)


def go_on_from_rows(tx: Connection, tables: Iterable[Table]) -> None:
    """Give out no number that a row has, after rows were put there with theirs. SQLite sees to that by itself."""
    if tx.dialect.name != "postgresql":
        return
    counted = [(table, column) for table in tables if (column := table.autoincrement_column) is not None]
    highest = {f"{table.name}_{column.name}_seq": _highest(tx, column) for table, column in counted}
    go_on_from(tx, {name: number for name, number in highest.items() if number})


def _highest(tx: Connection, column: Column[int]) -> int:
    return tx.execute(select(func.max(column))).scalar() or 0


def guessed(tx: Connection, since: timedelta) -> dict[str, int]:
    """Guess what may have been given out by now, when all that is known is what was so long ago."""
    return {name: last + PER_DAY * (max(since.days, 0) + 1) for name, last in given(tx).items()}


def _counters(tx: Connection) -> set[str]:
    if tx.dialect.name == "postgresql":
        counting = "SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()"
    else:
        counting = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
    return set(tx.execute(text(counting)).scalars())
