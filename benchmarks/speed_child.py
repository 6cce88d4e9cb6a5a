"""Answers in the process that `benchmarks.speed` measures, and prints how long it took as JSON."""

import asyncio
import json
import logging
import sys
import time
from datetime import UTC, datetime

import structlog

import commands
from benchmarks.resident import megabytes
from benchmarks.sink import Sink
from bot.app import Cafe, utc_now
from bot.command.command import Commands
from bot.process import event_loop
from storage.database import cursors
from storage.database.database import Database
from storage.members import organisations

ONE_BY_ONE = 200
AT_ONCE = 400
SPEAKERS = 40


async def run(url: str, lines: list[str]) -> None:
    """Print `ready` after the first answer, then the figures of each line."""
    database = Database(url)
    sink = Sink()
    cafe = Cafe(database, Commands.within(commands), [sink], clock=utc_now)
    serving = asyncio.create_task(cafe.run())
    await sink.ready.wait()
    await sink.ask("hulp", "0")
    print("ready", flush=True)
    figures = {line: await _figures(sink, line) for line in lines}
    baseline = await _baseline(database)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    database.close()
    print(json.dumps({"figures": figures, "baseline": baseline, "resident": megabytes()}))


async def _figures(sink: Sink, line: str) -> tuple[float, float, float]:
    """p50 and p95 in milliseconds, and answers a second when forty people ask at once."""
    await sink.ask(line, "0")
    times = sorted([await _timed(sink, line) for _ in range(ONE_BY_ONE)])
    start = time.perf_counter()
    for _ in range(AT_ONCE // SPEAKERS):
        await asyncio.gather(*(sink.ask(line, str(speaker)) for speaker in range(SPEAKERS)))
    rate = AT_ONCE / (time.perf_counter() - start)
    return times[ONE_BY_ONE // 2], times[ONE_BY_ONE * 95 // 100], rate


async def _timed(sink: Sink, line: str) -> float:
    start = time.perf_counter()
    await sink.ask(line, "0")
    return (time.perf_counter() - start) * 1000


async def _baseline(database: Database) -> float:
    """Return the median of a bare chain of four reads and two commits, each a hop of its own."""
    times = []
    for _ in range(ONE_BY_ONE):
        start = time.perf_counter()
        for _read in range(4):
            await database.read(organisations.named, "Proefdienst")
        for _commit in range(2):
            await database.write(cursors.put, "benchmark", "1", datetime.now(UTC))
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[ONE_BY_ONE // 2]


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    event_loop.run(run(sys.argv[1], sys.argv[2:]))
