"""Drops what is past its retention (`storage.maintenance.retention`), once a day, in small transactions."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import structlog

from bot.process.scheduler import Job
from storage.database.database import Database
from storage.maintenance import retention

log = structlog.get_logger()

EVERY = timedelta(days=1)
LOOK = timedelta(hours=1)
"""How often to see whether it is time: when that was stands in the database."""


def job(database: Database, clock: Callable[[], datetime]) -> Job:
    """Return what the clock calls."""

    async def work() -> None:
        if await database.write(retention.due, clock(), EVERY):
            log.info("pruned", **await prune(database, clock()))

    return Job("pruning", LOOK, work)


async def prune(database: Database, now: datetime) -> Mapping[str, int]:
    """Drop all that is past its retention: how many rows of each table that lost some."""
    dropped: dict[str, int] = {}
    for table in retention.prunable():
        while gone := await database.write(retention.prune, table, now):
            dropped[table] = dropped.get(table, 0) + gone
            # Who chats goes first.
            await asyncio.sleep(0)
    return dropped
