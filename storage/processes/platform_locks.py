"""Tells others that a process serves a platform, by a lock that ends with it, however it ends.

What a process was handling or sending when it was killed stays leased to it. Whoever starts and finds that nobody else
serves a platform knows that the holder is gone, and frees what it held there: no member waits for a lease to run out.
While another process serves the platform too, its leases are its own, and those of a third run out by themselves.

On PostgreSQL the lock is an advisory one on a connection of its own; beside a SQLite file it is a locked file.
"""

import asyncio
import fcntl
import os
import zlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Protocol

import psycopg
import structlog
from sqlalchemy import Connection

from storage.database.database import TROUBLE, Database
from storage.messaging import inbox, outbox

log = structlog.get_logger()

LOCKS = 0x504C
"""The space of our advisory locks, one a platform; "PL" in ASCII."""

LOOK_EVERY = 5.0
"""Seconds between two looks at whether the connection that holds the locks is still there, and between two tries."""


class Locks(Protocol):
    """One process's locks, one a platform."""

    async def enter(self) -> Sequence[str]:
        """Lock what nobody else serves against newcomers: those platforms."""

    async def share(self) -> None:
        """Let others come, and go on being seen."""

    async def keep(self) -> None:
        """Stay seen, until cancelled."""

    async def leave(self) -> None: ...


@asynccontextmanager
async def serving(database: Database, platforms: Sequence[str], *, look: float = LOOK_EVERY) -> AsyncIterator[None]:
    """Be seen to serve these platforms while the block runs, and free first what a process that is gone held there."""
    locks: Locks = _Files(database.file, platforms) if database.file else _Advisory(database.dsn, platforms, look)
    try:
        alone = await locks.enter()
        try:
            freed = await database.write(_free, alone)
        except TROUBLE as failure:
            log.warning("leases are left to run out", why=str(failure).partition("\n")[0])
        else:
            if freed:
                log.info("taking up what a process left that is gone", platforms=list(alone), rows=freed)
        await locks.share()
        keeping = asyncio.create_task(locks.keep())
        try:
            yield
        finally:
            keeping.cancel()
            await asyncio.wait([keeping])
    finally:
        await locks.leave()


def _free(tx: Connection, platforms: Sequence[str]) -> int:
    return inbox.free(tx, platforms) + outbox.free(tx, platforms) if platforms else 0


class _Files:
    """Locked files beside a SQLite database."""

    def __init__(self, database: str, platforms: Sequence[str]) -> None:
        self._files = {platform: f"{database}-{platform}.lock" for platform in platforms}
        self._held: dict[str, int] = {}
        self._alone: list[str] = []

    async def enter(self) -> Sequence[str]:
        return await asyncio.to_thread(self._enter)

    def _enter(self) -> Sequence[str]:
        for platform, file in self._files.items():
            self._held[platform] = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            with suppress(BlockingIOError):
                fcntl.flock(self._held[platform], fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._alone.append(platform)
        return self._alone

    async def share(self) -> None:
        # First what is ours alone, which waits for nobody: two that start together must not wait for each other.
        for platform in sorted(self._held, key=lambda each: each not in self._alone):
            await asyncio.to_thread(fcntl.flock, self._held[platform], fcntl.LOCK_SH)

    async def keep(self) -> None:
        """The kernel does."""

    async def leave(self) -> None:
        while self._held:
            os.close(self._held.popitem()[1])


class _Advisory:
    """Advisory locks of PostgreSQL. They end with their connection, which is made again when it is lost."""

    def __init__(self, address: str, platforms: Sequence[str], look: float) -> None:
        self._address = address
        self._look = look
        self._numbers = {platform: zlib.crc32(platform.encode()) - 2**31 for platform in platforms}
        self._connection: psycopg.AsyncConnection[tuple[object, ...]] | None = None
        self._alone: Sequence[str] = ()

    async def enter(self) -> Sequence[str]:
        while True:
            try:
                self._alone = [each for each in self._numbers if await self._run("try_advisory_lock", each)]
            except psycopg.OperationalError as failure:
                log.warning("database out of reach", why=str(failure))
                await self.leave()
                await asyncio.sleep(self._look)
            else:
                return self._alone

    async def share(self) -> None:
        alone, self._alone = self._alone, ()
        try:
            # First what is ours alone, which waits for nobody: two that start together must not wait for each other.
            for each in alone:
                await self._run("advisory_lock_shared", each)
                await self._run("advisory_unlock", each)
            for each in self._numbers.keys() - set(alone):
                await self._run("advisory_lock_shared", each)
        except psycopg.OperationalError as failure:
            log.warning("not seen by other processes yet", why=str(failure))
            await self.leave()  # and `keep` does it on a new connection

    async def keep(self) -> None:
        while True:
            await asyncio.sleep(self._look)
            try:
                if self._connection is None or self._connection.closed:
                    await self.share()
                else:
                    await self._connection.execute("SELECT 1")
            except psycopg.OperationalError as failure:
                log.warning("no longer seen by other processes", why=str(failure))
                await self.leave()

    async def leave(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _run(self, function: str, platform: str) -> bool:
        if self._connection is None or self._connection.closed:
            self._connection = await psycopg.AsyncConnection.connect(
                self._address,
                autocommit=True,
                connect_timeout=5,
                application_name="plek serving",
                keepalives_idle=10,
                keepalives_interval=5,
                keepalives_count=3,
            )
        asked = f"SELECT pg_{function}(%s, %s)"
        answer = await (await self._connection.execute(asked, (LOCKS, self._numbers[platform]))).fetchone()
        return bool(answer and answer[0])
