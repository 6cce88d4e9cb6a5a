"""Measures how fast pages are made with 100,000 records on the web, and what they cost the chat beside them.

The client is that of aiohttp, in a process of its own. First pages that were not made before, one after the other, once
the database is warm; then 300 requests a second, four of five of which have the page already. The chat of the same
process is measured without them and with them in turn, several times, so that what else the machine does weighs on both
alike. The baseline is the same client on a page that reads nothing.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from rich.console import Console
from rich.table import Table
from sqlalchemy import update

from benchmarks.population import NOW, populate
from storage import tables
from storage.database.database import Database
from tests.servers.process import free_port

SIZE = 100_000
EACH = 60
"""Pages of every sort, each another."""
RATE = 300
SECONDS = 6
TURNS = 4
"""How often the chat is measured without and with requests."""
PAGES = {
    "a page that reads nothing": "/toegankelijkheid?x={0}",
    "home": "/",
    "questions": "/vragen?pagina={0}",
    "questions of a region": "/vragen?regio=twente&pagina={0}",
    "questions with a word": "/vragen?zoek=bodem&pagina={0}",
    "networks": "/netwerken?pagina={0}",
    "one question": "/vragen/{1}",
    "feed": "/vragen/atom.xml?thema=water&zoek=a{0}",
    "API, 100 things": "/api/v1/vragen?aantal=100&pagina={0}",
}


def main(size: int = SIZE) -> None:
    """Measure, and print two tables."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'web.db'}"
        _fill(url, size)
        beside: dict[str, dict[str, str]] = {}
        with _child(url, "both") as (both, port):
            made = asyncio.run(_pages(port))
            beside["one process"] = asyncio.run(_beside(both, both, port))
        with _child(url, "web") as (web, port), _child(url, "chat") as (chat, _unused):
            beside["two processes"] = asyncio.run(_beside(web, chat, port))
    pages = Table("page", title=f"A page made anew, {size:,} records, in milliseconds")
    for heading in ("p50", "p95"):
        pages.add_column(heading, justify="right")
    for name, times in made.items():
        pages.add_row(name, f"{times[len(times) // 2]:.1f}", f"{times[len(times) * 95 // 100]:.1f}")
    every = sorted(each for name, times in made.items() if name != next(iter(PAGES)) for each in times)
    pages.add_row("all but the first", f"{every[len(every) // 2]:.1f}", f"{every[len(every) * 95 // 100]:.1f}")
    told = Table("what", *beside, title=f"{RATE} requests a second for {TURNS} times {SECONDS} s, beside a chat")
    for name in beside["one process"]:
        told.add_row(name, *(figures[name] for figures in beside.values()))
    console = Console(width=120)
    console.print(pages)
    console.print(told)


def _fill(url: str, size: int) -> None:
    """Fill a database, and put all questions on the web."""
    database = Database(url)
    populate(database, size)
    with database.begin() as tx:
        tx.execute(update(tables.questions).values(published=True, changed_at=NOW))
        tx.execute(update(tables.answers).values(published=True))
    database.close()


Child = subprocess.Popen[str]


@contextmanager
def _child(url: str, part: str) -> Iterator[tuple[Child, int]]:
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.web_child", url, part, str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        if child.stdout is None or child.stdin is None or child.stdout.readline().strip() != "ready":
            raise RuntimeError("The process that is measured did not get ready")
        yield child, port
        child.stdin.close()
        child.wait(30)


async def _pages(port: int) -> dict[str, list[float]]:
    base = f"http://127.0.0.1:{port}"
    async with ClientSession() as http:
        numbers = await _numbers(http, base)
        return {name: await _each(http, base + path, numbers) for name, path in PAGES.items()}


async def _numbers(http: ClientSession, base: str) -> list[str]:
    async with http.get(f"{base}/api/v1/vragen?aantal=100") as answer:
        return [each["nummer"] for each in (await answer.json())["resultaten"]]


async def _beside(web: Child, chat: Child, port: int) -> dict[str, str]:
    """Measure the chat alone and beside requests, in turns."""
    base = f"http://127.0.0.1:{port}"
    async with ClientSession() as http:
        numbers = await _numbers(http, base)
        alone: list[float] = []
        beside: list[float] = []
        times: list[float] = []
        statuses: list[int] = []
        took, before = 0.0, (await asyncio.to_thread(_told, web))["resident"]
        for _turn in range(TURNS):
            alone += (await asyncio.to_thread(_told, chat))["times"]
            load = asyncio.create_task(_load(http, base, numbers))
            beside += (await asyncio.to_thread(_told, chat))["times"]
            asked, said, lasted = await load
            times, statuses, took = times + asked, statuses + said, took + lasted
        after = (await asyncio.to_thread(_told, web))["resident"]
    quiet, busy = (sorted(each)[len(each) * 95 // 100] for each in (alone, beside))
    times.sort()
    return {
        "requests a second": f"{len(times) / took:.0f}",
        "had it already (304)": f"{statuses.count(304) / len(statuses):.0%}",
        "failed": str(sum(each not in (200, 304) for each in statuses)),
        "p50 and p95 of a request": f"{times[len(times) // 2]:.1f} and {times[len(times) * 95 // 100]:.1f} ms",
        "p95 of the chat alone": f"{quiet:.1f} ms",
        "p95 of the chat meanwhile": f"{busy:.1f} ms ({busy / quiet - 1:+.0%})",
        "resident of the pages before and after": f"{before:.0f} and {after:.0f} MB",
    }


async def _each(http: ClientSession, path: str, numbers: list[str]) -> list[float]:
    """Return how long each of so many different pages took, in milliseconds, shortest first."""
    times = []
    async with http.get(path.format(EACH + 1, numbers[-1])) as first:
        await first.read()  # warms what all pages of that sort read
    for number in range(1, EACH + 1):
        start = time.perf_counter()
        async with http.get(path.format(number, numbers[number])) as answer:
            await answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{answer.status} at {path}")
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)


async def _load(http: ClientSession, base: str, numbers: list[str]) -> tuple[list[float], list[int], float]:
    """Ask at a steady rate, whatever the answers take: milliseconds, statuses, and how long it took."""
    tags: dict[str, str] = {}
    times: list[float] = []
    statuses: list[int] = []

    async def ask(path: str, *, has_it: bool) -> None:
        start = time.perf_counter()
        headers = {"If-None-Match": tags[path]} if has_it and path in tags else {}
        async with http.get(base + path, headers=headers) as answer:
            await answer.read()
            tags[path] = answer.headers.get("ETag", "")
            statuses.append(answer.status)
        times.append((time.perf_counter() - start) * 1000)

    paths = ["/", "/vragen", "/netwerken", "/vragen?regio=twente", *(f"/vragen/{each}" for each in numbers[:16])]
    for path in paths:
        await ask(path, has_it=False)
    times.clear()
    statuses.clear()
    began = time.perf_counter()
    turns = zip(range(RATE * SECONDS), cycle(paths), strict=False)
    async with asyncio.TaskGroup() as asking:
        for number, path in turns:
            await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
            asking.create_task(ask(path, has_it=number % 5 != 0))
    return times, statuses, time.perf_counter() - began


def _told(child: Child) -> dict[str, Any]:  # Any: JSON
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("The process that is measured is gone")
    child.stdin.write("tell\n")
    child.stdin.flush()
    told: dict[str, Any] = json.loads(child.stdout.readline())
    return told


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
