"""Runs units of work on threads, in transactions; on SQLite one writer at a time.

Work is a plain function whose first argument is a SQLAlchemy `Connection`:

    network = await database.read(networks.get, 12)

A whole function makes one hop to a thread, however many statements it takes; that is what keeps a reply on SQLite
at a few milliseconds (docs/decisions.md, "Plain functions on threads").
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    PendingRollbackError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.database.announcements import Listeners, announced
from storage.database.ending import Running, Watch
from storage.database.engines import postgres_engine, sqlite_engine
from storage.database.time_limit import uncounted
from storage.database.write_queue import WriteQueue

P = ParamSpec("P")
T = TypeVar("T")

Tx: TypeAlias = Connection
"""The transaction that a function of `storage` works in: what `bot` calls it, which knows no SQL."""

TROUBLE = (OperationalError, InterfaceError, InternalError, PendingRollbackError, PoolTimeout)
"""What work raises while the database is out of reach, going away, or out of disk: the same work may succeed later."""

_PASSING_STATES = ("08", "40", "53", "55P03", "57", "58")
"""How PostgreSQL's codes begin for: connection lost, deadlock, out of room, locked, stopping, failing disk."""

_DROPPED = "57014"
"""A statement that took too long (`storage.database.ending`): it would again."""

_PASSING_CODES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
"""What SQLite says of the same."""


def clash_of(failure: Exception) -> str | None:
    """Read what somebody else wrote at the same moment that the work ran into; None when that is not why it failed."""
    return str(failure.orig) if isinstance(failure, IntegrityError) else None


def passing(failure: Exception) -> bool:
    """Tell whether the same work may succeed later: the database was away, out of room, or others were in the way.

    False for work that no database could do.
    """
    if not isinstance(failure, TROUBLE) or not isinstance(failure, DBAPIError):
        return isinstance(failure, PoolTimeout)
    if failure.connection_invalidated:
        return True
    cause = failure.orig
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _PASSING_CODES
    state = getattr(cause, "sqlstate", None)
    if state == _DROPPED:
        return False
    if state is None:  # no server said anything: it was not reached
        return isinstance(failure, OperationalError | InterfaceError)
    return str(state).startswith(_PASSING_STATES)


class UnsupportedDatabase(ValueError):
    """The database URL names a database that the product is not tested on. Use sqlite:///FILE or postgresql://..."""


class Database:
    """One shared database, SQLite or PostgreSQL.

    Raises `UnsupportedDatabase` for any other URL.
    """

    def __init__(self, url: str, *, threads: int = 8) -> None:
        self.url: URL = _with_driver(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            if not self.url.database or self.url.database == ":memory:":
                raise UnsupportedDatabase(f"{UnsupportedDatabase.__doc__} An in-memory database cannot be shared.")
            _make_private(Path(self.url.database))
            self.writer = sqlite_engine(self.url, begin="BEGIN IMMEDIATE", size=1)
            self.reader = sqlite_engine(self.url, begin="BEGIN", size=threads, query_only=True)
        else:
            # Readers have connections of their own, so that a long read never keeps a writer waiting for one.
            self.writer = postgres_engine(self.url, size=threads)
            self.reader = postgres_engine(self.url, size=threads, read_only=True)
        # SQLite has one writer: waiting for it in a fair queue here beats polling for its lock there.
        self.turns = WriteQueue(1 if self.is_sqlite else threads)
        self.write_threads = ThreadPoolExecutor(1 if self.is_sqlite else threads, "plek-write")
        self.read_threads = ThreadPoolExecutor(2 if self.is_sqlite else threads, "plek-read")
        self.listeners = Listeners()

    @property
    def dsn(self) -> str:
        """The address as PostgreSQL's own programs read it, password included: never log it."""
        told = self.url.set(drivername=self.url.get_backend_name()).render_as_string(hide_password=False)
        return told.replace(" ", "%20")  # SQLAlchemy reads a blank in a password, libpq does not

    @property
    def described(self) -> str:
        """Which database this is, without its password and options."""
        return self.url.set(drivername=self.url.get_backend_name(), query={}).render_as_string(hide_password=True)

    @property
    def file(self) -> str | None:
        """Where a SQLite database is."""
        return self.url.database if self.is_sqlite else None

    async def read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` on a consistent, read-only view."""

        running = Running(reads=True)

        def run() -> T:
            with self.reader.begin() as connection:
                return running.run(lambda each: work(each, *args, **kwargs), connection)

        return await _hop(self.read_threads, run, running)

    async def write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` in one transaction of its own: all of it happens, or nothing."""
        return await self._write(lambda connection: work(connection, *args, **kwargs), first=False)

    async def record(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `write`, before all that wait: for what has happened, and would happen again if nobody wrote it down."""
        return await self._write(lambda connection: work(connection, *args, **kwargs), first=True)

    async def _write(self, work: Callable[[Connection], T], *, first: bool) -> T:
        running = Running(reads=False)

        def run() -> T:
            with self.begin() as connection:
                return running.run(work, connection)

        with uncounted():
            await self.turns.take(first=first)
            try:
                return await _hop(self.write_threads, run, running)
            finally:
                self.turns.give()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["Transaction"]:
        """Give a transaction that begins at its first write, and is rolled back unless it was committed."""
        transaction = Transaction(self)
        try:
            yield transaction
        finally:
            await transaction.rollback()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Give one transaction on the calling thread, as the command line needs it."""
        with self.writer.begin() as connection:
            try:
                yield connection
            finally:
                told = announced(connection)
        self.listeners.tell(told)

    def close(self) -> None:
        self.write_threads.shutdown()
        self.read_threads.shutdown()
        self.writer.dispose()
        self.reader.dispose()


class Transaction:
    """Reads freely; takes the write lock at the first write and holds it until `finish` or `rollback`.

    Once it writes, its reads see what it wrote.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None
        self._put_off: list[Callable[[Connection], object]] = []

    async def read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._connection is None:
            return await self._database.read(work, *args, **kwargs)
        return await self._run(work, self._connection, *args, **kwargs)

    async def write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._connection is None:
            self._connection = await self._open()
            await self._run(self._catch_up, self._connection)
        return await self._run(work, self._connection, *args, **kwargs)

    async def together(self, ask: Callable[["Transaction"], Coroutine[Any, Any, T]]) -> T:
        """Ask what reads many times, and does nothing else, in one hop to a thread and on one view of the database.

        It is given what to read with. Raises `RuntimeError` when it writes, or waits for anything else.
        """
        return await self.read(_at_once, ask)

    async def put_off(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> None:
        """Write this right before what is written next, at the latest when it ends: until then others can write.

        Reads do not see it before.
        """
        if self._connection is None:
            self._put_off.append(lambda connection: work(connection, *args, **kwargs))
        else:
            await self._run(work, self._connection, *args, **kwargs)

    async def finish(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do the last of it and commit. When nothing was written before, that is one hop to the database."""
        if self._connection is None:

            def last(connection: Connection) -> T:
                self._catch_up(connection)
                return work(connection, *args, **kwargs)

            return await self._database.write(last)
        result = await self._run(work, self._connection, *args, **kwargs)
        await self._end(Connection.commit)
        return result

    @property
    def wrote(self) -> bool:
        """Whether it holds changes that are not committed yet."""
        return self._connection is not None or bool(self._put_off)

    async def rollback(self) -> None:
        """Undo what was written; what is read or written next begins afresh."""
        self._put_off.clear()
        await self._end(Connection.rollback)

    def _catch_up(self, connection: Connection) -> None:
        """Write what was put off."""
        for work in self._put_off:
            work(connection)
        self._put_off.clear()

    async def _open(self) -> Connection:
        def connect() -> Connection:
            connection = self._database.writer.connect()
            try:
                connection.begin()
            except BaseException:  # whatever it was: it is raised again
                connection.close()  # SQLite has one to write with: kept open, nobody would write any more
                raise
            return connection

        with uncounted():
            await self._database.turns.take()
        opening = self._database.write_threads.submit(connect)
        try:
            return await _through(opening)
        except BaseException:  # whatever it was: it is raised again
            # Cancelled while it opened: it opened all the same, and must not stay open.
            if opening.done() and not opening.cancelled() and opening.exception() is None:
                await _hop(self._database.write_threads, opening.result().close)
            self._database.turns.give()
            raise

    async def _end(self, how: Callable[[Connection], None]) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return

        def end() -> None:
            with connection:
                told = announced(connection)
                how(connection)
            if how is Connection.commit:
                self._database.listeners.tell(told)

        try:
            await _hop(self._database.write_threads, end)
        finally:
            self._database.turns.give()

    async def _run(
        self, work: Callable[..., T], connection: Connection, *args: Any, **kwargs: Any
    ) -> T:  # Any: checked by the callers
        running = Running(reads=False)

        def run() -> T:
            return running.run(lambda each: work(each, *args, **kwargs), connection)

        return await _hop(self._database.write_threads, run, running)


class _AtOnce(Transaction):
    """Reads on the thread that it is used on: what awaits that goes on at once."""

    def __init__(self, connection: Connection) -> None:
        self._reading = connection

    async def read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return work(self._reading, *args, **kwargs)

    async def together(self, ask: Callable[[Transaction], Coroutine[Any, Any, T]]) -> T:
        return await ask(self)

    async def write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        raise RuntimeError("What is read together writes nothing")


def _at_once(connection: Connection, ask: Callable[[Transaction], Coroutine[Any, Any, T]]) -> T:
    asking = ask(_AtOnce(connection))
    try:
        asking.send(None)
    except StopIteration as done:
        told: T = done.value
        return told
    asking.close()
    raise RuntimeError("What is read together waits for nothing else")


async def _hop(threads: ThreadPoolExecutor, work: Callable[[], T], running: Running | None = None) -> T:
    """Run `work` on a thread. When cancelled, wait for it to end first: a connection has one user at a time."""
    return await _through(threads.submit(work), running)


async def _through(doing: "Future[T]", running: Running | None = None) -> T:
    """Return what a thread makes. Cancelled, even twice, it ends when the thread has, if that had begun.

    For a handler what is `running` counts as its own time, and is ended when that is up.
    """
    with uncounted() as own:
        watching = Watch(running, own.left) if own and running else None
        try:
            return await asyncio.wrap_future(doing)
        except asyncio.CancelledError:
            while not doing.done():
                with suppress(asyncio.CancelledError):
                    await asyncio.wait([asyncio.wrap_future(doing)])
            raise
        finally:
            if own and running and watching:
                watching.end()
                own.take(running.computed)


def _make_private(file: Path) -> None:
    """A new database is for the user who runs the bot only, as are the files that SQLite puts beside it."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)


def _with_driver(given: str) -> URL:
    drivers = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}
    try:
        url = make_url(given)
        return url.set(drivername=drivers[url.get_backend_name()])
    except (ArgumentError, ValueError, KeyError):
        # Without its cause, which quotes the URL and the password in it.
        raise UnsupportedDatabase(UnsupportedDatabase.__doc__) from None
