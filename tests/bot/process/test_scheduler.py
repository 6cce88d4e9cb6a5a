"""One process keeps the clock; when it goes, another does; and letters posted elsewhere are heard of at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

import psycopg
import pytest

from bot.outbound import delivery as outbound_delivery
from bot.outbound.delivery import Delivery
from bot.process.scheduler import Job, Scheduler
from storage.database.database import Database
from storage.messaging import outbox
from tests.bot.fake_platform import Clock, FakePlatform, eventually, letter
from tests.servers.postgres import Postgres

SOON = 0.2


class Beats:
    """Counts how often work was done, for whoever waits for it."""

    def __init__(self) -> None:
        self.count = 0
        self._changed = asyncio.Condition()

    async def work(self) -> None:
        async with self._changed:
            self.count += 1
            self._changed.notify_all()

    async def until(self, count: int) -> None:
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(lambda: self.count >= count)


def scheduler(database: Database, beats: Beats) -> Scheduler:
    return Scheduler(database, [Job("beat", timedelta(seconds=SOON), beats.work)])


async def knows_leader(scheduler: Scheduler) -> bool:
    return scheduler.leader != "unknown"


async def knows_no_leader(scheduler: Scheduler) -> bool:
    return scheduler.leader == "unknown"


@asynccontextmanager
async def running(*schedulers: Scheduler) -> AsyncIterator[list["asyncio.Task[None]"]]:
    tasks = [asyncio.create_task(each.run()) for each in schedulers]
    try:
        yield tasks
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_work_is_done_again_and_again_and_a_fault_does_not_stop_it(database: Database) -> None:
    beats = Beats()

    async def work() -> None:
        await beats.work()
        raise ValueError("this time only")

    async with running(Scheduler(database, [Job("beat", timedelta(seconds=SOON), work)])):
        await beats.until(3)


async def test_of_several_replicas_one_works_and_when_it_goes_another_takes_over(postgres: Postgres) -> None:
    url = postgres.fresh(like="plek_prepared")
    databases = [Database(url) for _ in range(2)]
    beats = [Beats(), Beats()]
    first, second = (scheduler(database, each) for database, each in zip(databases, beats, strict=True))
    async with running(first) as leading:
        await beats[0].until(1)
        async with running(second):
            await eventually(partial(knows_leader, second))
            await beats[0].until(beats[0].count + 2)
            assert (beats[1].count, second.leader) == (0, "elsewhere")
            leading[0].cancel()
            await beats[1].until(1)
            assert second.leader == "here"
    for database in databases:
        database.close()


async def test_a_leader_that_is_cut_off_stands_again_and_somebody_leads(postgres: Postgres) -> None:
    url = postgres.fresh(like="plek_prepared")
    database = Database(url)
    beats = Beats()
    async with running(scheduler(database, beats)):
        await beats.until(1)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'plek clock'"
            )
        await beats.until(beats.count + 3)
    database.close()


async def test_a_letter_that_another_process_posted_is_sent_without_waiting_for_the_sweep(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbound_delivery, "IDLE", timedelta(hours=1))
    url = postgres.fresh(like="plek_prepared")
    here, elsewhere = Database(url), Database(url)
    sink = FakePlatform()
    delivery = Delivery(here, {"sink": sink}, Clock())
    listening = Scheduler(here, [], called=delivery.wake)
    sweeping = asyncio.create_task(delivery.run())
    async with running(listening):
        await eventually(partial(knows_leader, listening))
        await elsewhere.write(outbox.post, [letter("one")], Clock()(), leased=False)
        await sink.until(lambda: sink.sent == ["one"])
    sweeping.cancel()
    await delivery.drain(timedelta(seconds=1))
    here.close()
    elsewhere.close()


async def test_while_postgresql_is_away_nobody_leads_and_afterwards_somebody_does(postgres: Postgres) -> None:
    database = Database(postgres.fresh(like="plek_prepared"))
    beats = Beats()
    keeping = scheduler(database, beats)
    async with running(keeping):
        await beats.until(1)
        await asyncio.to_thread(postgres.stop)
        await eventually(partial(knows_no_leader, keeping))
        await asyncio.to_thread(postgres.start)
        await beats.until(beats.count + 2)
        assert keeping.leader == "here"
    database.close()
