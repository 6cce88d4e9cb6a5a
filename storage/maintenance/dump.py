"""Dumps the rows of a PostgreSQL database to files, and loads them into tables that the migrations make.

Rows travel as the text of COPY, which every version of PostgreSQL reads, over the connection that the bot has: no
program of PostgreSQL's is needed, nor more rights than the bot's own.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, inspect, text

from storage.maintenance import migrate
from storage.maintenance.every_table import every_table

CONTENTS = "000.json"
"""The tables with their columns, each after those that it points at; and how far the sequences are."""

BLOCK = 1 << 20

_SAME_EVERYWHERE = ("datestyle = 'ISO, YMD'", "timezone = 'UTC'", "client_encoding = 'UTF8'")
"""What a server may have set otherwise, and the text of a row depends on."""

WAITS_AT_MOST = "lock_timeout = '10s'"
"""Who loads waits no longer for a bot that still runs."""

Reader = Callable[[str], IO[bytes]]
"""Opens what was saved under a name."""


def save(tx: Connection, folder: Path) -> None:
    """Write all rows to a folder. `tx` must see one moment (REPEATABLE READ)."""
    _set(tx, *_SAME_EVERYWHERE)
    tables = list(_tables(tx))
    for number, (table, columns) in enumerate(tables, 1):
        with (folder / _file(number, table)).open("wb") as file:
            for block in _copied(tx, f"COPY {_named(tx, table, columns)} TO STDOUT"):
                file.write(block)
    # After the rows: no number in them is one that a sequence is still to give.
    contents = {"tables": tables, "sequences": _sequences(tx)}
    (folder / CONTENTS).write_text(json.dumps(contents, indent=2))


def tried(tx: Connection) -> int:
    """Do all that `save` does for no more than a row of each table, and keep nothing: the number of tables."""
    _set(tx, *_SAME_EVERYWHERE)
    tables = list(_tables(tx))
    for table, columns in tables:
        asked = ", ".join(map(_quoter(tx), columns))
        for _block in _copied(tx, f"COPY (SELECT {asked} FROM {_quoter(tx)(table)} LIMIT 1) TO STDOUT"):  # noqa: S608  # names of our own tables
            pass
    _sequences(tx)
    return len(tables)


def load(tx: Connection, revision: str, read: Reader) -> None:
    """Put what was saved in the place of all tables of ours, at the revision they had. Tables beside them stay."""
    contents = json.loads(read(CONTENTS).read())
    quoted = _quoter(tx)
    _set(tx, *_SAME_EVERYWHERE, WAITS_AT_MOST)
    ours = {migrate.VERSION_TABLE, *(each.name for each in every_table()), *(name for name, _ in contents["tables"])}
    there = sorted(ours.intersection(inspect(tx).get_table_names()))
    if there:
        tx.exec_driver_sql(f"DROP TABLE {', '.join(map(quoted, there))}")
    migrate.upgrade(tx, revision)
    for number, (table, columns) in enumerate(contents["tables"], 1):
        tx.exec_driver_sql(f"DELETE FROM {quoted(table)}")  # noqa: S608  # as above; what a migration put there
        _fill(tx, f"COPY {_named(tx, table, columns)} FROM STDIN", read(_file(number, table)))
    for sequence, (last, given) in contents["sequences"].items():
        tx.execute(text("SELECT setval(:sequence, :last, :given)"), _at(quoted(sequence), last, given))


def _file(number: int, table: str) -> str:
    """By their names the files stand in the order in which they are read again."""
    return f"{number:03}.{table}"


def _at(sequence: str, last: int, given: bool) -> dict[str, str | int | bool]:
    return {"sequence": sequence, "last": last, "given": given}


def _set(tx: Connection, *settings: str) -> None:
    for setting in settings:
        tx.exec_driver_sql(f"SET LOCAL {setting}")


def _tables(tx: Connection) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield those of ours that are there, each after those that it points at."""
    ours = {each.name for each in every_table()}
    looked = inspect(tx)
    for table, _keys in looked.get_sorted_table_and_fkc_names():
        if table in ours:
            yield table, [column["name"] for column in looked.get_columns(table)]


def _sequences(tx: Connection) -> dict[str, tuple[int, bool]]:
    """Return how far each sequence of our tables is: the last number, and whether it was given."""
    owned = text(
        "SELECT s.relname FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')"
        " JOIN pg_class t ON t.oid = d.refobjid"
        " WHERE s.relkind = 'S' AND s.relnamespace = current_schema()::regnamespace AND t.relname = ANY(:ours)"
        " ORDER BY s.relname"
    )
    names = tx.execute(owned, {"ours": [each.name for each in every_table()]}).scalars().all()
    at = {name: tx.exec_driver_sql(f"SELECT last_value, is_called FROM {_quoter(tx)(name)}").one() for name in names}  # noqa: S608  # as above
    return {name: (row.last_value, row.is_called) for name, row in at.items()}


def _quoter(tx: Connection) -> Callable[[str], str]:
    return tx.dialect.identifier_preparer.quote


def _named(tx: Connection, table: str, columns: Sequence[str]) -> str:
    quoted = _quoter(tx)
    return f"{quoted(table)} ({', '.join(map(quoted, columns))})"


def _copied(tx: Connection, statement: str) -> Iterator[bytes]:
    driver: Any = tx.connection.driver_connection  # Any: psycopg's, which only PostgreSQL has
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        yield from copy


def _fill(tx: Connection, statement: str, rows: IO[bytes]) -> None:
    driver: Any = tx.connection.driver_connection  # Any: as above
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        while block := rows.read(BLOCK):
            copy.write(block)
