"""The one door out: from the outbox to the adapters, in order per conversation and lane, each letter once."""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from bot.adapter import Adapter, RetryLater, Undeliverable
from bot.message import Conversation, Identity
from bot.reply import codec
from storage import outbox, people
from storage.database import Database
from storage.outbox import Letter, Outbound
from storage.vocabulary import Operation

log = structlog.get_logger()

MOST_ATTEMPTS = 8
"""Tries before a letter is parked: with the waits below, about half an hour."""

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=10)
AT_ONCE = 64
"""Lanes that are being sent at the same time."""

IDLE = timedelta(seconds=30)
"""How often to look for what another process left behind, when nothing here is due sooner."""


class Delivery:
    """Sends what the outbox holds for the platforms of `adapters`."""

    def __init__(self, database: Database, adapters: Mapping[str, Adapter], clock: Callable[[], datetime]) -> None:
        self._database = database
        self._adapters = adapters
        self._clock = clock
        self._wake = asyncio.Event()
        self._room = asyncio.Semaphore(AT_ONCE)
        self._lanes: set[asyncio.Task[None]] = set()
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def platforms(self) -> Sequence[str]:
        return tuple(self._adapters)

    def hand_over(self, letters: Sequence[Outbound]) -> None:
        """Send letters that `outbox.post` or `claim` leased to this process."""
        for letter in letters:
            self._idle.clear()
            task = asyncio.create_task(self._lane(letter))
            self._lanes.add(task)
            task.add_done_callback(self._done)

    def wake(self) -> None:
        """Look at the outbox now: something was written to it that was not handed over."""
        self._wake.set()

    async def run(self) -> None:
        """Take up what is due: what was retried, left behind by a crash, or written by another process."""
        while True:
            self._wake.clear()
            taken = await self._database.write(outbox.claim, self.platforms, self._clock())
            self.hand_over(taken)
            if not taken:
                await self._sleep()

    async def settled(self) -> None:
        """Wait until nothing is being sent."""
        await self._idle.wait()

    async def drain(self, limit: timedelta) -> None:
        """Let what is being sent finish, within that limit; the outbox keeps the rest."""
        waiting = list(self._lanes)
        if waiting:
            await asyncio.wait(waiting, timeout=limit.total_seconds())
        for task in self._lanes:
            task.cancel()

    async def _sleep(self) -> None:
        due = await self._database.read(outbox.next_due, self.platforms)
        wait = min(IDLE, max(timedelta(milliseconds=50), due - self._clock())) if due else IDLE
        try:
            async with asyncio.timeout(wait.total_seconds()):
                await self._wake.wait()
        except TimeoutError:
            pass

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._lanes.discard(task)
        if not self._lanes:
            self._idle.set()
        if not task.cancelled() and (failure := task.exception()):
            log.error("lane failed", exc_info=failure)

    async def _lane(self, outbound: Outbound) -> None:
        """Send one letter, and then what waits behind it."""
        waiting: list[Outbound] = [outbound]
        while waiting:
            async with self._room:
                await self._send(waiting[0])
            waiting = await self._database.write(
                outbox.claim, self.platforms, self._clock(), lane_of=outbound.letter, limit=1
            )

    async def _send(self, outbound: Outbound) -> None:
        letter = outbound.letter
        logged = log.bind(key=letter.key, trace=letter.trace, platform=letter.platform, attempt=outbound.attempts)
        try:
            native_id = await self._deliver(letter)
        except Undeliverable as failure:
            logged.warning("undeliverable", why=str(failure))
            await self._database.write(outbox.park, outbound.id, str(failure), self._clock())
        except RetryLater as failure:
            if failure.ambiguous or outbound.attempts >= MOST_ATTEMPTS:
                logged.error("parked", why=str(failure), ambiguous=failure.ambiguous)
                await self._database.write(outbox.park, outbound.id, str(failure), self._clock())
            else:
                due = self._clock() + (failure.after or _wait(outbound.attempts))
                logged.info("retry", why=str(failure), due=due.isoformat())
                await self._database.write(outbox.later, outbound.id, due, str(failure))
                self.wake()
        except Exception as failure:  # an adapter's fault must not stop the others' letters
            logged.exception("adapter failed")
            await self._database.write(outbox.park, outbound.id, repr(failure), self._clock())
        else:
            await self._database.write(outbox.sent, outbound.id, native_id, self._clock())
            logged.info("sent", native_id=native_id)

    async def _deliver(self, letter: Letter) -> str | None:
        adapter = self._adapters[letter.platform]
        conversation = await self._conversation(adapter, letter)
        target = None
        if letter.target:
            earlier = await self._database.read(outbox.get, letter.target)
            target = earlier.native_id if earlier else None
            if target is None:
                raise Undeliverable(f"What it is about was never sent: {letter.target}")
        match letter.operation:
            case Operation.send:
                return await adapter.send(conversation, codec.load(letter.payload), key=letter.key, replaces=None)
            case Operation.update:
                return await adapter.send(conversation, codec.load(letter.payload), key=letter.key, replaces=target)
            case Operation.delete:
                await adapter.delete(conversation, str(target), key=letter.key)
                return None
            case Operation.react:
                raise Undeliverable("Reactions are not sent on their own")

    async def _conversation(self, adapter: Adapter, letter: Letter) -> Conversation:
        """Where it goes. A letter to a person may have to open a personal chat first."""
        where = codec.load(letter.conversation)
        if isinstance(where, Conversation):
            return where
        if not isinstance(where, Identity):
            raise Undeliverable("The letter has no conversation")
        conversation = await adapter.open_direct(where)
        await self._database.write(people.remember_direct, where.platform, where.id, codec.dump(conversation))
        return conversation


def _wait(attempt: int) -> timedelta:
    """Exponential, with jitter so that those who failed together do not come back together."""
    longest = min(LONGEST_WAIT, FIRST_WAIT * float(2 ** (attempt - 1)))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # no secret
