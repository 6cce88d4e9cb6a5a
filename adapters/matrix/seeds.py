"""Plants the reactions that serve as buttons when there is time, and takes them back when used.

They are a convenience: what they mean is typed out in the message. So they never wait in the outbox, never stand in
the way of words, and are left out when the homeserver holds us back.
"""

import asyncio
import time
from collections import OrderedDict, deque
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from adapters.matrix.buttons import SEEDS
from adapters.matrix.client import Homeserver
from adapters.matrix.pace import Pace
from adapters.matrix.parse import own_seeds
from adapters.matrix.plain import Limited, Refusal
from bot.chat.adapter import RetryLater, Undeliverable

log = structlog.get_logger()

MOST_REMEMBERED = 2_000
"""Messages whose seeds we know by heart; those of older ones are asked of the homeserver."""
QUIET = 0.5
"""Seconds without words before seeds are planted: where many ask at once, all words go first."""
AWAY = timedelta(seconds=5)
"""How long to wait when the homeserver does not answer or gives no hint."""
MOST_WAITING = 500
"""Messages that wait for their seeds. Beyond that, the oldest do without."""


@dataclass(slots=True, eq=False)
class Bed:
    """One message of ours and the seeds below it."""

    room: str
    message: str
    number: int
    planted: list[str] = field(default_factory=list)
    cleared: bool = False


class Seeds:
    """`run` plants and clears in the background."""

    def __init__(self, server: Homeserver, pace: Pace) -> None:
        self._server = server
        self._pace = pace
        self._beds: OrderedDict[str, Bed] = OrderedDict()
        self._to_plant: deque[Bed] = deque(maxlen=MOST_WAITING)
        self._to_clear: deque[Bed] = deque(maxlen=MOST_WAITING)
        self._speaking = 0
        self._spoke_at = 0.0
        self._wake = asyncio.Event()

    def plant(self, room: str, message: str, number: int) -> None:
        """Put so many buttons under a message, soon."""
        if message in self._beds:
            return
        bed = Bed(room, message, number)
        self._beds[message] = bed
        if len(self._beds) > MOST_REMEMBERED:
            self._beds.popitem(last=False)
        self._to_plant.append(bed)
        self._wake.set()

    def clear(self, room: str, message: str) -> None:
        """Take them back, soon."""
        bed = self._beds.get(message)
        if bed is None:
            bed = Bed(room, message, -1)
        bed.cleared = True
        self._to_clear.append(bed)
        self._wake.set()

    def __enter__(self) -> None:
        """Words are on their way: seeds wait."""
        self._speaking += 1

    def __exit__(self, *_: object) -> None:
        self._speaking -= 1
        self._spoke_at = time.monotonic()
        self._wake.set()

    async def run(self) -> None:
        """One at a time, until cancelled."""
        while True:
            self._wake.clear()
            if self._pace.pressed:
                self._to_plant.clear()
            if self._speaking or not (self._to_plant or self._to_clear):
                await self._wake.wait()
                continue
            if not self._to_clear and await self._spoken_to():
                continue
            queue, work = (self._to_clear, self._clear) if self._to_clear else (self._to_plant, self._plant)
            bed = queue[0]
            done = False
            try:
                done = await work(bed)
            except Limited as limited:
                # No turn is taken for it: those are for words.
                self._pace.held_back(limited.after)
                await asyncio.sleep((limited.after or AWAY).total_seconds())
            except RetryLater as failure:
                log.debug("seeds wait", why=str(failure), room=bed.room)
                await asyncio.sleep(AWAY.total_seconds())
            except Undeliverable as refusal:
                log.debug("seeds refused", why=str(refusal), room=bed.room)
                done = True
            except Exception:  # buttons must not end the bot
                log.exception("seeds failed", room=bed.room)
                done = True
            if done:
                with suppress(ValueError):  # pushed out by newer ones
                    queue.remove(bed)

    async def _spoken_to(self) -> bool:
        """Tell whether something came up before it had been quiet long enough."""
        quiet = self._spoke_at + QUIET - time.monotonic()
        if quiet <= 0:
            return False
        try:
            async with asyncio.timeout(quiet):
                await self._wake.wait()
        except TimeoutError:
            return False
        return True

    async def _plant(self, bed: Bed) -> bool:
        """Plants one more, and tells whether that was all."""
        if bed.cleared or len(bed.planted) >= bed.number:
            return True
        seed = SEEDS[len(bed.planted)]
        relation = {"rel_type": "m.annotation", "event_id": bed.message, "key": seed}
        try:
            planted = await self._server.put(
                bed.room, "m.reaction", {"m.relates_to": relation}, f"{bed.message}/{len(bed.planted) + 1}"
            )
        except Refusal as refusal:
            # It is there from before a crash, and does what it should.
            if refusal.code != "M_DUPLICATE_ANNOTATION":
                raise
            planted = ""
        bed.planted.append(planted)
        return len(bed.planted) >= bed.number

    async def _clear(self, bed: Bed) -> bool:
        if bed.number < 0 or "" in bed.planted:
            bed.planted = own_seeds(await self._server.reactions(bed.room, bed.message), self._server.user)
            bed.number = len(bed.planted)
        while bed.planted:
            await self._server.redact(bed.room, bed.planted[-1], f"{bed.planted[-1]}/clear")
            bed.planted.pop()
        return True
