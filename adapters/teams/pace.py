"""Keeps below Microsoft's limits ahead of time: so many messages in so many seconds, per thread and per tenant."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta
from time import monotonic

from bot.chat.adapter import RetryLater

LONGEST_WAIT = 5.0
"""Seconds to wait here; what has to wait longer goes back to the outbox, which survives a restart."""

KNOWN = 4096
"""Threads remembered before those that went quiet are forgotten."""


class Window:
    """At most `limit` events in any `seconds`."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._taken: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Return seconds until there is room."""
        while self._taken and self._taken[0] <= now - self._seconds:
            self._taken.popleft()
        if len(self._taken) < self._limit:
            return 0.0
        return self._taken[len(self._taken) - self._limit] + self._seconds - now

    def take(self, now: float) -> None:
        self._taken.append(now)

    def quiet(self, now: float) -> bool:
        return not self._taken or self._taken[-1] <= now - self._seconds


class Pace:
    """One for the whole app."""

    def __init__(
        self,
        per_thread: Sequence[tuple[int, float]],
        per_tenant: Sequence[tuple[int, float]],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._limits = {"thread": tuple(per_thread), "tenant": tuple(per_tenant)}
        self._windows: dict[tuple[str, str], list[Window]] = {}
        self._clock = clock

    async def turn(self, thread: str, tenant: str) -> None:
        """Wait for a place. Raises `RetryLater` when that takes more than `LONGEST_WAIT`."""
        while True:
            now = self._clock()
            windows = [*self._of("thread", thread), *self._of("tenant", tenant)]
            wait = max((window.wait(now) for window in windows), default=0.0)
            if wait <= 0:
                for window in windows:
                    window.take(now)
                return
            if wait > LONGEST_WAIT:
                raise RetryLater("the limit for this thread is reached", timedelta(seconds=wait))
            await asyncio.sleep(wait)

    def _of(self, kind: str, name: str) -> list[Window]:
        if len(self._windows) > KNOWN:
            now = self._clock()
            self._windows = {
                key: held for key, held in self._windows.items() if not all(each.quiet(now) for each in held)
            }
        return self._windows.setdefault((kind, name), [Window(*limit) for limit in self._limits[kind]])
