"""Announces what a transaction wrote to whoever listens, once it is committed.

Within a process that takes no time; the other processes of a deployment hear it from PostgreSQL.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

_ANNOUNCED = "announced"


def announce(tx: Connection, channel: str) -> None:
    """When this commits, tell whoever listens on that channel."""
    tx.info.setdefault(_ANNOUNCED, set()).add(channel)
    if tx.dialect.name == "postgresql":
        tx.execute(text(f"NOTIFY {channel}"))


def announced(tx: Connection) -> frozenset[str]:
    """Return the channels on which something was announced; the connection, which others get after us, forgets them."""
    return frozenset(tx.info.pop(_ANNOUNCED, ()))


class Listeners:
    """Knows who in this process listens to the commits of a database, and on which channel."""

    def __init__(self) -> None:
        self._heard: dict[str, list[Callable[[], object]]] = {}

    @contextmanager
    def listening(self, channel: str, heard: Callable[[], None]) -> Iterator[None]:
        """Call that, on the event loop that runs now, after each commit that announced something there."""
        loop = asyncio.get_running_loop()

        def call() -> None:
            loop.call_soon_threadsafe(heard)  # work of the database ends on a thread

        self._heard.setdefault(channel, []).append(call)
        try:
            yield
        finally:
            self._heard[channel].remove(call)

    def tell(self, channels: Iterable[str]) -> None:
        """Call who listens there."""
        for channel in channels:
            for call in tuple(self._heard.get(channel, ())):
                call()
