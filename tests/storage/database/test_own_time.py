"""A limit on one's own time counts one's own work, and nothing that one waits for."""

import asyncio
import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from storage.database.database import Database
from storage.database.time_limit import own_time, uncounted

LIMIT = timedelta(milliseconds=20)
LONGER = 5 * LIMIT.total_seconds()


def keep(_tx: Connection) -> None:
    """Work that takes longer than the limit."""
    time.sleep(LONGER)


async def test_own_work_is_stopped_at_the_limit() -> None:
    with pytest.raises(TimeoutError):
        async with own_time(LIMIT):
            await asyncio.Event().wait()


async def test_what_is_waited_for_does_not_count() -> None:
    async with own_time(LIMIT):
        with uncounted():
            await asyncio.sleep(LONGER)


async def test_waits_side_by_side_count_neither() -> None:
    async def wait(seconds: float) -> None:
        with uncounted():
            await asyncio.sleep(seconds)

    async with own_time(LIMIT):
        with uncounted():
            await asyncio.gather(wait(LONGER), wait(2 * LONGER))


async def test_after_a_wait_the_limit_holds_again() -> None:
    async def wait_and_hang() -> None:
        async with own_time(LIMIT):
            with uncounted():
                await asyncio.sleep(LONGER)
            await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        await wait_and_hang()


async def test_reading_and_writing_do_not_count(database: Database) -> None:
    async with own_time(LIMIT):
        await database.read(keep)
    async with own_time(LIMIT):
        await database.write(keep)


async def test_waiting_for_ones_turn_to_write_does_not_count(database: Database) -> None:
    began, done = threading.Event(), threading.Event()

    def hold(_tx: Connection) -> None:
        began.set()
        done.wait()

    turns = 1 if database.is_sqlite else 8
    holding = [asyncio.create_task(database.write(hold)) for _each in range(turns)]
    await asyncio.to_thread(began.wait)
    asyncio.get_running_loop().call_later(LONGER, done.set)
    async with database.transaction() as tx, own_time(LIMIT):
        await tx.write(lambda _tx: None)
    assert done.is_set(), "it waited"
    await asyncio.gather(*holding)
