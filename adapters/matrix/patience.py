"""Waits for a homeserver that does not answer: with growing pauses, and one log line when that changes."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import structlog

from adapters.matrix.plain import Limited, TokenRefused
from bot.chat.adapter import RetryLater

log = structlog.get_logger()
T = TypeVar("T")

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=1)


class Patience:
    """One for everything that is asked of the homeserver, since it is there or not for all of it."""

    def __init__(self, first: timedelta = FIRST_WAIT) -> None:
        self._first = first
        self.away: str | None = None
        """Why the homeserver cannot be reached, while it cannot."""

    async def with_(self, work: Callable[[], Awaitable[T]]) -> T:
        """Try until it works. Raises `TokenRefused` and `Undeliverable`: trying again does not help them."""
        wait = self._first
        while True:
            try:
                result = await work()
            except TokenRefused:
                raise
            except RetryLater as failure:
                if not isinstance(failure, Limited):
                    if self.away is None:
                        log.warning("homeserver unreachable", why=str(failure))
                    self.away = str(failure)
                pause = failure.after or wait * random.uniform(0.5, 1.0)  # noqa: S311  # no secret
                wait = min(LONGEST_WAIT, wait * 2)
                await asyncio.sleep(pause.total_seconds())
            else:
                if self.away is not None:
                    self.away = None
                    log.info("homeserver reachable again")
                return result
