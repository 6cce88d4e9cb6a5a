"""Plants the reactions that serve as buttons when there is time, and takes them back when used.

They are a convenience: what they mean is typed out in the message. So they never wait in the outbox, never stand in
the way of words, and are left out when the homeserver holds us back.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

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
    """One message of ours, the buttons that are to have a seed below it, and the seeds that are there by number."""

    room: str
    message: str
    wanted: frozenset[int]
    planted: dict[int, str] = field(default_factory=dict)
    known: bool = False
    """Whether we know what is planted there: of a message from before a restart the homeserver is asked."""

    @property
    def missing(self) -> list[int]:
        return sorted(self.wanted - self.planted.keys())

    @property
    def superfluous(self) -> list[int]:
        return sorted(self.planted.keys() - self.wanted)


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

    def plant(self, room: str, message: str, numbers: Sequence[int]) -> None:
        """Put seeds for these buttons under a message that was just sent, soon."""
        if message in self._beds:
            return
        bed = self._bed(Bed(room, message, frozenset(numbers), known=True))
        self._to_plant.append(bed)
        self._wake.set()

    def change(self, room: str, message: str, numbers: Sequence[int]) -> None:
        """Let a message that says something else by now have these seeds, and no others, soon."""
        bed = self._beds.get(message) or self._bed(Bed(room, message, frozenset()))
        bed.wanted = frozenset(numbers)
        for queue in (self._to_clear, self._to_plant):
            queue.append(bed)
        self._wake.set()

    def clear(self, room: str, message: str, numbers: Sequence[int]) -> None:
        """Take the seeds of these buttons back, soon."""
        bed = self._beds.get(message)
        if bed is None:
            bed = self._bed(Bed(room, message, frozenset(range(1, len(SEEDS) + 1))))
        bed.wanted -= set(numbers)
        self._to_clear.append(bed)
        self._wake.set()

    def _bed(self, bed: Bed) -> Bed:
        self._beds[bed.message] = bed
        if len(self._beds) > MOST_REMEMBERED:
            self._beds.popitem(last=False)
        return bed

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
        await self._look(bed)
        if not (missing := bed.missing):
            return True
        number = missing[0]
        relation = {"rel_type": "m.annotation", "event_id": bed.message, "key": SEEDS[number - 1]}
        try:
            # Taken away and planted again it is another reaction, so that the key may not be the same.
            bed.planted[number] = await self._server.put(
                bed.room, "m.reaction", {"m.relates_to": relation}, f"{bed.message}/{number}/{uuid4().hex}"
            )
        except Refusal as refusal:
            # It is there from before a crash, and does what it should.
            if refusal.code != "M_DUPLICATE_ANNOTATION":
                raise
            bed.planted[number] = ""
        return not bed.missing

    async def _clear(self, bed: Bed) -> bool:
        await self._look(bed)
        if any(not bed.planted[number] for number in bed.superfluous):
            bed.known = False
            await self._look(bed)
        for number in bed.superfluous:
            seed = bed.planted[number]
            await self._server.redact(bed.room, seed, f"{seed}/clear")
            del bed.planted[number]
        return True

    async def _look(self, bed: Bed) -> None:
        """Ask the homeserver which seeds are there, of a message that we do not know by heart."""
        if not bed.known:
            bed.planted = own_seeds(await self._server.reactions(bed.room, bed.message), self._server.user)
            bed.known = True
