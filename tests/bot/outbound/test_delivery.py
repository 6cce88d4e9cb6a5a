"""Delivery sends each letter once, in order, and keeps going when a platform, an adapter or the database fails."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.chat import payload
from bot.chat.adapter import RetryLater, Undeliverable
from bot.chat.reply import say
from bot.outbound import delivery
from bot.outbound.delivery import MOST_ATTEMPTS, MOST_FAULTS, Delivery
from storage.database.database import Database
from storage.database.write_queue import WriteQueue
from storage.messaging import backlog, outbox, sent
from storage.messaging.outbox import Letter
from storage.vocabulary import Lane
from tests.bot.fake_platform import Clock, FakePlatform, letter
from tests.servers.postgres import Postgres

LEASE = timedelta(seconds=1)


class Door:
    """A Delivery that runs, its sink, and its clock."""

    def __init__(self, database: Database, sink: FakePlatform | None = None, clock: Clock | None = None) -> None:
        self.database = database
        self.sink = sink or FakePlatform()
        self.clock = clock or Clock()
        self.delivery = Delivery(database, {"sink": self.sink}, self.clock, lease=LEASE)

    async def post(self, *letters: Letter, leased: bool = True) -> None:
        ready = await self.database.write(outbox.post, letters, self.clock(), leased=leased, lease=LEASE)
        self.delivery.hand_over(ready)

    async def parked(self) -> Sequence[str]:
        found = await self.database.read(backlog.unsent, parked=True, limit=99)
        return [each.key for each in found]

    async def hurry(self, key: str, times: int) -> None:
        """Let retries come due, until that letter was tried so often."""
        for tried in range(1, times + 1):
            await self.sink.until(lambda tried=tried: self.sink.tries.count(key) >= tried)  # type: ignore[misc]  # mypy has no type for a default
            await self.delivery.settled()
            self.clock.ahead(timedelta(minutes=11))
            self.delivery.wake()


@asynccontextmanager
async def running(door: Door) -> AsyncIterator[Door]:
    task = asyncio.create_task(door.delivery.run())
    try:
        yield door
    finally:
        task.cancel()
        await door.delivery.drain(timedelta(seconds=1))


@asynccontextmanager
async def everyone_waiting(database: Database) -> AsyncIterator[None]:
    """Nobody can write for so long, and then one at a time, on PostgreSQL too."""
    database.turns = turns = WriteQueue(1)
    await turns.take()
    try:
        yield
    finally:
        turns.give()


async def test_what_anyone_puts_in_the_outbox_goes_out_at_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever wrote it tells nobody: the commit does. Nothing is looked for here of its own accord."""
    monkeypatch.setattr(delivery, "IDLE", timedelta(hours=1))
    door = Door(database)
    door.delivery = Delivery(database, {"sink": door.sink}, door.clock, lease=timedelta(hours=1))
    async with running(door):
        await database.write(outbox.post, [letter("first")], door.clock(), leased=False)
        await door.sink.until(lambda: door.sink.sent == ["first"])
        await database.write(outbox.post, [letter("second")], door.clock(), leased=False)
        await door.sink.until(lambda: door.sink.sent == ["first", "second"])
        async with database.transaction() as tx:
            await tx.write(outbox.post, [letter("third")], door.clock(), leased=False)
            await tx.finish(lambda _tx: None)
        await door.sink.until(lambda: door.sink.sent == ["first", "second", "third"])


async def test_letters_of_a_lane_arrive_in_order(database: Database) -> None:
    async with running(Door(database)) as door:
        await door.post(*(letter(f"{n}") for n in range(20)))
        await door.sink.until(lambda: len(door.sink.sent) == 20)
    assert door.sink.sent == [f"{n}" for n in range(20)]


async def test_a_slow_conversation_does_not_keep_another_waiting(database: Database) -> None:
    door = Door(database)
    door.sink.gates["slow"] = asyncio.Event()
    async with running(door):
        await door.post(letter("slow", "hall"), letter("quick", "square"))
        await door.sink.until(lambda: door.sink.sent == ["quick"])
        door.sink.gates["slow"].set()
        await door.sink.until(lambda: door.sink.sent == ["quick", "slow"])


async def test_an_answer_never_waits_behind_digests(database: Database) -> None:
    door = Door(database)
    digests = [letter(f"digest-{n}", f"place-{n}", Lane.digest) for n in range(60)]
    for each in digests:
        door.sink.gates[each.key] = asyncio.Event()
    async with running(door):
        await door.post(*digests, leased=False)
        await door.sink.until(lambda: len(door.sink.tries) == 16)
        await door.post(letter("answer", "place-3"))
        await door.sink.until(lambda: door.sink.sent == ["answer"])
        for gate in door.sink.gates.values():
            gate.set()
        await door.sink.until(lambda: len(door.sink.sent) == 61)
    assert sorted(door.sink.tries) == sorted([each.key for each in digests] + ["answer"]), "each was tried once"


async def test_nothing_is_sent_while_what_arrived_is_not_written_down_yet(database: Database) -> None:
    """Else a busy database lets pile up what a crash would repeat."""
    door = Door(database)
    one, another = await database.write(outbox.post, [letter("one", "hall"), letter("two", "square")], door.clock())
    async with everyone_waiting(database):
        door.delivery.hand_over([one])
        await door.sink.until(lambda: door.sink.sent == ["one"])
        door.delivery.hand_over([another])
        for _ in range(50):
            await database.read(backlog.depths)
        assert door.sink.tries == ["one"]
    await door.sink.until(lambda: door.sink.sent == ["one", "two"])
    await door.delivery.settled()


async def test_that_something_arrived_is_written_down_before_all_that_waits_to_write(database: Database) -> None:
    door = Door(database)
    ready = await database.write(outbox.post, [letter("one")], door.clock())
    recorded = []

    async def busy() -> None:
        found = await database.write(sent.get, "one")
        recorded.append(found is not None and found.sent_at is not None)

    async with everyone_waiting(database):
        waiting = [asyncio.create_task(busy()) for _ in range(20)]
        door.delivery.hand_over(ready)
        await door.sink.until(lambda: door.sink.sent == ["one"])
        for _ in range(50):
            await database.read(backlog.depths)
    await asyncio.gather(*waiting)
    await door.delivery.settled()
    assert all(recorded)


async def test_a_letter_that_is_put_off_by_the_platform_waits_as_long_as_it_says(database: Database) -> None:
    door = Door(database)
    door.sink.faults["one"].extend(RetryLater("slow down", timedelta(seconds=30)) for _ in range(MOST_ATTEMPTS + 3))
    async with running(door):
        await door.post(letter("one"), letter("two"))
        await door.hurry("one", MOST_ATTEMPTS + 3)
        await door.sink.until(lambda: door.sink.sent == ["one", "two"])
    assert await door.parked() == [], "being put off is no failure"


async def test_a_letter_that_keeps_failing_is_parked_and_frees_its_lane(database: Database) -> None:
    door = Door(database)
    door.sink.faults["one"].extend(RetryLater("status 500") for _ in range(99))
    async with running(door):
        await door.post(letter("one"), letter("two"))
        await door.hurry("one", MOST_ATTEMPTS)
        await door.sink.until(lambda: door.sink.sent == ["two"])
    assert await door.parked() == ["one"]
    assert door.sink.tries.count("one") == MOST_ATTEMPTS


async def test_a_letter_that_breaks_the_adapter_is_parked_after_a_few_tries(database: Database) -> None:
    door = Door(database)
    door.sink.faults["one"].extend(KeyError("no such block") for _ in range(99))
    async with running(door):
        await door.post(letter("one"), letter("two"))
        await door.hurry("one", MOST_FAULTS)
        await door.sink.until(lambda: door.sink.sent == ["two"])
    assert await door.parked() == ["one"]


@pytest.mark.parametrize("fault", [Undeliverable("gone"), RetryLater("perhaps it arrived", ambiguous=True)], ids=str)
async def test_what_cannot_or_may_not_be_repeated_is_parked_at_once(database: Database, fault: Exception) -> None:
    door = Door(database)
    door.sink.faults["one"].append(fault)
    async with running(door):
        await door.post(letter("one"), letter("two"))
        await door.sink.until(lambda: door.sink.sent == ["two"])
        assert await door.parked() == ["one"]
        await database.write(backlog.retry, door.clock(), key="one")
        door.delivery.wake()
        await door.sink.until(lambda: door.sink.sent == ["two", "one"])


async def test_what_a_stopped_process_held_is_sent_by_another_once_its_lease_ends(database: Database) -> None:
    dead = Door(database)
    dead.sink.gates["one"] = asyncio.Event()
    await dead.post(letter("one"), letter("two"))
    await dead.sink.until(lambda: dead.sink.tries == ["one"])
    await dead.delivery.drain(timedelta(0))  # as a kill would: nothing is written down
    async with running(Door(database, clock=dead.clock)) as heir:
        dead.clock.ahead(2 * LEASE)
        heir.delivery.wake()
        await heir.sink.until(lambda: heir.sink.sent == ["one", "two"])


async def test_when_told_to_stop_it_finishes_what_is_being_sent_and_leaves_the_rest(database: Database) -> None:
    door = Door(database)
    gate = door.sink.gates["one"] = asyncio.Event()
    await door.post(letter("one"), letter("two"))
    await door.sink.until(lambda: door.sink.tries == ["one"])
    draining = asyncio.create_task(door.delivery.drain(timedelta(seconds=10)))
    await asyncio.sleep(0)
    gate.set()
    await draining
    assert door.sink.sent == ["one"]
    waiting = await database.read(backlog.unsent, parked=False, limit=9)
    assert [(each.key, each.attempts) for each in waiting] == [("two", 0)]


async def test_a_clock_that_is_set_back_an_hour_does_not_hold_letters_up(database: Database) -> None:
    door = Door(database)
    door.sink.faults["one"].append(RetryLater("busy"))
    async with running(door):
        await door.post(letter("one"))
        await door.sink.until(lambda: door.sink.tries == ["one"])
        await door.delivery.settled()
        door.clock.ahead(timedelta(hours=-1))
        door.delivery.wake()
        await door.sink.until(lambda: door.sink.sent == ["one"])


async def test_a_clock_that_is_set_ahead_an_hour_sends_nothing_twice(database: Database) -> None:
    door = Door(database)
    gate = door.sink.gates["one"] = asyncio.Event()
    async with running(door):
        await door.post(letter("one"))
        await door.sink.until(lambda: door.sink.tries == ["one"])
        door.clock.ahead(timedelta(hours=1))
        await door.post(letter("other", "hall"), leased=False)
        await door.sink.until(lambda: door.sink.sent == ["other"])
        gate.set()
        await door.sink.until(lambda: door.sink.sent == ["other", "one"])
    assert door.sink.tries.count("one") == 1


async def test_nothing_is_lost_or_repeated_when_postgresql_is_stopped_and_started(postgres: Postgres) -> None:
    database = Database(postgres.fresh(like="plek_prepared"))
    door = Door(database)
    gate = door.sink.gates["3"] = asyncio.Event()
    async with running(door):
        await door.post(*(letter(f"{n}") for n in range(6)))
        await door.sink.until(lambda: door.sink.tries[-1:] == ["3"])
        await asyncio.to_thread(postgres.stop)
        gate.set()  # it arrives while nobody can write that down
        await door.sink.until(lambda: door.sink.sent[-1:] == ["3"])
        await asyncio.to_thread(postgres.start)
        await door.sink.until(lambda: len(door.sink.sent) == 6)
        await door.delivery.settled()
    assert door.sink.tries == door.sink.sent == [f"{n}" for n in range(6)]
    database.close()


def test_a_payload_of_an_earlier_version_is_brought_up_to_date() -> None:
    stored = letter("as it was").payload
    old = {"text": "as it was"}
    assert payload.load(old, 0, upgrades={0: lambda _: stored}) == say("as it was")
