"""Times the figures of a Café of a million questions in a year, and how long the loop waits meanwhile.

A third of the questions are of each region, most have an answer; the figures are those of the first page that
coordinators see, of all and of a region, of one figure over a year, and of the table of a year. The loop ticks besides.
Processor time, with that of a server, stands besides: others may use the machine too.

    python -m benchmarks.impact --questions 1000000 --database sqlite --database postgresql [--each]
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, text

import commands
from benchmarks.resident import spent_by
from bot.process.office_hours import OfficeHours
from bot.things.figures import Figure
from bot.topic import Topics
from commands.impact.asked import extent_of, figures_of
from commands.impact.impact import DRAWN, PAGE
from commands.impact.measuring import measured, quarters
from commands.impact.quarters import Quarter
from storage import atlas
from storage.database.database import Database
from storage.maintenance import migrate
from storage.vocabulary import Level
from tests.servers.postgres import Postgres

NOW = datetime(2026, 12, 31, 12, tzinfo=UTC)
MILLION = 1_000_000
PEOPLE = 20_000
TICK = 0.01

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
_LATER = {
    "sqlite": "(datetime('2026-01-01', '+' || ({seconds}) || ' seconds') || '.000000')",
    "postgresql": "(timestamptz '2026-01-01 00:00:00+00' + make_interval(secs => {seconds}))",
}
"""A moment of the year, so many seconds after it began."""
_ASKED = "i * 31536000.0 / :count"
_MADE = (
    "INSERT INTO organisations (id, name, kind) SELECT i, 'O' || i, CASE i % 3 WHEN 0 THEN 'gemeente' WHEN 1 "
    "THEN 'rijk' ELSE 'maatschappelijk initiatief' END FROM n WHERE i <= 200",
    "INSERT INTO members (id, name, language, created_at, seen_at, signed_up_at, organisation_id) SELECT i, 'M' || i, "
    "'nl', {begin}, {begin}, {begin}, 1 + i % 200 FROM n WHERE i <= :people",
    "INSERT INTO member_regions (member_id, region_id) SELECT i, 1 + i % 3 FROM n WHERE i <= :people",
    "INSERT INTO questions (id, asker_id, text, status, asked_at, changed_at) SELECT i, 1 + (i * 7) % :people, 'Hoe?', "
    "'open', {asked}, {asked} FROM n",
    "INSERT INTO question_regions (question_id, region_id) SELECT i, 1 + i % 3 FROM n",
    "INSERT INTO answers (question_id, member_id, text, given_at) SELECT i, 1 + (i % 19997 * 7919 + i / 20000 * 31) "
    "% :people, 'Zo.', {answered} FROM n WHERE i % 5 <> 0",
)
_ANSWERED = (
    "UPDATE questions SET status = 'answered', answered_at = (SELECT given_at FROM answers WHERE question_id = "
    "questions.id) WHERE id % 5 <> 0"
)
"""What an answer makes of its question."""


def main() -> None:
    arguments = argparse.ArgumentParser(prog="impact", description=__doc__.splitlines()[0] if __doc__ else "")
    arguments.add_argument("--questions", type=int, default=MILLION)
    arguments.add_argument("--database", choices=tuple(_LATER), action="append")
    arguments.add_argument("--each", action="store_true", help="each figure by itself")
    chosen = arguments.parse_args()
    for kind in chosen.database or tuple(_LATER):
        with database(kind) as (url, server):
            asyncio.run(measure(kind, url, server, chosen.questions, each=chosen.each))


@contextmanager
def database(kind: str) -> Iterator[tuple[str, int | None]]:
    """Begin an empty database: its URL, and the process of its server."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'plek.db'}", None
    else:
        with Postgres() as server:
            yield server.fresh(), server.pid


def fill(tx: Connection, count: int) -> None:
    country, _new = atlas.put_region(tx, "Nederland", Level.nationaal)
    for name in ("Twente", "Salland"):
        atlas.put_region(tx, name, Level.regionaal, parents=[country])
    later = _LATER[tx.dialect.name]
    moments = {"begin": "0", "asked": _ASKED, "answered": f"{_ASKED} + 3600 * (1 + i % 900)"}
    for statement in _MADE:
        at = {name: later.replace("{seconds}", seconds) for name, seconds in moments.items()}
        into, _gap, rest = statement.format(**at).partition(" SELECT ")
        tx.execute(text(f"{into} {_NUMBERS} SELECT {rest}"), {"count": count, "people": PEOPLE})
    tx.execute(text(_ANSWERED))
    tx.execute(text("ANALYZE"))


async def measure(kind: str, url: str, server: int | None, count: int, *, each: bool) -> None:
    database = Database(url)
    with database.begin() as tx:
        migrate.upgrade(tx)
    await database.write(fill, count)
    if not database.is_sqlite:
        with database.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))  # as it does by itself, elsewhere than here
    known, topics = await database.read(atlas.atlas), Topics.within(commands)
    figures, quarter = figures_of(topics), Quarter.of(NOW)
    twente = known.region("Twente")
    everywhere, region = frozenset[int](), frozenset({twente.id} if twente else ())
    asked: list[tuple[str, Sequence[Figure], frozenset[int], int]] = [
        ("first page", figures[:PAGE], everywhere, 2),
        ("first page of a region", figures[:PAGE], region, 2),
        ("all figures", figures, everywhere, 2),
        ("all figures of a region", figures, region, 2),
        ("one figure over a year", figures[:1], everywhere, DRAWN),
        ("a table of a year", figures, everywhere, DRAWN),
    ]
    asked += [(figure.name, [figure], everywhere, 2) for figure in figures] if each else []
    table = Table("what", "s", "processor, s", "the loop waited, ms", title=f"{kind}: {count:,} questions in a year")
    for what, shown, regions, so_many in asked:
        periods = [extent for _q, extent in quarters(extent_of(known, quarter, NOW, regions), quarter, so_many)]
        work = partial(measured, figures=shown, periods=periods, atlas=known, hours=OfficeHours(), topics=topics)
        took, spent, waited = await timed(database, server, work)
        table.add_row(what, f"{took:.2f}", f"{spent:.2f}", f"{waited * 1000:.0f}")
    Console().print(table)
    database.close()


async def timed(database: Database, server: int | None, work: Callable[[Connection], object]) -> tuple[float, ...]:
    """Return in seconds how long it took, what processors spent on it, and how long the loop waited at most."""
    late: list[float] = []
    ticking = asyncio.create_task(_ticks(late))
    began, ours, theirs = time.perf_counter(), time.process_time(), spent_by(server)
    await database.read(work)
    took, spent = time.perf_counter() - began, time.process_time() - ours + spent_by(server) - theirs
    ticking.cancel()
    return took, spent, max(late, default=0)


async def _ticks(late: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(TICK)
        late.append(time.perf_counter() - before - TICK)


if __name__ == "__main__":
    main()
