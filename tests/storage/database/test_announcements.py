"""Who listens hears of what was committed, and of nothing else."""

import asyncio

import pytest
from sqlalchemy import Connection

from storage.database.announcements import announce
from storage.database.database import Database


class Undone(Exception):
    """Work that fails after it announced something."""


def undo(tx: Connection) -> None:
    announce(tx, "plek_test")
    raise Undone


async def test_a_commit_is_heard_and_what_is_undone_is_not(database: Database) -> None:
    heard: list[str] = []
    arrived = asyncio.Event()
    with (
        database.listeners.listening("plek_test", lambda: heard.append("test")),
        database.listeners.listening("plek_last", arrived.set),
    ):
        with pytest.raises(Undone):
            await database.write(undo)
        async with database.transaction() as tx:
            await tx.write(announce, "plek_test")
        await database.write(announce, "plek_other")
        await database.write(announce, "plek_test")
        async with database.transaction() as tx:
            await tx.write(announce, "plek_test")
            await tx.finish(announce, "plek_test")
        await asyncio.to_thread(announced_by_the_command_line, database)
        await database.write(announce, "plek_last")
        await asyncio.wait_for(arrived.wait(), 20)
    await database.write(announce, "plek_test")
    assert heard == ["test"] * 3


def announced_by_the_command_line(database: Database) -> None:
    with database.begin() as tx:
        announce(tx, "plek_test")
