"""Ends work on a thread of the database that computes for longer than its handler may.

A thread cannot be killed. What computes in Python gets an exception between two of its steps, and the database is told
to drop the statement that it is at. What waits, for a lock or a server that is away, computes nothing, and goes on.
"""

import asyncio
import ctypes
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")

LOOK_EVERY = 1.0
"""Seconds between two looks at how long something computes."""

_raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc


class OutOfTime(TimeoutError):
    """It took longer than a handler may compute."""


class Running:
    """Knows how long one unit of work computes on its thread, and ends it. `reads` says that it waits for no lock."""

    def __init__(self, *, reads: bool) -> None:
        self._reads = reads
        self._changing = threading.Lock()
        self._thread: int | None = None
        self._clock, self._computed, self._began = 0, 0.0, 0.0
        self._connection: Any = None  # Any: of either driver
        self._ended = False

    def run(self, work: Callable[[Connection], T], connection: Connection) -> T:
        """Do the work on this thread. Raises `OutOfTime` when it was ended."""
        held = connection.connection.driver_connection
        with self._changing:
            self._thread, self._connection = threading.get_ident(), held
            self._clock = time.pthread_getcpuclockid(self._thread)
            self._computed, self._began = time.thread_time(), time.monotonic()
        try:
            return work(connection)
        except OutOfTime:
            if self._reads:
                connection.invalidate()  # it may have been in the middle of anything
            raise
        finally:
            with self._changing:
                self._computed = time.thread_time() - self._computed
                self._thread = self._connection = None
            if self._ended:
                _let_through()

    @property
    def computed(self) -> float:
        """Seconds of the processor that it took, now that it is done."""
        return self._computed

    def end_after(self, seconds: float) -> None:
        """Let it raise `OutOfTime`, or what the database says of a dropped statement, when it took longer than that."""
        with self._changing:
            if self._thread is None:
                return
            if time.clock_gettime(self._clock) - self._computed > seconds:
                self._ended = True
                _raise_in(ctypes.c_ulong(self._thread), ctypes.py_object(OutOfTime))
            elif not self._reads or time.monotonic() - self._began <= seconds:
                return
            drop = getattr(self._connection, "interrupt", None) or self._connection.cancel
            drop()


class Watch:
    """Looks now and then at what runs on a thread, from the event loop, and ends it when its time is up."""

    def __init__(self, running: Running, left: float) -> None:
        """`left` is how many seconds it may compute."""
        self._running, self._left = running, left
        self._looking: asyncio.Task[None] | None = None
        # Most of what runs has ended long before the first look.
        self._first = asyncio.get_running_loop().call_later(LOOK_EVERY, self._look)

    def _look(self) -> None:
        self._looking = asyncio.create_task(self._look_on())

    async def _look_on(self) -> None:
        while True:
            # On a thread: to tell PostgreSQL takes a line of its own.
            await asyncio.to_thread(self._running.end_after, self._left)
            await asyncio.sleep(LOOK_EVERY)

    def end(self) -> None:
        self._first.cancel()
        if self._looking:
            self._looking.cancel()


def _let_through() -> None:
    """Take an exception that was raised in this thread and did not get through, so that it reaches nobody else.

    Taking it back (`PyThreadState_SetAsyncExc` with NULL) would leave the interpreter looking for one for ever: every
    step of every thread would be slower, and one that is traced would stand still (CPython 3.11).
    """
    try:
        for _step in range(100):
            pass
    except OutOfTime:
        return
