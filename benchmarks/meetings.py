"""Measures lists, cards and the clock's work over 100,000 meetings: `python -m benchmarks.meetings [HOW MANY]`.

One in twenty is still to come, and ten people come to each. It is the time of a processor: what else runs there does
not count. The first figure is that of reading one row by its key.
"""

import asyncio
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, insert, select

from storage.database.database import Database
from storage.events import all_series, attendance, homework, meetings, passing, seekers
from storage.events.meeting import Filter, State
from storage.events.tables import attendances, meeting_regions, meeting_themes
from storage.events.tables import meetings as rows
from storage.maintenance import migrate
from storage.tables import members, regions, themes

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
TIMES = 60
AHEAD = timedelta(days=21)
PEOPLE, PLACES = 500, 40
STILL_TO_COME = 20
AT_ONCE = 5_000
_AT = {"created_at": NOW, "seen_at": NOW}


def main(n: int = 100_000) -> None:
    """Fill a database, and print the 95th percentile of each, in milliseconds of a processor."""
    asyncio.run(_measure(n))


async def _measure(n: int) -> None:
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'plek.db'}")
        await database.write(migrate.upgrade)
        await database.write(_fill, n)
        told = Table("what", "p95 (ms)", title=f"{n:,} meetings")
        for name, work in _works().items():
            told.add_row(name, f"{await database.read(_p95, work):.2f}")
        Console(width=100).print(told)
        database.close()


Work = Callable[[Connection], object]


def _works() -> dict[str, Work]:
    coming = Filter(states=frozenset({State.planned}), since=NOW)
    here = Filter(states=frozenset({State.planned}), since=NOW, regions=frozenset({7}), themes=frozenset({3}))
    past = Filter(states=frozenset({State.held, State.reported}), latest_first=True)
    return {
        "baseline: one row by its key": lambda tx: tx.execute(select(rows).where(rows.c.id == 9)).first(),
        "card: one meeting": lambda tx: meetings.get(tx, 20),
        "list: all to come": lambda tx: meetings.find(tx, coming, limit=6),
        "list: to come, of a region and theme": lambda tx: meetings.find(tx, here, limit=6),
        "list: held, latest first": lambda tx: meetings.find(tx, past, limit=6),
        "list: series": lambda tx: all_series.find(
            tx, regions=None, themes=None, kinds=(), room=None, groups=(), limit=6
        ),
        "my calendar": lambda tx: attendance.meetings_of(tx, 5, NOW, 200),
        "who comes": lambda tx: attendance.coming(tx, 20),
        "latest numbers": lambda tx: meetings.latest(tx, 2),
        "digest: a week": lambda tx: meetings.coming_up(tx, NOW - timedelta(days=7), NOW, AHEAD, 2_000),
        "digest: reports": lambda tx: meetings.reported_between(tx, NOW - timedelta(days=7), NOW, 2_000),
        "clock: who is behind": lambda tx: attendance.untold(tx, NOW, 200),
        "clock: to remind": lambda tx: attendance.to_remind(tx, NOW, NOW + timedelta(days=8), 200),
        "clock: to ask": lambda tx: attendance.to_ask(tx, NOW - timedelta(days=4), 200),
        "clock: homework": lambda tx: homework.to_remind(tx, NOW, NOW + timedelta(days=8), 200),
        "clock: hosts": lambda tx: attendance.to_tell_hosts(tx, NOW - timedelta(days=1), 200),
        "clock: missed": lambda tx: passing.missed(tx, NOW),
        "clock: groups": lambda tx: seekers.decided(tx, NOW, 60),
        "upkeep: programme": lambda tx: passing.without_programme(tx, NOW, NOW + timedelta(days=7), 200),
        "upkeep: report": lambda tx: passing.without_report(
            tx, NOW - timedelta(days=120), NOW - timedelta(days=2), 200
        ),
    }


def _p95(tx: Connection, work: Work) -> float:
    taken = []
    for _each in range(TIMES):
        begun = time.thread_time()
        work(tx)
        taken.append(1000 * (time.thread_time() - begun))
    return sorted(taken)[int(0.95 * TIMES)]


def _fill(tx: Connection, n: int) -> None:
    tx.execute(
        insert(members), [{"id": each, "name": f"M{each}", "language": "nl", **_AT} for each in range(1, PEOPLE + 1)]
    )
    places = [{"id": each, "name": f"Regio {each}", "level": "regionaal"} for each in range(1, PLACES + 1)]
    tx.execute(insert(regions), places)
    tx.execute(insert(themes), [{"id": each, "name": f"Thema {each}"} for each in range(1, PLACES + 1)])
    _in_turn(tx, insert(rows), _meetings(n))
    ids = range(1, n + 1)
    _in_turn(tx, insert(meeting_regions), ({"meeting_id": each, "region_id": 1 + each % PLACES} for each in ids))
    _in_turn(tx, insert(meeting_themes), ({"meeting_id": each, "theme_id": 1 + each // 3 % PLACES} for each in ids))
    _in_turn(tx, insert(attendances), _attendances(n))
    tx.exec_driver_sql("ANALYZE")


def _meetings(n: int) -> Iterator[dict[str, Any]]:  # Any: what the columns hold
    for each in range(1, n + 1):
        comes = each % STILL_TO_COME == 0
        starts = NOW + timedelta(hours=each % 2000 + 1) if comes else NOW - timedelta(hours=each % 50_000 + 3)
        reported = not comes and each % 3 == 0
        state = State.planned if comes else State.reported if reported else State.held
        yield {
            "id": each,
            "member_id": 1 + each % PEOPLE,
            "title": f"Bijeenkomst {each}",
            "state": state,
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=2),
            "zone": "Europe/Amsterdam",
            "uid": f"u{each}",
            "made_at": starts - timedelta(days=30),
            "changed_at": starts - timedelta(days=30),
            "reported_at": starts + timedelta(days=3) if reported else None,
        }


def _attendances(n: int) -> Iterator[dict[str, Any]]:  # Any: as above
    for each in range(STILL_TO_COME, n + 1, STILL_TO_COME):
        for one in range(10):
            yield {
                "meeting_id": each,
                "member_id": 1 + (each + 7 * one) % PEOPLE,
                "coming": one < 9,
                "said_at": NOW,
                "told_sequence": 0,
                "reminded_at": NOW,
            }


def _in_turn(tx: Connection, statement: Any, values: Iterator[dict[str, Any]]) -> None:  # Any: an insert
    batch: list[dict[str, Any]] = []
    for each in values:
        batch.append(each)
        if len(batch) == AT_ONCE:
            tx.execute(statement, batch)
            batch = []
    if batch:
        tx.execute(statement, batch)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
