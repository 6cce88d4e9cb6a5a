"""Measures a week's digests of a large Café: 10,000 channels and 100,000 people, a year of questions.

    python -m benchmarks.digests [SHARE]

SHARE (1 by default) scales all of it. Time and memory are of making: gather, choose, render, claim and post; sending
is measured by `benchmarks.delivery`.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import structlog
from rich.console import Console
from rich.table import Table as Printed
from sqlalchemy import Connection, Table, delete, insert, update

import commands
from benchmarks.resident import megabytes
from bot.chat.message import Conversation, Kind
from bot.chat.reply import codec
from bot.digest.maker import DigestMaker
from bot.process.work import Services
from bot.topic import Topics
from storage import atlas, tables
from storage.database.database import Database
from storage.maintenance import migrate
from storage.tables.base import metadata
from storage.vocabulary import Level
from tests.servers.postgres import Postgres

QUESTIONS, CHANNELS, PEOPLE, NETWORKS = 1_000_000, 10_000, 100_000, 5_000
MONDAY = datetime(2026, 11, 2, 8, tzinfo=UTC)
WEEK, YEAR = timedelta(days=7), timedelta(days=365)
PROVINCES, AREAS, THEMES = 12, 60, 120


def main(share: float) -> None:
    """Measure on both databases, and print a table."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    printed = Printed(
        "database", "audience", "digests", title=f"Making a week's digests, {QUESTIONS * share:,.0f} questions"
    )
    for heading in ("seconds", "ms each", "our CPU, ms each", "resident before (MB)", "after (MB)"):
        printed.add_column(heading, justify="right")
    with tempfile.TemporaryDirectory() as folder, Postgres() as postgres:
        for name, url in (("SQLite", f"sqlite:///{Path(folder) / 'digests.db'}"), ("PostgreSQL", postgres.fresh())):
            database = Database(url)
            with database.begin() as tx:
                migrate.upgrade(tx)
                _fill(tx, share)
            for audience, column in (("channels", "conversation_id"), ("people", "member_id")):
                with database.begin() as tx:
                    held = tables.digest_subscriptions
                    tx.execute(update(held).values(active=held.c[column].is_not(None)))
                before = megabytes()
                start, cpu = time.perf_counter(), time.process_time()
                made = asyncio.run(
                    DigestMaker(
                        Services(database, lambda: MONDAY + timedelta(seconds=5), Topics.within(commands))
                    ).make_due()
                )
                took, cpu = time.perf_counter() - start, time.process_time() - cpu
                each = [f"{seconds / max(made, 1) * 1000:.2f}" for seconds in (took, cpu)]
                row = (f"{took:.1f}", *each, f"{before:.0f}", f"{megabytes():.0f}")
                printed.add_row(name, audience, f"{made:,}", *row)
                with database.begin() as tx:
                    tx.execute(delete(tables.outbox))
            database.close()
    Console(width=120).print(printed)


def _fill(tx: Connection, share: float) -> None:
    chance = random.Random(7)
    country = atlas.put_region(tx, "Nederland", Level.nationaal)[0]
    provinces = [
        atlas.put_region(tx, f"Provincie {n}", Level.regionaal, parents=[country])[0] for n in range(PROVINCES)
    ]
    areas = [
        atlas.put_region(tx, f"Gebied {n}", Level.regionaal, parents=[provinces[n % PROVINCES]])[0]
        for n in range(AREAS)
    ]
    themes: list[int] = []
    for n in range(THEMES):
        themes.append(atlas.put_theme(tx, f"Thema {n}", parent=themes[n // 8] if n >= 8 else None)[0])
    regions = [*provinces, *areas]
    people, channels = range(1, max(1, int(PEOPLE * share)) + 1), range(1, int(CHANNELS * share) + 1)
    questions, networks = range(1, int(QUESTIONS * share) + 1), range(1, int(NETWORKS * share) + 1)
    _many(tx, tables.members, map(_member, people))
    _many(tx, tables.identities, map(_identity, people))
    _many(tx, tables.conversations, map(_channel, channels))
    for owner, ids, few in (("member", people, 2), ("conversation", channels, 3)):
        for about, known, count in (("region", regions, 1), ("theme", themes, few)):
            table = metadata.tables[f"{owner}_{about}s"]
            rows = ({f"{owner}_id": one, f"{about}_id": each} for one in ids for each in chance.sample(known, count))
            _many(tx, table, rows)
    _many(tx, tables.questions, (_question(number, chance, len(people)) for number in questions))
    for about, known in (("region", regions), ("theme", themes)):
        table = metadata.tables[f"question_{about}s"]
        _many(tx, table, ({"question_id": one, f"{about}_id": chance.choice(known)} for one in questions))
    _many(tx, tables.answers, (_answer(number, chance, len(people)) for number in questions if number % 2 == 0))
    _many(tx, tables.networks, (_network(number, chance) for number in networks))
    _many(tx, tables.digest_subscriptions, ({**_RHYTHM, "conversation_id": one, "member_id": None} for one in channels))
    _many(tx, tables.digest_subscriptions, ({**_RHYTHM, "conversation_id": None, "member_id": one} for one in people))


_RHYTHM = {
    "weekday": 0,
    "at": clock_time(9),
    "time_zone": "Europe/Amsterdam",
    "frequency": "weekly",
    "quiet": "need",
    "holidays": "move",
    "window_start": MONDAY - WEEK,
    "due_at": MONDAY,
}


def _member(number: int) -> dict[str, Any]:  # Any: a row
    since = MONDAY - YEAR
    return {
        "id": number,
        "name": f"Lid {number}",
        "language": "nl",
        "created_at": since,
        "seen_at": since,
        "signed_up_at": since,
    }


def _identity(number: int) -> dict[str, Any]:  # Any: a row
    return {
        "member_id": number,
        "platform": "sink",
        "native_id": str(number),
        "name": f"Lid {number}",
        "created_at": MONDAY,
    }


def _answer(question: int, chance: random.Random, people: int) -> dict[str, Any]:  # Any: a row
    return {
        "question_id": question,
        "member_id": chance.randint(1, people),
        "text": "Vraag het eens aan het waterschap.",
        "given_at": MONDAY,
    }


def _channel(number: int) -> dict[str, Any]:  # Any: a row
    place = Conversation("sink", f"kanaal-{number}", Kind.channel)
    return {
        "id": number,
        "key": place.key,
        "platform": "sink",
        "kind": "channel",
        "name": place.id,
        "address": codec.dump(place),
        "created_at": MONDAY - YEAR,
    }


def _question(number: int, chance: random.Random, people: int) -> dict[str, Any]:  # Any: a row
    asked = MONDAY - YEAR * chance.random()
    answered = number % 2 == 0
    return {
        "id": number,
        "asker_id": chance.randint(1, people),
        "text": f"Hoe pakken jullie vraagstuk {number} aan in jullie gebied, en wie kan daarbij helpen?",
        "status": "answered" if answered else "open",
        "asked_at": asked,
        "changed_at": asked,
        "answered_at": min(asked + timedelta(days=2), MONDAY) if answered else None,
    }


def _network(number: int, chance: random.Random) -> dict[str, Any]:  # Any: a row
    listed = MONDAY - YEAR * chance.random()
    return {
        "id": number,
        "name": f"Netwerk {number}",
        "folded": f"netwerk {number}",
        "kind": "leernetwerk",
        "level": "regionaal",
        "status": "listed",
        "created_at": listed,
        "changed_at": listed,
        "listed_at": listed,
    }


def _many(tx: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:  # Any: rows
    for batch in _batches(rows, 10_000):
        tx.execute(insert(table), batch)


def _batches(rows: Iterator[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:  # Any: rows
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
