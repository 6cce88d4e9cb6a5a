"""Measures lists and cards of each topic among 100,000 things: `python -m benchmarks.topics [--only case] [--rows N]`.

Each figure is that of a whole answer, from a line that somebody types to the reply: p50 and p95 in milliseconds of a
processor, the database's included, and by the clock. What else runs there counts for the clock only, but for what
it takes from the caches. `shown` is how many things stand in the reply. The baseline in the same run is the same lines
before anything was filled, and `hulp`, which reads no topic.
"""

import argparse
import asyncio
import logging
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

import structlog
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, insert, select, text, update

import commands
from benchmarks.filling import FIRST, SAID, World, fill, tie
from benchmarks.population import EXAMPLES
from benchmarks.sink import Sink
from bot.app import Cafe, utc_now
from bot.chat.reply import Items, Reply
from bot.command.command import Commands
from bot.command.kind import Kind
from bot.exchange import importing
from bot.process import event_loop
from storage import atlas
from storage import search as index
from storage.database.database import Database
from storage.maintenance import migrate, statistics
from storage.members import roles
from storage.members.roles import Grant
from storage.search.tables import search_state
from storage.tables import identities, inbox, members
from storage.vocabulary import Role
from tests.servers.postgres import Postgres

ALL = Commands.within(commands)
ROWS = 100_000
TIMES = 40
PEOPLE = 500
MEMBER, COORDINATOR = "1", "2"
YARDSTICK = "hulp"
"""Reads no topic: what it takes tells how much the machine has to do besides."""
REGION, THEME = "twente", "water"
"""Each with others within it."""
PERIOD = "deze maand"
PAGE = "organisatie LVVN"
"""What its people asked and answered, and its networks."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What lists the things of a kind: all of them, those in a state, and the rest."""

    every: str
    state: str = ""
    others: tuple[str, ...] = ()
    dated: bool = True
    card: str = ""

    @property
    def bare(self) -> tuple[str, ...]:
        """What is asked before anything was filled too."""
        return (self.every, f"{self.every} {THEME} {REGION}", *self.others)

    @property
    def narrowed(self) -> tuple[str, ...]:
        """What is asked for by each sort of filter."""
        by = (REGION, THEME, SAID, *([self.state] if self.state else []), *([PERIOD] if self.dated else []))
        return tuple(f"{self.every} {each}" for each in by)


LISTS = {
    "agenda item": Lines("agenda", "opgepakt"),
    "signal": Lines("signalen", "doorgezet", ("besluiten", "risico's", f"besluiten {REGION}", f"risico's {THEME}")),
    "lesson": Lines("lessen", "cultuur", ("stralend falen", "kwadrant", f"kwadrant {THEME} {REGION}")),
    "evaluation": Lines("evaluaties"),
    "word": Lines("begrippen", "vastgesteld", dated=False),
    "desk request": Lines("loketvragen", "opgelost"),
    "case": Lines("casussen", "besproken"),
    "meeting": Lines("bijeenkomsten", "gehouden"),
    "series": Lines("reeksen", "dialoogtafel", dated=False),
    "poll": Lines("peilingen", "gesloten"),
    "task": Lines("taken", "loopt"),
    "news": Lines("nieuws"),
    "method": Lines("werkvormen", "uitgeprobeerd"),
    "source": Lines("bronnen", "open"),
    "question": Lines(
        "vragen", "beantwoord", ("vragen regionaal ontwikkelen", "vragen zonder antwoord over water", PAGE)
    ),
    "network": Lines(
        "netwerken",
        "regionaal",
        (
            *("programma's", f"programma's {THEME} {REGION}", "hubs", f"hub N-{FIRST}", "wat mist"),
            *(f"programma N-{FIRST}", f"wie gaat over kennis bij N-{FIRST}", PAGE),
            *(f"praat me bij over N-{FIRST}", f"gebiedsproces N-{FIRST}", f"afspraken N-{FIRST}"),
        ),
        dated=False,
        card=f"N-{FIRST}",
    ),
    "relation": Lines(f"relaties N-{FIRST}", others=(f"alle relaties N-{FIRST}", "eilanden"), card=f"N-{FIRST}"),
    "group": Lines("groepen", others=("groepen voor mij", "kennismaken"), dated=False, card="groep Beleid"),
}
"""What lists the things of each kind. Networks are filled as programmes, hubs and area processes too."""
WITHIN = frozenset({"answer"})
"""Kinds that no list shows: they stand on the card of another."""
OWN = (("te doen", MEMBER), ("te doen", COORDINATOR), ("mijn inbreng", MEMBER))


def main() -> None:
    """Measure, and print a table for each database."""
    arguments = argparse.ArgumentParser(prog="topics", description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--only", choices=("baseline", *LISTS), action="append")
    arguments.add_argument("--rows", type=int, default=ROWS)
    arguments.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    chosen = arguments.parse_args()
    if left_out := {each.name for each in ALL.topics.all(Kind)} - {*LISTS} - WITHIN:
        raise RuntimeError(f"No line shows these: {', '.join(sorted(left_out))}")
    for name in chosen.database or ("sqlite", "postgresql"):
        with _databases(name) as fresh:
            for kind in chosen.only or ("baseline", *LISTS):
                told = Table("what", "line", title=f"{name}: {chosen.rows:,} of each, milliseconds")
                for heading in ("p50", "p95", "p50 clock", "p95 clock", "shown"):
                    told.add_column(heading, justify="right")
                event_loop.run(_measure(fresh(), kind, chosen.rows, told))
                Console(width=120).print(told)


class _Fresh:
    """Copies of a Café with the example set and a few hundred people."""

    def __init__(self, folder: Path, server: Postgres | None) -> None:
        self._folder, self._server = folder, server
        self._at = ""
        self._numbers = count()
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
        # A file of its own each time: what SQLite keeps beside the last one is no part of it.
        there = self._folder / f"{next(self._numbers)}"
        there.mkdir()
        return f"sqlite:///{shutil.copy(self._folder / 'base.db', there / 'plek.db')}"

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
    world = World(people, sorted(drawn.regions), sorted(drawn.themes))
    if kind == "relation":
        fill(tx, "network", rows // 5, world)
        tie(tx, rows, rows // 5)
    else:
        fill(tx, kind, rows, world)
    # It is a copy: of an index of the same name this process remembers what stood in another.
    tx.execute(update(search_state).values(identity=token_hex(16)))
    statistics.gather(tx)


def _rest(database: Database) -> None:
    """Let PostgreSQL do what it does by itself soon after much was written, and is told not to in `Postgres`."""
    if not database.is_sqlite:
        with database.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


async def _measure(url: str, kind: str, rows: int, told: Table) -> None:
    database = Database(url)
    asked = _bare() if kind == "baseline" else _lines(kind)
    if kind != "baseline":
        with database.begin() as tx:
            _fill(tx, kind, rows)
        await index.reindex(database)
        _rest(database)
    async with _Open(database) as sink:
        await _settled()
        for line, who in asked:
            took = await _timed(sink, line, who)
            told.add_row(kind, line + (" (coordinator)" if who == COORDINATOR else ""), *took)
    with database.reader.begin() as tx:
        failed = tx.execute(select(inbox.c.payload).where(inbox.c.failure.is_not(None)).limit(1)).scalar()
    database.close()
    if failed:
        raise RuntimeError(f"What was filled cannot be shown: {failed}")


async def _settled() -> None:
    """Wait until a Café did what it does when it opens: it is no part of an answer."""
    while True:
        ours = [os.getpid(), *_below(os.getpid())]
        before = _processor(ours)
        await asyncio.sleep(QUIET)
        if _processor(ours) - before < QUIET / 20:
            return


QUIET = 2
"""Seconds in which next to nothing is done."""


def _bare() -> list[tuple[str, str]]:
    return [(YARDSTICK, MEMBER), *((line, MEMBER) for each in LISTS.values() for line in each.bare), *OWN]


def _lines(kind: str) -> list[tuple[str, str]]:
    lines = LISTS[kind]
    card = lines.card or next(f"{each.letter}-{FIRST}" for each in ALL.topics.all(Kind) if each.name == kind)
    return [*((line, MEMBER) for line in (YARDSTICK, *lines.bare, *lines.narrowed, card)), *OWN]


async def _timed(sink: Sink, line: str, who: str) -> tuple[str, ...]:
    """Return p50 and p95 of a processor and of the clock, and how many things were shown."""
    shown = await sink.ask(line, who)
    ours = [os.getpid(), *_below(os.getpid())]
    used, taken = list[float](), list[float]()
    for _each in range(TIMES):
        start, before = time.perf_counter(), _processor(ours)
        await sink.ask(line, who)
        used.append(1000 * (_processor(ours) - before))
        taken.append(1000 * (time.perf_counter() - start))
    spread = (each for those in map(sorted, (used, taken)) for each in (those[TIMES // 2], those[TIMES * 95 // 100]))
    return (*(f"{each:.1f}" for each in spread), str(_shown(shown)))


def _shown(reply: Reply) -> int:
    return sum(len(each.items) for each in reply.blocks if isinstance(each, Items))


def _processor(ours: Sequence[int]) -> float:
    """Seconds of a processor used until now by these processes: this one, and all that it started."""
    return sum(time.clock_gettime(~pid << 3 | PROCESS_CLOCK) for pid in ours)


PROCESS_CLOCK = 2
"""What makes a clock of Linux of the number of a process: that of a processor, of all its threads."""


def _below(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for each in (task / "children").read_text().split():
            yield int(each)
            yield from _below(int(each))


if __name__ == "__main__":
    with _nothing_told():
        main()
