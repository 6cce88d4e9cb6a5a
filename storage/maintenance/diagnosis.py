"""Diagnoses a database for its operator: its schema, what we may do in it, and what waits there."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from storage.maintenance import migrate
from storage.members import roles
from storage.tables import inbox, outbox
from storage.tables.base import metadata
from storage.vocabulary import Role

LITTLE_SPACE, NO_SPACE = 1_000_000_000, 20_000_000
"""Bytes free on the disk of a SQLite file: below the first there is time to act, below the second there is not."""


@dataclass(frozen=True, slots=True)
class Schema:
    version: str
    """Of the database server."""
    revision: str | None
    newest: str | None
    known: bool
    """Whether this version of the product knows the revision."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Counts what has not been handled or sent; `parked` is what will not be sent any more."""

    has_admin: bool
    count_in: int
    oldest_in: datetime | None
    count_out: int
    oldest_out: datetime | None
    parked: int


def schema(tx: Connection) -> Schema:
    postgres = tx.dialect.name == "postgresql"
    version = tx.execute(text("SHOW server_version" if postgres else "SELECT sqlite_version()")).scalar_one()
    revision = migrate.current(tx)
    return Schema(
        f"{'PostgreSQL' if postgres else 'SQLite'} {version}",
        revision,
        migrate.newest(),
        revision is not None and migrate.knows(revision),
    )


def waiting(tx: Connection, now: datetime) -> Waiting:
    coming = tx.execute(select(func.count(), func.min(inbox.c.received_at)).where(inbox.c.handled_at.is_(None))).one()
    unsent = (outbox.c.sent_at.is_(None), outbox.c.parked_at.is_(None))
    going = tx.execute(select(func.count(), func.min(outbox.c.due_at)).where(*unsent, outbox.c.due_at <= now)).one()
    parked = tx.execute(select(func.count()).where(outbox.c.parked_at.is_not(None))).scalar_one()
    return Waiting(roles.anyone_is(tx, Role.admin), coming[0], coming[1], going[0], going[1], parked)


def denied(tx: Connection) -> list[str]:
    """Read what we need to be allowed to do, and are not."""
    if tx.dialect.name != "postgresql":
        file = Path(tx.engine.url.database or "")
        return [] if _writable(file) else [f"write to {file} and its folder"]
    wanted = [("SELECT", "read"), ("INSERT", "add to"), ("UPDATE", "change"), ("DELETE", "delete from")]
    missing = [
        f"{word} {table}"
        for table in metadata.tables
        for right, word in wanted
        if not tx.execute(
            text("SELECT has_table_privilege(:table, :right)"), {"table": table, "right": right}
        ).scalar_one()
    ]
    if not tx.execute(text("SELECT has_schema_privilege(current_schema(), 'CREATE')")).scalar_one():
        missing.append("create tables (plek db upgrade)")
    return missing


def free_space(file: Path) -> int:
    """Bytes left where the database is."""
    return shutil.disk_usage(file.parent).free


def reason(error: BaseException) -> str | None:
    """Tell why the database refused, in its own words, which hold no data as long as nobody wrote any."""
    return str(error.orig).partition("\n")[0].strip() if isinstance(error, DBAPIError) else None


def _writable(file: Path) -> bool:
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
