"""Takes the whole database into files while it is in use, puts it back, and tells what to forget then."""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from sqlalchemy import Connection, delete, func, or_, select, update

from storage.accounts import erasure
from storage.accounts.authored import Authored
from storage.accounts.erasure import Mark
from storage.database.database import Database
from storage.maintenance import dump, migrate, transfer
from storage.tables import cursors, members, outbox

RESTORED = "It was waiting when the backup was made, and may have been sent since."

SQLITE_FILE = "plek.db"
"""What the copy of a SQLite database is called in its folder. That of PostgreSQL is several files (dump)."""

T = TypeVar("T")


class SnapshotFailed(Exception):
    """PostgreSQL refused to give or take rows. What it said stands here."""


def save(database: Database, folder: Path) -> str | None:
    """Write a consistent copy to the empty `folder`, and give its revision. Others go on reading and writing meanwhile.

    Raises `SnapshotFailed`, `sqlite3.Error`, `OSError`.
    """
    if database.is_sqlite:
        copy_sqlite(Path(database.url.database or ""), folder / SQLITE_FILE)
        with database.reader.begin() as tx:
            return migrate.current(tx)
    with one_moment(database) as tx:
        dump.save(tx, folder)
        return migrate.current(tx)


def tried(database: Database) -> str:
    """Begin a copy as `save` would, and say in a few words what can be saved. Raises as `save`."""
    if database.is_sqlite:
        with closing(_sqlite_in_use(Path(database.url.database or ""))) as live:
            tables = live.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()[0]
        return f"all {tables} tables can be read"
    with one_moment(database) as tx:
        return f"all {dump.tried(tx)} tables can be read"


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy of a SQLite file that may be in use."""
    with closing(_sqlite_in_use(source)) as live:
        live.execute("VACUUM INTO ?", (str(target),))


def load(database: Database, revision: str, read: dump.Reader, then: Callable[[Connection], T]) -> T:
    """Put a copy in the place of all that is there, after `then` was done to it: all of it happens, or nothing.

    `read` opens what `save` wrote, by its name. Nobody else may use the database. Raises `SnapshotFailed`,
    `sqlite3.Error`, `OSError`.
    """
    if not database.is_sqlite:
        with _speaking(database), database.begin() as tx:
            dump.load(tx, revision, read)
            return then(tx)
    live = Path(database.url.database or "")
    with TemporaryDirectory(dir=live.parent, prefix=".restore-") as working:
        with (Path(working) / SQLITE_FILE).open("wb") as file:
            shutil.copyfileobj(read(SQLITE_FILE), file, dump.BLOCK)
        copy = Database(f"sqlite:///{file.name}")
        try:
            with copy.begin() as tx:
                done = then(tx)
        finally:
            copy.close()
        with closing(sqlite3.connect(file.name)) as saved, closing(sqlite3.connect(live, timeout=10)) as replaced:
            saved.backup(replaced)
    return done


@contextmanager
def trial(database: Database) -> Iterator[Database]:
    """Give a copy to try something on, which goes when that is done: what it is a copy of stays as it was.

    Raises `SnapshotFailed`, `sqlite3.Error`, `OSError`.
    """
    with TemporaryDirectory(prefix="plek-trial-") as working:
        file = Path(working) / SQLITE_FILE
        if database.is_sqlite:
            copy_sqlite(Path(database.url.database or ""), file)
        copy = Database(f"sqlite:///{file}")
        try:
            if not database.is_sqlite:
                with one_moment(database) as source, copy.begin() as tx:
                    migrate.upgrade(tx)
                    transfer.copy(source, tx)
            yield copy
        finally:
            copy.close()


def is_empty(tx: Connection) -> bool:
    """Tell whether nobody was ever here: a database that may be replaced without asking."""
    if not tx.dialect.has_table(tx, members.name):
        return True
    return tx.execute(select(func.count()).select_from(members)).scalar_one() == 0


def settle(
    tx: Connection,
    platforms: Iterable[str],
    marks: Mapping[str, Mark],
    now: datetime,
    authored: Sequence[Authored] = (),
) -> tuple[int, int]:
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
    return parked, erasure.replay(tx, marks, now, authored)


def _sqlite_in_use(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


@contextmanager
def one_moment(database: Database) -> Iterator[Connection]:
    """Give a read-only transaction that goes on seeing what was there when it began."""
    if database.is_sqlite:
        with database.reader.begin() as tx:
            yield tx
        return
    with _speaking(database), database.reader.connect() as connection:
        tx = connection.execution_options(isolation_level="REPEATABLE READ")
        with tx.begin():
            yield tx


@contextmanager
def _speaking(database: Database) -> Iterator[None]:
    """What the driver raises beside SQLAlchemy, in our terms: a line without the rows that PostgreSQL quotes below."""
    try:
        yield
    except database.writer.dialect.loaded_dbapi.Error as failure:
        raise SnapshotFailed(f"PostgreSQL says: {str(failure).partition(chr(10))[0].strip()}") from None
