"""Serves the pages, a chat, or both in the process that `benchmarks.web` measures, and times the chat when told to."""

import asyncio
import json
import logging
import sys
import time
from contextlib import AsyncExitStack

import structlog
from prometheus_client import CollectorRegistry

import commands
from adapters.web.settings import WebSettings
from adapters.web.site import Web
from benchmarks.resident import megabytes
from benchmarks.sink import Sink
from bot.app import Cafe, utc_now
from bot.command.command import Commands
from bot.process import event_loop
from storage.database.database import Database

LINES = ("hulp", "netwerken water twente", "wie weet iets over bodembeheer in Twente")
ROUNDS = 60


async def run(url: str, part: str, port: int) -> None:
    """Print `ready`, then for each line of input how many milliseconds the chat took each time, and what we hold.

    `part` is `web`, `chat` or `both`.
    """
    database = Database(url)
    topics = Commands.within(commands)
    settings = WebSettings(url="https://cafe.example.nl", listen=f"127.0.0.1:{port}", per_minute=10_000_000)
    site = Web(settings, topics.topics, database, clock=utc_now, registry=CollectorRegistry())
    sink = Sink()
    adapters, sites = ([sink] if part != "web" else []), ([site] if part != "chat" else [])
    cafe = Cafe(database, topics, adapters, sites=sites, clock=utc_now, leads=part != "web")
    serving = asyncio.create_task(cafe.run())
    async with AsyncExitStack() as opened:
        if sites:
            await opened.enter_async_context(site.serving(cafe.dispatcher))
        if adapters:
            await sink.ready.wait()
            await _timed(sink, 1)
        print("ready", flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            times = await _timed(sink, ROUNDS) if adapters else []
            print(json.dumps({"times": times, "resident": megabytes()}), flush=True)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    database.close()


async def _timed(sink: Sink, rounds: int) -> list[float]:
    times = []
    for line in LINES * rounds:
        start = time.perf_counter()
        await sink.ask(line, "0")
        times.append((time.perf_counter() - start) * 1000)
    return times


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    event_loop.run(run(sys.argv[1], sys.argv[2], int(sys.argv[3])))
