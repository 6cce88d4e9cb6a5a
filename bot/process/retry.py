"""Repeats work that must be done although the database is away: restarted, failing over, out of disk."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from bot.process.metrics import Metrics
from storage.database.database import TROUBLE

log = structlog.get_logger()

T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
"""Seconds between tries."""


async def insist(work: Callable[[], Awaitable[T]], metrics: Metrics) -> T:
    """Do it, and do it again for as long as the database is in trouble. Cancel to give up."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await work()
        except TROUBLE as failure:
            metrics.database_failures.inc()
            log.warning("database in trouble", why=str(failure).partition("\n")[0], again_in=pause)
        await asyncio.sleep(pause)
        pause = min(LONGEST_PAUSE, pause * 2)
