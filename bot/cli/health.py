"""Tells operators how the Café is doing: /health/live, /health/ready and /metrics on a port of their own."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.app import Cafe
from bot.chat.adapter import Foreseeing, Reporting
from storage import search
from storage.database.database import TROUBLE
from storage.digest import digests
from storage.maintenance.diagnosis import LITTLE_SPACE, NO_SPACE
from storage.maintenance.drift import Watch, named
from storage.messaging import backlog
from storage.messaging.backlog import Depth
from storage.vocabulary import Lane

PATIENCE = 2.0
"""Seconds the database may take to say that it is there."""

OLD = timedelta(minutes=5)
"""An answer or notice that waits longer has met trouble."""

LAGGING = timedelta(minutes=15)
"""A digest that is due for longer, with a leader to make it, has met trouble."""


class Verdict(StrEnum):
    ok = "ok"
    warning = "warning"
    """It serves, and someone should look."""
    wrong = "wrong"
    """It cannot serve."""


@dataclass(frozen=True, slots=True)
class Condition:
    verdict: Verdict
    detail: str


def _disk(cafe: Cafe) -> Condition | None:
    """Return how much room a SQLite file has to grow; a server looks after its own disk."""
    if not cafe.database.is_sqlite:
        return None
    free = shutil.disk_usage(Path(cafe.database.url.database or ".").parent).free
    verdict = Verdict.wrong if free < NO_SPACE else Verdict.warning if free < LITTLE_SPACE else Verdict.ok
    return Condition(verdict, f"{free / 1e6:,.0f} MB free")


async def examine(cafe: Cafe, schema: Watch | None = None) -> Mapping[str, Condition]:
    """Tell what a reader of /health/ready gets to see. Never raises."""
    found: dict[str, Condition] = {}
    try:
        async with asyncio.timeout(PATIENCE):
            depths = await cafe.database.read(backlog.depths)
            due = await cafe.database.read(digests.oldest_due, cafe.clock())
            other_index = await cafe.database.read(search.outdated)
            differs = await cafe.database.read((schema or Watch()).look)
    except (*TROUBLE, TimeoutError) as failure:
        why = str(failure).partition("\n")[0] or f"no answer within {PATIENCE:.0f} s"
        found["database"] = Condition(Verdict.wrong, why)
    else:
        found["database"] = Condition(Verdict.ok, "answers")
        found["outbox"] = _outbox(cafe, depths)
        if differs.missing:
            told = f"missing: {named(differs.missing)}; see plek doctor"
            found["schema"] = Condition(Verdict.wrong, told)
        if other_index:
            told = "another version made the search index: plek reindex"
            found["search"] = Condition(Verdict.warning, told)
        lag = cafe.clock() - due if due else timedelta(0)
        verdict = Verdict.warning if lag > LAGGING else Verdict.ok
        found["digests"] = Condition(verdict, f"longest due for {lag.total_seconds():.0f} s")
    disk = _disk(cafe)
    if disk:
        found["disk"] = disk
    leader = cafe.scheduler.leader
    found["leader"] = Condition(Verdict.warning if leader == "unknown" else Verdict.ok, leader)
    return {**found, **_platforms(cafe), **_sites(cafe)}


def _sites(cafe: Cafe) -> dict[str, Condition]:
    """Return how the pages beside the chat are doing, which serves without them."""
    troubles = {each.name: each.trouble() for each in cafe.sites}
    return {
        name: Condition(Verdict.warning, why) if why else Condition(Verdict.ok, "serves")
        for name, why in troubles.items()
    }


def _platforms(cafe: Cafe) -> dict[str, Condition]:
    """Return how the adapters are doing.
    While one of several serves, the process serves: a balancer must not pass it by.
    """
    adapters = cafe.adapters.items()
    troubles = {name: each.trouble() if isinstance(each, Reporting) else None for name, each in adapters}
    verdict = Verdict.wrong if all(troubles.values()) else Verdict.warning
    return {name: Condition(verdict, why) if why else _serving(cafe, name) for name, why in troubles.items()}


def _serving(cafe: Cafe, name: str) -> Condition:
    adapter, failed = cafe.adapters[name], cafe.delivery.failing.get(name)
    due = adapter.due() if isinstance(adapter, Foreseeing) else None
    look = f"the last message did not arrive: {failed}" if failed else due
    return Condition(Verdict.warning, look) if look else Condition(Verdict.ok, "serves")


def _outbox(cafe: Cafe, depths: list[Depth]) -> Condition:
    now = cafe.clock()
    metrics = cafe.metrics
    metrics.depth.clear()
    metrics.parked.clear()
    metrics.age.clear()
    oldest = timedelta(0)
    for depth in depths:
        metrics.depth.labels(depth.platform, depth.lane).set(depth.waiting)
        metrics.parked.labels(depth.platform, depth.lane).set(depth.parked)
        age = now - depth.oldest if depth.oldest else timedelta(0)
        held = metrics.age.labels(depth.platform)
        held.set(max(age.total_seconds(), held._value.get()))  # noqa: SLF001  # the most of its lanes
        if depth.lane is not Lane.digest and depth.platform in cafe.adapters:
            oldest = max(oldest, age)
    waiting, parked = sum(d.waiting for d in depths), sum(d.parked for d in depths)
    said = f"{waiting} waiting, the oldest for {oldest.total_seconds():.0f} s; {parked} parked"
    return Condition(Verdict.warning if oldest > OLD or parked else Verdict.ok, said)


def application(cafe: Cafe) -> web.Application:
    """Return the pages, for a server or a test."""
    schema = Watch()

    async def live(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def ready(_: web.Request) -> web.Response:
        found = await examine(cafe, schema)
        serves = all(each.verdict is not Verdict.wrong for each in found.values())
        body = {name: {"verdict": each.verdict, "detail": each.detail} for name, each in found.items()}
        return web.json_response({"ready": serves, "checks": body}, status=200 if serves else 503)

    async def metrics(_: web.Request) -> web.Response:
        await examine(cafe, schema)
        return web.Response(body=generate_latest(cafe.metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.add_routes([web.get("/health/live", live), web.get("/health/ready", ready), web.get("/metrics", metrics)])
    return app


@asynccontextmanager
async def serving(cafe: Cafe, *, host: str = "127.0.0.1", port: int = 8081) -> AsyncIterator[int]:
    """Serve the pages while the block runs; gives the port, which is chosen when 0. Raises `OSError` when taken."""
    runner = web.AppRunner(application(cafe), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
