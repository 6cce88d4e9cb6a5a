"""Takes the whole database into one file while it is in use, puts it back, and tells what to forget then."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, func, or_, select, update

from storage.accounts import erasure
from storage.database.database import Database
from storage.tables import cursors, members, outbox

RESTORED = "It was waiting when the backup was made, and may have been sent since."


class SnapshotFailed(Exception):
    """The program that copies PostgreSQL did not succeed. What it said stands here."""


def save(database: Database, path: Path) -> None:
    """Write a consistent copy to `path`, which must not exist. Others go on reading and writing meanwhile.

    Raises `SnapshotFailed`, `sqlite3.Error`.
    """
    if database.is_sqlite:
        copy_sqlite(Path(database.url.database or ""), path)
    else:
        _postgres(database, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy of a SQLite file that may be in use."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as live:
        live.execute("VACUUM INTO ?", (str(target),))


def load(database: Database, path: Path) -> None:
    """Put a copy in the place of all that is there. Nobody else may use the database.

    Raises `SnapshotFailed`, `sqlite3.Error`.
    """
    if database.is_sqlite:
        with (
            closing(sqlite3.connect(path)) as saved,
            closing(sqlite3.connect(database.url.database or "", timeout=10)) as live,
        ):
            saved.backup(live)
    else:
        options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
        _postgres(database, "pg_restore", *options, str(path))


def is_empty(tx: Connection) -> bool:
    """Whether nobody was ever here: a database that may be replaced without asking."""
    if not tx.dialect.has_table(tx, members.name):
        return True
    return tx.execute(select(func.count()).select_from(members)).scalar_one() == 0


def settle(tx: Connection, platforms: Iterable[str], marks: Mapping[str, datetime], now: datetime) -> tuple[int, int]:
    """After a restore: do not send or read again what the backup could not know of, and forget who was erased.

    Letters that waited are parked, for an operator to retry or drop. Streams are read from now on. How many letters
    were parked, and how many members were erased again.
    """
    parked = tx.execute(
        update(outbox)
        .where(outbox.c.sent_at.is_(None), outbox.c.parked_at.is_(None))
        .values(parked_at=now, lease_until=None, failure=RESTORED)
    ).rowcount
    streams = [cursors.c.name.startswith(platform, autoescape=True) for platform in platforms]
    if streams:
        tx.execute(delete(cursors).where(or_(*streams)))
    return parked, erasure.replay(tx, marks, now)


def _postgres(database: Database, program: str, *options: str) -> None:
    found = shutil.which(program) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)), None
    )
    if found is None:
        raise SnapshotFailed(f"{program} is not installed: install the client programs of PostgreSQL.")
    # The password goes by the environment: a command line can be read by everyone on the machine.
    address = database.url.set(drivername="postgresql", password=None).render_as_string()
    secret = {"PGPASSWORD": str(database.url.password)} if database.url.password else {}
    done = subprocess.run(  # noqa: S603  # a program of PostgreSQL, with our own options
        [found, *options, f"--dbname={address}"],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SnapshotFailed(f"{program}: {done.stderr.strip() or done.returncode}")
