"""Queues writers in the order in which they came; who writes down what has happened goes first."""

import asyncio
from collections import deque


class WriteQueue:
    """So many at a time. A turn is handed from one to the next, so that nobody comes in between."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._first: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()

    async def take(self, *, first: bool = False) -> None:
        """Wait for a turn; `first` goes before all who do not. To be given back by `give`."""
        if self._free:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        (self._first if first else self._others).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it came in the same moment
                self.give()
            raise

    def give(self) -> None:
        """To whoever is next."""
        for line in (self._first, self._others):
            while line:
                turn = line.popleft()
                if not turn.done():
                    turn.set_result(None)
                    return
        self._free += 1
