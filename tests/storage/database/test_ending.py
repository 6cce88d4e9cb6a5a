"""What computes for longer than its handler may is ended, in Python and in the database, and the thread serves on."""

import asyncio
import itertools
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from storage.database import cursors
from storage.database.database import Database, passing
from storage.database.time_limit import own_time
from tests.cafe import START

LIMIT = timedelta(milliseconds=100)


def compute(_tx: Connection) -> None:
    for _step in itertools.count():
        pass


def search(tx: Connection) -> None:
    """A statement without end."""
    tx.execute(
        text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT (i + 1) % 100 FROM n) SELECT count(*) FROM n")
    ).scalar()


async def ended(work: Callable[[], object], seconds: float = 20) -> Exception:
    with pytest.raises((TimeoutError, OperationalError)) as raised:
        async with asyncio.timeout(seconds), own_time(LIMIT):
            await work()  # type: ignore[misc]  # each gives something to wait for
    return raised.value


@pytest.mark.parametrize("endless", [compute, search])
async def test_what_reads_is_ended_and_every_thread_serves_on(
    database: Database, endless: Callable[[Connection], None]
) -> None:
    for _time in range(3):
        failure = await ended(lambda: database.read(endless))
        assert not passing(failure), "it would do so again"
    found = [database.read(lambda tx: tx.execute(text("SELECT 1")).scalar()) for _each in range(20)]
    assert await asyncio.gather(*found) == [1] * 20


async def test_what_writes_is_ended_and_undone(database: Database) -> None:
    async def work() -> None:
        async with database.transaction() as tx:
            await tx.write(cursors.put, "half", "1", START)
            await tx.read(compute)

    await ended(work)
    assert await database.read(cursors.get, "half") is None
    await database.write(cursors.put, "whole", "1", START)
    assert await database.read(cursors.get, "whole") == "1"


async def test_what_waits_on_its_thread_is_left_alone(database: Database) -> None:
    release = threading.Event()

    def wait(_tx: Connection) -> int:
        release.wait()
        return 1

    asyncio.get_running_loop().call_later(2, release.set)  # longer than between two looks
    async with own_time(LIMIT):
        assert await database.write(wait) == 1


async def test_work_that_is_no_handlers_takes_its_time(database: Database) -> None:
    def work(_tx: Connection) -> int:
        return sum(range(3_000_000))

    assert await database.read(work) > 0
