"""Compares the tables that a database really has with those that the code says, by name."""

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from storage.database.database import Tx
from storage.maintenance import migrate  # noqa: F401  # so that `metadata` holds every table
from storage.tables.base import metadata

NAMED = 5
"""Differences that are told by name; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Tables and columns (`table.column`) that are missing, and columns that are none of ours. Nothing is falsy."""

    missing: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.foreign)


def drift(tx: Tx) -> Drift:
    """Read what the database has otherwise. Tables beside ours are nobody's business."""
    real = {name: {each["name"] for each in columns} for (_, name), columns in inspect(tx).get_multi_columns().items()}
    missing, foreign = [], []
    for name, table in sorted(metadata.tables.items()):
        if name not in real:
            missing.append(name)
            continue
        ours = {column.name for column in table.columns}
        missing += [f"{name}.{column}" for column in sorted(ours - real[name])]
        foreign += [f"{name}.{column}" for column in sorted(real[name] - ours)]
    return Drift(tuple(missing), tuple(foreign))


def named(names: tuple[str, ...]) -> str:
    """Return the first of these, and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


class Watch:
    """Says again and again how a schema differs, and compares only when it changed meanwhile."""

    def __init__(self) -> None:
        self._seen: str | None = None
        self._found = Drift()

    def look(self, tx: Tx) -> Drift:
        seen = _fingerprint(tx)
        if seen != self._seen:
            self._seen, self._found = seen, drift(tx)
        return self._found


def _fingerprint(tx: Connection) -> str:
    """Return another one after each change of the schema, and quick: health is asked every few seconds."""
    if tx.dialect.name == "sqlite":
        return str(tx.execute(text("PRAGMA schema_version")).scalar_one())
    columns = text(
        "SELECT md5(string_agg(c.relname || '.' || a.attname, ',' ORDER BY c.relname, a.attname))"
        " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace"
        " AND a.attnum > 0 AND NOT a.attisdropped"
    )
    return str(tx.execute(columns).scalar_one())
