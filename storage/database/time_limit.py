"""Limits the time of somebody's own work: what they wait for the database does not count.

A hundred members who answer one question at once wait for each other, some of them longer than any handler may take.
Whoever waits does nothing wrong, and must get their turn.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from datetime import timedelta


class Stopwatch:
    """A timeout that stands still while at least one wait is going on."""

    def __init__(self, timeout: asyncio.Timeout) -> None:
        self._timeout = timeout
        self._waits = 0
        self._left = 0.0

    @contextmanager
    def stopped(self) -> Iterator[None]:
        self._waits += 1
        if self._waits == 1:
            self._stop()
        try:
            yield
        finally:
            self._waits -= 1
            if not self._waits:
                self._go_on()

    @property
    def left(self) -> float:
        """Seconds, while it stands still."""
        return self._left

    def take(self, seconds: float) -> None:
        """Count what was computed elsewhere meanwhile."""
        self._left = max(0.0, self._left - seconds)

    def _stop(self) -> None:
        ends = self._timeout.when()
        if ends is not None and not self._timeout.expired():
            self._left = max(ends - asyncio.get_running_loop().time(), 0)
            self._timeout.reschedule(None)

    def _go_on(self) -> None:
        if not self._timeout.expired():
            self._timeout.reschedule(asyncio.get_running_loop().time() + self._left)


_running: ContextVar[Stopwatch | None] = ContextVar("own time", default=None)


@asynccontextmanager
async def own_time(limit: timedelta) -> AsyncIterator[None]:
    """Let what is done here take so long, not counting its waits. Raises `TimeoutError`."""
    async with asyncio.timeout(limit.total_seconds()) as timeout:
        outer = _running.set(Stopwatch(timeout))
        try:
            yield
        finally:
            _running.reset(outer)


@contextmanager
def uncounted() -> Iterator[Stopwatch | None]:
    """Wait for something that is nobody's own work. Gives the stopwatch that stands still, where there is one."""
    stopwatch = _running.get()
    if stopwatch is None:
        yield None
        return
    with stopwatch.stopped():
        yield stopwatch
