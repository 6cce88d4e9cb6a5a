"""Times the figures of a Café of a million questions in a year, and how long the loop waits meanwhile.

`python -m benchmarks.impact [QUESTIONS]`. A third of the questions are of each region, most have an answer, and the
figures are those of the first page that coordinators see, of all, and of a region. The loop ticks meanwhile.
"""

import asyncio
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, text

import commands
from bot.process.office_hours import OfficeHours
from bot.topic import Topics
from commands.impact.asked import extent_of, figures_of
from commands.impact.impact import PAGE
from commands.impact.measuring import measured, quarters
from commands.impact.quarters import Quarter
from storage import atlas
from storage.database.database import Database
from storage.maintenance import migrate
from storage.vocabulary import Level

NOW = datetime(2026, 12, 31, 12, tzinfo=UTC)
MILLION = 1_000_000
PEOPLE = 20_000
TICK = 0.01

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
_ASKED = "datetime('2026-01-01', '+' || (i * 31536000.0 / :count) || ' seconds') || '.000000'"
_MADE = (
    "INSERT INTO organisations (id, name, kind) SELECT i, 'O' || i, CASE i % 3 WHEN 0 THEN 'gemeente' WHEN 1 "
    "THEN 'rijk' ELSE 'maatschappelijk initiatief' END FROM n WHERE i <= 200",
    "INSERT INTO members (id, name, language, created_at, seen_at, signed_up_at, organisation_id) SELECT i, 'M' || i, "
    "'nl', '2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000', 1 + i % 200 "
    "FROM n WHERE i <= :people",
    "INSERT INTO member_regions (member_id, region_id) SELECT i, 1 + i % 3 FROM n WHERE i <= :people",
    "INSERT INTO questions (id, asker_id, text, status, asked_at, changed_at) SELECT i, 1 + (i * 7) % :people, 'Hoe?', "
    "'open', {asked}, {asked} FROM n",
    "INSERT INTO question_regions (question_id, region_id) SELECT i, 1 + i % 3 FROM n",
    "INSERT INTO answers (question_id, member_id, text, given_at) SELECT i, 1 + (i * 13) % :people, 'Zo.', "
    "datetime({asked}, '+' || (1 + i % 900) || ' hours') || '.000000' FROM n WHERE i % 5 <> 0",
)


def fill(tx: Connection, count: int) -> None:
    country, _new = atlas.put_region(tx, "Nederland", Level.nationaal)
    for name in ("Twente", "Salland"):
        atlas.put_region(tx, name, Level.regionaal, parents=[country])
    for statement in _MADE:
        into, _gap, rest = statement.replace("{asked}", _ASKED).partition(" SELECT ")
        tx.execute(text(f"{into} {_NUMBERS} SELECT {rest}"), {"count": count, "people": PEOPLE})
    tx.execute(text("ANALYZE"))


async def ticks(late: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(TICK)
        late.append(time.perf_counter() - before - TICK)


async def main(count: int) -> None:
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'plek.db'}")
        with database.begin() as tx:
            migrate.upgrade(tx)
        await database.write(fill, count)
        known, topics = await database.read(atlas.atlas), Topics.within(commands)
        figures, quarter = figures_of(topics), Quarter.of(NOW)
        twente = known.region("Twente")
        for what, shown, regions in (
            ("first page", figures[:PAGE], frozenset[int]()),
            ("first page of a region", figures[:PAGE], frozenset({twente.id} if twente else ())),
            ("all figures", figures, frozenset[int]()),
        ):
            periods = [each for _q, each in quarters(extent_of(known, quarter, NOW, regions), quarter, 2)]
            late: list[float] = []
            ticking = asyncio.create_task(ticks(late))
            began, computed = time.perf_counter(), time.process_time()
            await database.read(measured, shown, periods, known, OfficeHours(), topics)
            took, spent = time.perf_counter() - began, time.process_time() - computed
            ticking.cancel()
            waited = f"the loop waited {max(late) * 1000:.0f} ms at most"
            print(f"{count:,} questions, {what}: {took:.2f} s ({spent:.2f} of the processor); {waited}")
        database.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else MILLION))
