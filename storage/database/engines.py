"""Opens SQLite and PostgreSQL as the product needs them."""

import sqlite3
from select import POLLIN, poll

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

BUSY_TIMEOUT_MS = 10_000
"""How long another process (an import, a backup) may hold SQLite's write lock before a write gives up."""


def sqlite_engine(url: URL, *, begin: str, size: int, query_only: bool = False) -> Engine:
    engine = create_engine(
        url, pool_size=size, max_overflow=0, hide_parameters=True, connect_args={"check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # The driver's own transaction handling lost 33 of 50 concurrent updates: it begins too late and too lightly.
        connection.isolation_level = None
        # SQLite's own knows no letters beyond a to z: names must compare as they do on PostgreSQL.
        connection.create_function("lower", 1, _lower, deterministic=True)
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=NORMAL",
            f"query_only={'ON' if query_only else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin_explicitly(connection: Connection) -> None:
        # Straight to the driver: by way of SQLAlchemy it takes half the time of a small read.
        try:
            connection.connection.cursor().execute(begin)
        except sqlite3.Error as failure:
            raise OperationalError(begin, None, failure) from failure

    return engine


def _lower(text: object) -> object:
    return text.lower() if isinstance(text, str) else text


def postgres_engine(url: URL, *, size: int, read_only: bool = False) -> Engine:
    engine = create_engine(
        url,
        pool_size=size,
        max_overflow=2,
        # The line that was used last: its server process has the tables and plans of late at hand.
        pool_use_lifo=True,
        hide_parameters=True,
        # Each statement sees what is committed when it begins, in a transaction or not: to begin and end one around
        # what only reads is two round trips for nothing.
        isolation_level="AUTOCOMMIT" if read_only else "READ COMMITTED",
        connect_args={
            "application_name": "plek",
            **({"options": "-c default_transaction_read_only=on"} if read_only else {}),
        },
    )

    @event.listens_for(engine, "checkout")
    def look(connection: DBAPIConnection, _: ConnectionPoolEntry, __: PoolProxiedConnection) -> None:
        # A server that went away closed the line, or said so: there is something to read. Only then is it worth
        # asking, which takes a round trip.
        line = poll()
        try:
            line.register(connection.fileno(), POLLIN)
            if line.poll(0):
                engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as failure:
            raise InvalidatePoolError from failure

    return engine
