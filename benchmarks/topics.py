"""Measures lists and cards of each topic among 100,000 things: `python -m benchmarks.topics [--only case] [--rows N]`.

Each figure is that of a whole answer, from a line that somebody types to the reply: p50 and p95 by the clock, and the
time of a processor, the database's included. What else runs there does not count for that one. The baseline in the
same run is the same lines before anything was filled, and `hulp`, which reads no topic.
"""

import argparse
import asyncio
import logging
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, insert, select, update

import commands
from benchmarks.filling import FIRST, World, fill
from benchmarks.population import EXAMPLES
from benchmarks.sink import Sink
from bot.app import Cafe, utc_now
from bot.command.command import Commands
from bot.command.kind import Kind
from bot.exchange import importing
from bot.process import event_loop
from storage import atlas
from storage.database.database import Database
from storage.maintenance import migrate, statistics
from storage.members import roles
from storage.members.roles import Grant
from storage.tables import identities, members
from storage.vocabulary import Role
from tests.servers.postgres import Postgres

ALL = Commands.within(commands)
ROWS = 100_000
TIMES = 20
PEOPLE = 500
MEMBER, COORDINATOR = "1", "2"
FILTER = "water twente"
LISTS = {
    "agenda item": ("agenda",),
    "signal": ("signalen", "besluiten", "risico's"),
    "lesson": ("lessen", "stralend falen", "kwadrant"),
    "evaluation": ("evaluaties",),
    "word": ("begrippen",),
    "desk request": ("loketvragen",),
    "case": ("casussen",),
    "meeting": ("bijeenkomsten",),
    "series": ("reeksen",),
    "poll": ("peilingen",),
    "task": ("taken",),
    "news": ("nieuws",),
    "method": ("werkvormen",),
    "source": ("bronnen",),
    "question": ("vragen",),
}
"""What lists the things of each kind; the first is asked for of a theme and region too."""
OWN = (("te doen", MEMBER), ("te doen", COORDINATOR), ("mijn inbreng", MEMBER))


def main() -> None:
    """Measure, and print a table for each database."""
    arguments = argparse.ArgumentParser(prog="topics", description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--only", choices=LISTS, action="append")
    arguments.add_argument("--rows", type=int, default=ROWS)
    arguments.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    chosen = arguments.parse_args()
    kinds = chosen.only or list(LISTS)
    for name in chosen.database or ("sqlite", "postgresql"):
        with _databases(name) as fresh:
            for kind in (None, *kinds):
                told = Table("what", "line", title=f"{name}: {chosen.rows:,} of each, milliseconds")
                for heading in ("p50", "p95", "processor"):
                    told.add_column(heading, justify="right")
                event_loop.run(_measure(fresh(), kind, kinds, chosen.rows, told))
                Console(width=110).print(told)


class _Fresh:
    """Copies of a Café with the example set and a few hundred people."""

    def __init__(self, folder: Path, server: Postgres | None) -> None:
        self._folder, self._server = folder, server
        self._at = ""
        if server:
            server.prepare("base", self._prepare)
        else:
            self._prepare(f"sqlite:///{folder / 'base.db'}")

    def __call__(self) -> str:
        if self._server:
            if self._at:
                self._server.drop(self._at)
            self._at = self._server.fresh(like="base")
            return self._at
        return f"sqlite:///{shutil.copy(self._folder / 'base.db', self._folder / 'plek.db')}"

    def _prepare(self, url: str) -> None:
        database = Database(url)
        with database.begin() as tx:
            migrate.upgrade(tx)
        importing.load(database, ALL.topics, [EXAMPLES], datetime.now(UTC), example=True)
        event_loop.run(_let_in(database))
        with database.begin() as tx:
            _sign_up(tx)
        database.close()


@contextmanager
def _databases(name: str) -> Iterator[_Fresh]:
    with TemporaryDirectory() as folder:
        if name == "sqlite":
            yield _Fresh(Path(folder), None)
        else:
            with Postgres() as server:
                yield _Fresh(Path(folder), server)


@contextmanager
def _nothing_told() -> Iterator[None]:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield


class _Open:
    """A Café that is open, for as long as it is measured."""

    def __init__(self, database: Database) -> None:
        self.sink = Sink()
        self._cafe = Cafe(database, ALL, [self.sink], clock=utc_now)

    async def __aenter__(self) -> Sink:
        self._serving = asyncio.create_task(self._cafe.run())
        await self.sink.ready.wait()
        return self.sink

    async def __aexit__(self, *_error: object) -> None:
        self._serving.cancel()
        await asyncio.gather(self._serving, return_exceptions=True)


async def _let_in(database: Database) -> None:
    async with _Open(database) as sink:
        for who in (MEMBER, COORDINATOR):
            await sink.ask("hulp", who)


def _sign_up(tx: Connection) -> None:
    now = datetime.now(UTC)
    held = _readers(tx)
    tx.execute(update(members).where(members.c.id.in_(held.values())).values(signed_up_at=now, language="nl"))
    roles.grant(tx, held[COORDINATOR], Grant(Role.coordinator), None, now)
    known = {"language": "nl", "created_at": now, "seen_at": now, "signed_up_at": now}
    tx.execute(insert(members), [{"id": FIRST + n, "name": f"Deelnemer {n}", **known} for n in range(PEOPLE)])


def _readers(tx: Connection) -> dict[str, int]:
    rows = tx.execute(select(identities.c.native_id, identities.c.member_id).where(identities.c.platform == "sink"))
    return {row.native_id: row.member_id for row in rows}


def _fill(tx: Connection, kind: str, rows: int) -> None:
    drawn = atlas.atlas(tx)
    people = [*_readers(tx).values(), *range(FIRST, FIRST + PEOPLE)]
    fill(tx, kind, rows, World(people, sorted(drawn.regions), sorted(drawn.themes)))
    statistics.gather(tx)


async def _measure(url: str, kind: str | None, kinds: Sequence[str], rows: int, told: Table) -> None:
    database = Database(url)
    if kind:
        with database.begin() as tx:
            _fill(tx, kind, rows)
    asked = [("hulp", MEMBER), *(line for each in kinds for line in _lists(each))] if kind is None else _lines(kind)
    if kind is None:
        asked += OWN
    async with _Open(database) as sink:
        for line, who in asked:
            p50, p95, processor = await _timed(sink, line, who)
            what = kind or "baseline"
            told.add_row(what, line + (" (coordinator)" if who == COORDINATOR else ""), *_told(p50, p95, processor))
    database.close()


def _told(*figures: float) -> list[str]:
    return [f"{each:.1f}" for each in figures]


def _lists(kind: str) -> list[tuple[str, str]]:
    first, *others = LISTS[kind]
    return [(line, MEMBER) for line in (first, f"{first} {FILTER}", *others)]


def _lines(kind: str) -> list[tuple[str, str]]:
    letter = next(each.letter for each in ALL.topics.all(Kind) if each.name == kind)
    return [*_lists(kind), (f"{letter}-{FIRST}", MEMBER), *OWN]


async def _timed(sink: Sink, line: str, who: str) -> tuple[float, float, float]:
    await sink.ask(line, who)
    taken, began = [], _processor()
    for _each in range(TIMES):
        start = time.perf_counter()
        await sink.ask(line, who)
        taken.append(1000 * (time.perf_counter() - start))
    used = 1000 * (_processor() - began) / TIMES
    taken.sort()
    return taken[TIMES // 2], taken[TIMES * 95 // 100], used


def _processor() -> float:
    """Seconds of a processor used until now, by this process and all that it started."""
    theirs = sum(map(_used, _below(os.getpid())))
    return time.process_time() + theirs / os.sysconf("SC_CLK_TCK")


def _below(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for each in (task / "children").read_text().split():
            yield int(each)
            yield from _below(int(each))


def _used(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


if __name__ == "__main__":
    with _nothing_told():
        main()
