"""Ends a process whose event loop stands still, so that whoever runs it starts it again.

The loop feeds it every second. A thread of its own looks on: while the loop turns it tells systemd so (`WatchdogSec=`),
where systemd asked; when it was not fed for a minute the process ends, in a container too, where nobody asks.
"""

import asyncio
import faulthandler
import os
import socket
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

log = structlog.get_logger()

EVERY = 1.0
"""Seconds between two feedings."""
PATIENCE = 60.0
"""Seconds without one after which the process ends: the longest pause of a busy loop is well under one."""
STUCK = 70
"""How the process ends then (EX_SOFTWARE of sysexits.h): systemd and containers start it again."""


class Watchdog:
    """Looks on from a thread. `patience` is in seconds."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._fed = time.monotonic()
        self._over = threading.Event()

    def feed(self) -> None:
        self._fed = time.monotonic()

    def watch(self) -> None:
        """Look on until told that it is over. Ends the process when it was not fed for too long."""
        while not self._over.wait(min(EVERY, self._patience / 4)):
            if time.monotonic() - self._fed > self._patience:
                log.critical("the event loop stands still", seconds=self._patience)
                faulthandler.dump_traceback(sys.stderr)  # files and lines, and nothing of what people wrote
                os._exit(STUCK)
            tell_systemd("WATCHDOG=1")

    def end(self) -> None:
        self._over.set()


@asynccontextmanager
async def watched(patience: float = PATIENCE) -> AsyncIterator[None]:
    """Within this, a loop that stands still for `patience` seconds ends the process. Tells systemd that we serve."""
    watchdog = Watchdog(patience)
    thread = threading.Thread(target=watchdog.watch, name="watchdog", daemon=True)

    async def feed() -> None:
        while True:
            watchdog.feed()
            await asyncio.sleep(min(EVERY, patience / 4))

    feeding = asyncio.create_task(feed())
    thread.start()
    tell_systemd("READY=1")
    try:
        yield
    finally:
        tell_systemd("STOPPING=1")
        watchdog.end()
        feeding.cancel()


def tell_systemd(state: str) -> None:
    """Send a word to systemd, where it started us and asked for it (sd_notify(3)). Nobody there is no fault."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto(state.encode(), f"\0{address[1:]}" if address.startswith("@") else address)
    except OSError as failure:
        log.warning("systemd does not listen", why=str(failure))
