"""Delivers the outbox to the adapters, in order per conversation and lane, each letter once.

A letter is claimed (leased), sent, and recorded. Whoever posts a reply hands it over at once; `run` takes up the rest:
what was retried, left behind by a crash, or posted by another process. Each lane has room of its own, so that an
answer never waits behind digests, and `run` claims no more than there is room for, so that no lease runs out waiting.
"""

import asyncio
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.chat import payload
from bot.chat.adapter import Adapter, Reacting, RetryLater, Undeliverable
from bot.chat.message import Aside, Below, Conversation, Identity, Kind
from bot.chat.reply import PAYLOAD_VERSION, codec
from bot.outbound.private_hint import aside
from bot.outbound.send_log import Entry, SendLog
from bot.process.metrics import Metrics
from storage.database.database import TROUBLE, Database, Tx
from storage.members import people
from storage.messaging import cards, outbox, sent
from storage.messaging.outbox import Letter, Outbound
from storage.vocabulary import Lane, Operation

log = structlog.get_logger()

MOST_ATTEMPTS = 8
"""Tries before a letter is parked: with the waits below, about ten minutes."""

MOST_FAULTS = 3
"""Tries for a letter that makes the adapter itself fail: it will hardly do better."""

OLDEST = timedelta(days=2)
"""A letter that the platform puts off again and again is parked after that."""

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=10)

ROOM: Mapping[Lane, int] = {Lane.answer: 64, Lane.notice: 32, Lane.digest: 16}
"""How many letters of a lane are sent at the same time."""

SEND_LIMIT = timedelta(seconds=45)
"""A send may hang so long; less than a lease. Adapters keep limits of their own within it."""

IDLE = timedelta(seconds=15)
"""How often to look for what another process left behind, when nothing here is due sooner."""

JUMP = timedelta(seconds=60)
"""A clock that is set back further than this leaves due times in a future that was never meant."""


class Delivery:
    """Sends what the outbox holds for the platforms of `adapters`."""

    def __init__(
        self,
        database: Database,
        adapters: Mapping[str, Adapter],
        clock: Callable[[], datetime],
        *,
        metrics: Metrics | None = None,
        lease: timedelta = outbox.LEASE,
        room: Mapping[Lane, int] = ROOM,
        returned: Callable[[Tx, Letter], None] | None = None,
    ) -> None:
        self._database = database
        self._adapters = adapters
        self._clock = clock
        self._metrics = metrics or Metrics()
        self._lease = lease
        self._returned = returned or (lambda _tx, _letter: None)
        """Told of letters that will never arrive, in the transaction that parks them."""
        self._send_log = SendLog(database, clock, self._metrics, lease=lease)
        self._most = room
        self._room = {lane: asyncio.Semaphore(places) for lane, places in room.items()}
        self._held: dict[int, Lane] = {}
        """Rows that this process sends or is about to."""
        self._crowded: set[Lane] = set()
        """Lanes of which more waits than there was room for."""
        self._wake = asyncio.Event()
        self._claims = 0  # how often it was looked what may go out
        self._lanes: set[asyncio.Task[None]] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._looked = asyncio.Event()
        """Nothing was written that the outbox was not looked at for."""
        self._looked.set()
        self._closing = False
        self.failing: dict[str, str] = {}
        """Why the last message to a platform did not arrive, until one does: health tells it."""

    @property
    def platforms(self) -> Sequence[str]:
        return tuple(self._adapters)

    def hand_over(self, letters: Sequence[Outbound]) -> None:
        """Send letters that `outbox.post` or `claim` leased to this process."""
        for letter in letters:
            self._idle.clear()
            self._held[letter.id] = letter.letter.lane
            task = asyncio.create_task(self._lane(letter))
            self._lanes.add(task)
            task.add_done_callback(self._done)

    def wake(self) -> None:
        """Look at the outbox now: something was written to it that was not handed over."""
        self._looked.clear()
        self._wake.set()

    async def run(self) -> None:
        """Take up what is due, for as long as the process serves. Survives a database that goes away."""
        last = self._clock(), time.monotonic()
        with self._database.listeners.listening(outbox.CHANNEL, self.wake):
            while True:
                self._wake.clear()
                try:
                    last = await self._mind_the_clock(*last)
                    self._claims += 1
                    self.hand_over(await self._database.write(self._claim))
                    wait = await self._until_due()
                except TROUBLE as failure:
                    self._metrics.database_failures.inc()
                    log.warning("outbox out of reach", why=str(failure))
                    wait = FIRST_WAIT
                if not self._wake.is_set():
                    self._looked.set()
                await self._sleep(wait)

    async def settled(self) -> None:
        """Wait until nothing is being sent, nor looked for because it was just written."""
        while not (self._looked.is_set() and self._idle.is_set()):
            await self._looked.wait()
            await self._idle.wait()

    async def drain(self, limit: timedelta) -> None:
        """Let what is being sent finish, within that limit; the outbox keeps the rest."""
        self._closing = True
        if self._lanes:
            await asyncio.wait(set(self._lanes), timeout=limit.total_seconds())
        for task in set(self._lanes):
            task.cancel()
        self._send_log.close()
        if self._lanes:
            await asyncio.wait(set(self._lanes), timeout=1)

    # Taking up.

    def _claim(self, tx: Tx) -> list[Outbound]:
        taken: list[Outbound] = []
        self._crowded.clear()
        busy = list(self._held.values())
        for lane, most in self._most.items():
            free = most - busy.count(lane)
            if free <= 0:
                self._crowded.add(lane)
                continue
            found = outbox.claim(
                tx,
                self.platforms,
                lane,
                self._clock(),
                limit=free,
                newest_version=PAYLOAD_VERSION,
                but=self._held,
                lease=self._lease,
            )
            taken += found
            if len(found) == free:
                self._crowded.add(lane)
        return taken

    async def _until_due(self) -> timedelta:
        now = self._clock()
        due = await self._database.read(outbox.next_due, self.platforms, now)
        return min(IDLE, self._lease, due - now) if due else min(IDLE, self._lease)

    async def _sleep(self, wait: timedelta) -> None:
        try:
            async with asyncio.timeout(max(0.01, wait.total_seconds())):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def _mind_the_clock(self, then: datetime, ticks: float) -> tuple[datetime, float]:
        now, tick = self._clock(), time.monotonic()
        back = timedelta(seconds=tick - ticks) - (now - then)
        if back > JUMP:
            hastened = await self._database.write(outbox.hasten, now, furthest=LONGEST_WAIT)
            log.warning("clock was set back", by=str(back), hastened=hastened)
        return now, tick

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._lanes.discard(task)
        if not self._lanes:
            self._idle.set()
        if not task.cancelled() and (failure := task.exception()):
            log.error("lane failed", exc_info=failure)

    # Sending.

    async def _lane(self, outbound: Outbound) -> None:
        """Send one letter, and then what waits behind it."""
        following: Outbound | None = outbound
        while following:
            current, following = following, None
            lane = current.letter.lane
            self._held[current.id] = lane
            try:
                following = await self._in_turn(current)
            finally:
                del self._held[current.id]
                self._make_room(lane)

    async def _in_turn(self, outbound: Outbound) -> Outbound | None:
        """Send it once there is room, and claim what stands behind it."""
        began = time.monotonic()
        async with self._room[outbound.letter.lane]:
            await self._send_log.caught_up()
            if self._closing:
                await self._database.write(outbox.release, outbound)
                return None
            if time.monotonic() - began > self._lease.total_seconds() / 4:
                held = await self._database.write(outbox.renew, outbound, self._clock(), lease=self._lease)
                if held is None:
                    return None  # it took so long that another process has it now
                outbound = held
            return await self._send(outbound)

    def _make_room(self, lane: Lane) -> None:
        if lane in self._crowded and list(self._held.values()).count(lane) <= self._most[lane] // 2:
            self._wake.set()

    async def _send(self, outbound: Outbound) -> Outbound | None:
        """Try a letter once, and write down what came of it: what stands behind it."""
        letter = outbound.letter
        logged = log.bind(key=letter.key, trace=letter.trace, platform=letter.platform, attempt=outbound.attempts)
        began = time.monotonic()
        try:
            async with asyncio.timeout(SEND_LIMIT.total_seconds()):
                native_id = await self._deliver(letter)
        except Undeliverable as failure:
            logged.warning("undeliverable", why=str(failure))
            return await self._park(outbound, str(failure), failure)
        except RetryLater as failure:
            self.failing[letter.platform] = str(failure)
            return await self._retry(outbound, failure)
        except TimeoutError:
            self.failing[letter.platform] = why = f"No answer within {SEND_LIMIT.total_seconds():.0f} s"
            return await self._retry(outbound, RetryLater(why))
        except TROUBLE as failure:  # nothing was sent yet: the database was asked where it goes
            return await self._retry(outbound, RetryLater(str(failure), FIRST_WAIT))
        except Exception as failure:  # an adapter's fault must not stop the others' letters
            logged.exception("adapter failed")
            if outbound.attempts >= MOST_FAULTS:
                return await self._park(outbound, repr(failure))
            return await self._retry(outbound, RetryLater(repr(failure)))
        self.failing.pop(letter.platform, None)
        took = time.monotonic() - began
        now = self._clock()
        logged.info("sent", native_id=native_id, ms=round(took * 1000, 1))
        self._metrics.sending.labels(letter.platform).observe(took)
        self._metrics.waited.labels(letter.lane).observe(max(0.0, (now - outbound.created_at).total_seconds()))
        keep = not letter.payload.get("fleeting")
        stands = native_id and letter.operation is Operation.send and letter.payload.get("subject")
        told = aside(letter)
        if keep and not stands and told is None:
            self._metrics.sends.labels(letter.platform, letter.lane, "sent").inc()
            return await self._enter(Entry(outbound, not self._closing, sent_at=now, sent_as=native_id))

        def record(tx: Tx) -> None:
            outbox.sent(tx, outbound.id, native_id, now, keep=keep)
            if native_id and stands:
                cards.arrived(tx, letter.key, native_id)

        return await self._conclude(outbound, "sent", record, told)

    async def _retry(self, outbound: Outbound, failure: RetryLater) -> Outbound | None:
        why = str(failure)
        now = self._clock()
        hinted = failure.after is not None
        spent = now - outbound.created_at > OLDEST if hinted else outbound.attempts >= MOST_ATTEMPTS
        logged = log.bind(key=outbound.letter.key, trace=outbound.letter.trace, attempt=outbound.attempts)
        if failure.ambiguous or spent:
            logged.error("parked", why=why, ambiguous=failure.ambiguous)
            return await self._park(outbound, why)
        due = now + (_spread(failure.after) if failure.after is not None else _wait(outbound.attempts))
        logged.info("retry", why=why, due=due.isoformat())
        await self._conclude(
            outbound, "retried", lambda tx: outbox.later(tx, outbound, due, why, counts=not hinted), onward=False
        )
        self.wake()
        return None

    async def _park(self, outbound: Outbound, why: str, refused: Undeliverable | None = None) -> Outbound | None:
        now = self._clock()
        told = aside(outbound.letter, refused) if refused else None

        def park(tx: Tx) -> None:
            outbox.park(tx, outbound, why, now)
            if refused:
                self._returned(tx, outbound.letter)

        return await self._conclude(outbound, "parked", park, told)

    async def _conclude(
        self,
        outbound: Outbound,
        outcome: str,
        record: Callable[[Tx], None],
        told: Letter | None = None,
        *,
        onward: bool = True,
    ) -> Outbound | None:
        """Write down what came of it, and what is told about that elsewhere."""
        letter = outbound.letter
        self._metrics.sends.labels(letter.platform, letter.lane, outcome).inc()

        def write(tx: Tx) -> None:
            record(tx)
            if told and sent.get(tx, told.key) is None:  # an operator may have tried it again
                outbox.post(tx, [told], self._clock(), leased=False)

        return await self._enter(Entry(outbound, onward and not self._closing, record=write))

    async def _enter(self, entry: Entry) -> Outbound | None:
        """Write down what came of a letter: what stands behind it.

        What is put behind it meanwhile may be seen neither here nor by a look at the outbox: that looks once more.
        """
        claims = self._claims
        if (following := await self._send_log.enter(entry)) is None and self._claims != claims:
            self._wake.set()
        return following

    async def _deliver(self, letter: Letter) -> str | None:
        """Hand a letter to its adapter: what the message is called there."""
        adapter = self._adapters[letter.platform]
        conversation = await self._conversation(adapter, letter)
        target = None
        if letter.target:
            earlier = await self._database.read(sent.get, letter.target)
            target = earlier.native_id if earlier else await self._database.read(cards.native_id, letter.target)
            if target is None:
                raise Undeliverable(f"What it is about was never sent: {letter.target}")
        match letter.operation:
            case Operation.send | Operation.update:
                reply = payload.load(letter.payload, letter.payload_version)
                return await adapter.send(conversation, reply, key=letter.key, replaces=target)
            case Operation.delete:
                await adapter.delete(conversation, str(target), key=letter.key)
                return None
            case Operation.react:
                if not isinstance(adapter, Reacting):
                    raise Undeliverable("This platform has no reactions")
                sign = payload.load(letter.payload, letter.payload_version).sign
                return await adapter.react(conversation, sign, key=letter.key)

    async def _conversation(self, adapter: Adapter, letter: Letter) -> Conversation:
        """Return where it goes. A letter to a person may have to open a personal chat first."""
        where = codec.load(letter.conversation)
        if isinstance(where, Conversation):
            return where
        if isinstance(where, Below):
            return await self._thread(where)
        if isinstance(where, Aside):
            where = where.person
        if not isinstance(where, Identity):
            raise Undeliverable("The letter has no conversation")
        known = await self._database.read(people.identity, where.platform, where.id)
        if known and known.direct:
            opened = codec.load(known.direct)
            if isinstance(opened, Conversation):
                return opened
        conversation = await adapter.open_direct(where)
        await self._database.write(people.remember_direct, where.platform, where.id, codec.dump(conversation))
        return conversation

    async def _thread(self, where: Below) -> Conversation:
        """Return the thread below a message of ours. Raises `Undeliverable` when that one never arrived."""
        root = await self._database.read(sent.get, where.outbox_key)
        native_id = root.native_id if root else await self._database.read(cards.native_id, where.outbox_key)
        if native_id is None:
            raise Undeliverable(f"What it belongs to was never sent: {where.outbox_key}")
        return replace(where.place, thread=native_id) if where.place.kind is Kind.channel else where.place


def _wait(attempt: int) -> timedelta:
    """Exponential, with jitter so that those who failed together do not come back together."""
    longest = min(LONGEST_WAIT, FIRST_WAIT * float(2 ** min(attempt - 1, 12)))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # no secret


def _spread(hint: timedelta) -> timedelta:
    """Not before the platform's hint, and not all at once after it."""
    return hint + min(hint, FIRST_WAIT) * random.uniform(0.0, 0.5)  # noqa: S311  # no secret
