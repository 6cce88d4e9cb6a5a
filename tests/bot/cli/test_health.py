"""Health says whether the Café can serve, and what is the matter when it cannot, while it is the matter."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
from sqlalchemy import text

from adapters.web.settings import WebSettings
from adapters.web.site import Web
from bot.app import Cafe
from bot.chat.adapter import RetryLater, Undeliverable
from bot.cli import health
from bot.command.command import Commands
from bot.process.metrics import Metrics
from bot.topic import Topics
from storage.database.database import Database
from storage.messaging import backlog, outbox
from tests.bot.fake_platform import PLATFORM, Clock, FakePlatform, eventually, letter
from tests.servers.postgres import Postgres
from tests.servers.process import free_port


class Troubled(FakePlatform):
    """A sink that can be in trouble."""

    def __init__(self, platform: str = PLATFORM) -> None:
        super().__init__()
        self.platform = platform
        self.why: str | None = None

    def trouble(self) -> str | None:
        return self.why


class Pages:
    def __init__(self, port: int, session: aiohttp.ClientSession) -> None:
        self._root = f"http://127.0.0.1:{port}"
        self._session = session

    async def json(self, path: str) -> tuple[int, Any]:  # Any: JSON
        async with self._session.get(self._root + path) as answer:
            return answer.status, await answer.json()

    async def text(self, path: str) -> str:
        async with self._session.get(self._root + path) as answer:
            return await answer.text()


@asynccontextmanager
async def serving(
    database: Database, sink: FakePlatform, clock: Clock, *others: FakePlatform
) -> AsyncIterator[tuple[Cafe, Pages]]:
    cafe = Cafe(database, Commands([]), [sink, *others], clock=clock)
    running = asyncio.create_task(cafe.run())
    await cafe.opened.wait()

    async def led() -> bool:
        return cafe.scheduler.leader != "unknown"

    try:
        async with health.serving(cafe, port=0) as port, aiohttp.ClientSession() as session:
            await eventually(led)
            yield cafe, Pages(port, session)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_all_is_well(database: Database) -> None:
    async with serving(database, FakePlatform(), Clock()) as (_, pages):
        assert await pages.json("/health/live") == (200, {"status": "ok"})
        status, body = await pages.json("/health/ready")
    assert (status, body["ready"]) == (200, True)
    assert {check["verdict"] for name, check in body["checks"].items() if name != "disk"} == {"ok"}
    assert set(body["checks"]) - {"disk"} == {"database", "outbox", "digests", "leader", "sink"}


async def test_an_adapter_that_cannot_serve_says_why(database: Database) -> None:
    sink = Troubled()
    async with serving(database, sink, Clock()) as (_, pages):
        sink.why = "the homeserver does not answer"
        status, body = await pages.json("/health/ready")
    assert status == 503
    assert body["checks"]["sink"] == {"verdict": "wrong", "detail": "the homeserver does not answer"}


async def test_while_one_of_two_platforms_serves_the_process_is_ready(database: Database) -> None:
    other = Troubled("other")
    other.why = "the homeserver does not answer"
    async with serving(database, FakePlatform(), Clock(), other) as (_, pages):
        status, body = await pages.json("/health/ready")
    assert status == 200
    assert body["checks"]["other"] == {"verdict": "warning", "detail": "the homeserver does not answer"}


async def test_the_pages_beside_the_chat_are_told_and_keep_it_from_nothing(database: Database) -> None:
    settings = WebSettings(url="https://cafe.example.nl", listen=f"127.0.0.1:{free_port()}")
    metrics = Metrics()
    site = Web(settings, Topics(()), database, clock=Clock(), registry=metrics.registry)
    cafe = Cafe(database, Commands([]), [FakePlatform()], sites=[site], metrics=metrics, clock=Clock())
    running = asyncio.create_task(cafe.run())
    await cafe.opened.wait()
    try:
        async with health.serving(cafe, port=0) as port, aiohttp.ClientSession() as session:
            pages = Pages(port, session)
            status, body = await pages.json("/health/ready")
            assert (status, body["checks"]["web"]["verdict"]) == (200, "warning")
            assert "does not listen" in body["checks"]["web"]["detail"]
            async with site.serving(cafe.dispatcher) as served:
                async with session.get(f"http://127.0.0.1:{served}/nergens") as answer:
                    assert answer.status == 404
                assert (await pages.json("/health/ready"))[1]["checks"]["web"] == {"verdict": "ok", "detail": "serves"}
                assert 'plek_web_requests_total{page="unknown",status="404"} 1.0' in await pages.text("/metrics")
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_platform_that_takes_nothing_is_seen_until_it_does(database: Database) -> None:
    sink, clock = FakePlatform(), Clock()
    sink.faults["one"].append(RetryLater("status 500"))
    async with serving(database, sink, clock) as (cafe, pages):
        cafe.delivery.hand_over(await database.write(outbox.post, [letter("one")], clock()))
        await cafe.delivery.settled()
        status, body = await pages.json("/health/ready")
        assert status == 200, "others may still be reached"
        assert body["checks"]["sink"] == {"verdict": "warning", "detail": "the last message did not arrive: status 500"}
        clock.ahead(timedelta(minutes=1))
        cafe.delivery.wake()
        await sink.until(lambda: sink.sent == ["one"])
        await cafe.delivery.settled()
        assert (await pages.json("/health/ready"))[1]["checks"]["sink"] == {"verdict": "ok", "detail": "serves"}


async def test_letters_that_wait_long_or_were_given_up_on_are_seen(database: Database) -> None:
    sink, clock = FakePlatform(), Clock()
    sink.gates["slow"] = asyncio.Event()
    sink.faults["refused"].append(Undeliverable("gone"))
    async with serving(database, sink, clock) as (cafe, pages):
        posted = [letter("slow", "hall"), letter("refused", "square")]
        cafe.delivery.hand_over(await database.write(outbox.post, posted, clock()))
        await sink.until(lambda: set(sink.tries) == {"slow", "refused"})
        clock.ahead(timedelta(minutes=6))

        async def parked() -> bool:
            return bool(await database.read(backlog.unsent, parked=True, limit=1))

        await eventually(parked)
        status, body = await pages.json("/health/ready")
        text = await pages.text("/metrics")
        sink.gates["slow"].set()
        await cafe.settled()
    assert status == 200, "it serves"
    assert body["checks"]["outbox"]["verdict"] == "warning"
    assert "1 waiting, the oldest for 360 s; 1 parked" in body["checks"]["outbox"]["detail"]
    assert 'plek_outbox_waiting{lane="answer",platform="sink"} 1.0' in text
    assert 'plek_sends_total{lane="answer",outcome="parked",platform="sink"} 1.0' in text


async def test_while_postgresql_is_away_it_is_alive_and_not_ready(postgres: Postgres) -> None:
    database = Database(postgres.fresh(like="plek_prepared"))
    async with serving(database, FakePlatform(), Clock()) as (_, pages):
        await asyncio.to_thread(postgres.stop)
        assert (await pages.json("/health/live"))[0] == 200
        status, body = await pages.json("/health/ready")
        assert (status, body["checks"]["database"]["verdict"]) == (503, "wrong")
        await asyncio.to_thread(postgres.start)

        async def ready() -> bool:
            return (await pages.json("/health/ready"))[0] == 200

        await eventually(ready)
    database.close()


async def test_a_schema_that_lacks_something_cannot_serve_and_says_what(database: Database) -> None:
    async with serving(database, FakePlatform(), Clock()) as (_, pages):
        with database.begin() as tx:
            tx.execute(text("ALTER TABLE links RENAME COLUMN kind TO sort"))
        status, body = await pages.json("/health/ready")
        assert (status, body["checks"]["schema"]) == (
            503,
            {"verdict": "wrong", "detail": "missing: links.kind; see plek doctor"},
        )
        with database.begin() as tx:
            tx.execute(text("ALTER TABLE links RENAME COLUMN sort TO kind"))
        assert (await pages.json("/health/ready"))[0] == 200
