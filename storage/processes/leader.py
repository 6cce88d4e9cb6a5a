"""Elects who runs the clock of several replicas: whoever holds a lock, on a connection of its own.

The lock lives as long as its connection: a leader that dies, hangs up or is cut off loses it, and another takes it.
A lock taken on a pooled connection would stay behind when the connection goes back to its pool.
"""

import asyncio

import psycopg

from storage.database.database import Database
from storage.messaging import outbox

LOCK = 0x504C654B
"""The advisory lock of the clock; "PLeK" in ASCII."""


class Unreachable(ConnectionError):
    """PostgreSQL does not answer on the connection that leads: nobody knows who leads until it does."""


class Candidate:
    """One process that leads, or stands by to. Its connection also hears when letters were posted elsewhere.

    A SQLite file has one process, which leads.
    """

    def __init__(self, database: Database) -> None:
        self._address = None if database.is_sqlite else database.dsn
        self._connection: psycopg.AsyncConnection[tuple[object, ...]] | None = None
        self.leads = False

    async def stand(self) -> bool:
        """Tell whether this process leads now. Raises `Unreachable`."""
        if self._address is None:
            self.leads = True
            return True
        try:
            connection = await self._connected(self._address)
            if self.leads:
                await connection.execute("SELECT 1")
            else:
                held = await (await connection.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,))).fetchone()
                self.leads = bool(held and held[0])
        except psycopg.OperationalError as failure:
            await self.resign()
            raise Unreachable(str(failure)) from failure
        return self.leads

    async def called(self, seconds: float) -> bool:
        """Wait so long for a call that letters were posted by another process. Raises `Unreachable`."""
        if self._connection is None:
            await asyncio.sleep(seconds)  # a SQLite file has nobody else to call
            return False
        try:
            return [_ async for _ in self._connection.notifies(timeout=seconds, stop_after=1)] != []
        except psycopg.OperationalError as failure:
            await self.resign()
            raise Unreachable(str(failure)) from failure

    async def resign(self) -> None:
        """Let another lead."""
        self.leads = False
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _connected(self, address: str) -> "psycopg.AsyncConnection[tuple[object, ...]]":
        if self._connection is None or self._connection.closed:
            self.leads = False
            self._connection = await psycopg.AsyncConnection.connect(
                address,
                autocommit=True,
                connect_timeout=5,
                application_name="plek clock",
                keepalives_idle=10,
                keepalives_interval=5,
                keepalives_count=3,
            )
            await self._connection.execute(f"LISTEN {outbox.CHANNEL}")
        return self._connection
