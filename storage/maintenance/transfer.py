"""Writes all rows of a Café to one file, and reads them into an empty database, of the same kind or the other.

Each row is a line of JSON, by the types that its table declares: what one database wrote the other reads, to the last
field. A copy that only one kind of database reads, and faster, is a backup (`storage.maintenance.snapshot`).
"""

import gzip
import json
import os
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    Table,
    Time,
    bindparam,
    delete,
    insert,
    select,
)
from sqlalchemy import update as change

from storage.maintenance import migrate, numbers
from storage.maintenance.every_table import every_table
from storage.tables.base import Instant

FILE: Final = "cafe.jsonl.gz"
FORM: Final = 1
AT_A_TIME: Final = 500

Value = Any  # Any: what a column holds, or what JSON holds of it


class Untransferable(Exception):
    """This file cannot be read here, and why."""


def save(tx: Connection, file: Path) -> int:
    """Write all rows to a file that only its owner may read: how many. `tx` must see one moment."""
    written = 0
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as raw, gzip.open(raw, "wt", encoding="utf-8", compresslevel=4) as out:
        head = {"form": FORM, "revision": migrate.current(tx), "numbers": _numbers(tx)}
        out.write(json.dumps(head) + "\n")
        for table in every_table():
            columns = list(table.columns)
            out.write(json.dumps({"table": table.name, "columns": [each.name for each in columns]}) + "\n")
            writers = [_writer(each) for each in columns]
            for row in _rows(tx, table):
                values = [write(value) for write, value in zip(writers, row, strict=True)]
                out.write(json.dumps(values, ensure_ascii=False) + "\n")
                written += 1
        out.write(json.dumps({"rows": written}) + "\n")
    return written


def load(tx: Connection, file: Path, tell: Callable[[int], None] = lambda _rows: None) -> int:
    """Put all rows of a file in a database without any: how many. Raises `Untransferable`, `OSError`."""
    try:
        return _load(tx, file, tell)
    except (EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError, ValueError, KeyError, TypeError) as wrong:
        raise Untransferable(f"{file} is cut off or damaged. Export again.") from wrong


def copy(source: Connection, target: Connection) -> None:
    """Put all rows of one database in another without any, which has the same tables."""
    empty(target)
    later = _Later()
    for table in every_table():
        later.begin(table)
        rows: list[dict[str, Value]] = []
        for row in _rows(source, table):
            rows.append(later.kept(dict(zip(table.columns.keys(), row, strict=True))))
            if len(rows) == AT_A_TIME:
                _put(target, table, rows)
                rows = []
        _put(target, table, rows)
    later.put(target)
    numbers.go_on_from(target, numbers.of_tables(target, _numbers(source)))
    numbers.go_on_from_rows(target, every_table())


def empty(tx: Connection) -> None:
    """Take out all rows, those that migrations made included."""
    for table in reversed(every_table()):
        tx.execute(delete(table))


def _load(tx: Connection, file: Path, tell: Callable[[int], None]) -> int:
    tables = {each.name: each for each in every_table()}
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        head = json.loads(next(lines, "{}"))
        _fits(file, head, migrate.current(tx))
        empty(tx)
        later, total, ends = _Later(), 0, None
        table, readers, rows = None, [], []

        def flush() -> None:
            if table is not None and rows:
                _put(tx, table, rows)
                tell(len(rows))
                rows.clear()

        for line in lines:
            said = json.loads(line)
            if isinstance(said, dict):
                flush()
                ends = said.get("rows")
                if ends is None:
                    table = tables[said["table"]]
                    later.begin(table)
                    readers = [(name, _reader(table.columns[name])) for name in said["columns"]]
                continue
            rows.append(later.kept({name: read(value) for (name, read), value in zip(readers, said, strict=True)}))
            total += 1
            if len(rows) == AT_A_TIME:
                flush()
        if ends != total:
            raise EOFError
    later.put(tx)
    numbers.go_on_from(tx, numbers.of_tables(tx, head["numbers"]))
    numbers.go_on_from_rows(tx, every_table())
    return total


def _fits(file: Path, head: Mapping[str, Value], revision: str | None) -> None:
    if head.get("form") != FORM:
        raise Untransferable(f"{file} was written by another version. Export with that version, or install it here.")
    if head["revision"] != revision:
        raise Untransferable(
            f"{file} was written at {head['revision']}, and this database is at {revision}. Bring both to the same "
            "version first (plek db upgrade), and export again."
        )


class _Later:
    """Keeps what points at a row that is not there yet, until all rows are."""

    def __init__(self) -> None:
        self._there: set[str] = set()
        self._columns: list[str] = []
        self._table: Table | None = None
        self._kept: list[tuple[Table, str, tuple[Value, ...], Value]] = []

    def begin(self, table: Table) -> None:
        self._table = table
        self._columns = [
            each.name
            for each in table.columns
            if each.nullable and any(key.column.table.name not in self._there for key in each.foreign_keys)
        ]
        self._there.add(table.name)
        # A row may point at another of its own table.
        self._columns += [
            each.name
            for each in table.columns
            if each.nullable and any(key.column.table is table for key in each.foreign_keys)
            if each.name not in self._columns
        ]

    def kept(self, row: dict[str, Value]) -> dict[str, Value]:
        """Return the row without what it cannot point at yet."""
        for name in self._columns:
            if row[name] is not None and self._table is not None:
                key = tuple(row[each.name] for each in self._table.primary_key.columns)
                self._kept.append((self._table, name, key, row[name]))
                row = {**row, name: None}
        return row

    def put(self, tx: Connection) -> None:
        for table, name, key, value in self._kept:
            which = [column == bindparam(f"k{at}", part) for at, (column, part) in enumerate(_keyed(table, key))]
            tx.execute(change(table).where(*which).values({name: value}))


def _keyed(table: Table, key: Sequence[Value]) -> Iterator[tuple[Column[Value], Value]]:
    return zip(table.primary_key.columns, key, strict=True)


def _rows(tx: Connection, table: Table) -> Iterator[Sequence[Value]]:
    ordered = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=AT_A_TIME)
    with tx.execute(ordered) as result:
        yield from result


def _put(tx: Connection, table: Table, rows: Sequence[dict[str, Value]]) -> None:
    """Insert rows. A JSON that is not there is left out, since None would be JSON's own null."""
    unsaid = {each.name for each in table.columns if isinstance(each.type, JSON) and each.nullable}
    alike: dict[tuple[str, ...], list[dict[str, Value]]] = {}
    for row in rows:
        said = {name: value for name, value in row.items() if value is not None or name not in unsaid}
        alike.setdefault(tuple(said), []).append(said)
    for each in alike.values():
        tx.execute(insert(table), each)


def _numbers(tx: Connection) -> dict[str, int]:
    """Return how far each table is with its numbers, by its name on both databases."""
    return {name.removesuffix("_id_seq"): last for name, last in numbers.given(tx).items()}


def _writer(column: Column[Value]) -> Callable[[Value], Value]:
    kind = column.type
    if isinstance(kind, Instant | DateTime | Date | Time):
        return lambda value: None if value is None else value.isoformat()
    if isinstance(kind, LargeBinary):
        return lambda value: None if value is None else b64encode(value).decode()
    return lambda value: value


def _reader(column: Column[Value]) -> Callable[[Value], Value]:
    read = _from_text(column)
    return lambda value: None if value is None else read(value)


def _from_text(column: Column[Value]) -> Callable[[Value], Value]:
    kind = column.type
    if isinstance(kind, Instant | DateTime):
        return datetime.fromisoformat
    if isinstance(kind, LargeBinary):
        return b64decode
    if isinstance(kind, Date):
        return date.fromisoformat
    if isinstance(kind, Time):
        return time.fromisoformat
    return lambda value: value
