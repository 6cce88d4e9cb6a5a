"""Serves the pages beside a chat in the process that `benchmarks.web` measures, and times the chat when told to."""

import asyncio
import json
import logging
import sys
import time

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


async def run(url: str, port: int) -> None:
    """Print `ready`, then for each line of input how many milliseconds the chat took each time, and what we hold."""
    database = Database(url)
    topics = Commands.within(commands)
    settings = WebSettings(url="https://cafe.example.nl", listen=f"127.0.0.1:{port}", per_minute=10_000_000)
    site = Web(settings, topics.topics, database, clock=utc_now, registry=CollectorRegistry())
    sink = Sink()
    cafe = Cafe(database, topics, [sink], sites=[site], clock=utc_now)
    serving = asyncio.create_task(cafe.run())
    await sink.ready.wait()
    async with site.serving(cafe.dispatcher):
        for line in LINES:
            await sink.ask(line, "0")
        print("ready", flush=True)
        while await asyncio.to_thread(sys.stdin.readline):
            times = []
            for line in LINES * ROUNDS:
                start = time.perf_counter()
                await sink.ask(line, "0")
                times.append((time.perf_counter() - start) * 1000)
            print(json.dumps({"times": times, "resident": megabytes()}), flush=True)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    database.close()


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    event_loop.run(run(sys.argv[1], int(sys.argv[2])))
