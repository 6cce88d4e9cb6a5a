"""Examines an installation for its operator: each setting, the database, what waits in it, and what to do.

A platform adds its own in `adapters/<platform>/doctor.py`: `async def check(settings) -> AsyncIterator[Finding]`.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from bot.process import logs
from bot.process.choices import Choices
from bot.settings import listing
from bot.settings.loading import Settings, config_file
from bot.topic import Topics
from storage import search
from storage.accounts import traces
from storage.database.database import Database
from storage.maintenance import diagnosis, drift, snapshot

CHECK_TAKES_AT_MOST = timedelta(seconds=30)
WAITS_TOO_LONG = timedelta(minutes=10)
"""A message or letter that waits longer than this shows that nobody handles it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `advice` says what to do when it is not ok."""

    subject: str
    verdict: Literal["ok", "warning", "wrong"]
    detail: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Checkup:
    """Lets a topic look at a database whose schema is the newest."""

    subject: str
    look: Callable[[Choices, Database, datetime], AsyncIterator[Finding]]


async def examine(loaded: Settings, topics: Topics, database: Database, now: datetime) -> AsyncIterator[Finding]:
    """Yield everything but the platforms."""
    for finding in of_settings(loaded):
        yield finding
    async for finding in guarded("database", of_database(database, now)):
        yield finding
    async for finding in guarded("backup", of_backup(database)):
        yield finding
    for part in topics.all(Checkup):
        async for finding in guarded(part.subject, _of_topic(part, loaded.choices, database, now)):
            yield finding


async def _of_topic(part: Checkup, choices: Choices, database: Database, now: datetime) -> AsyncIterator[Finding]:
    state = await database.read(diagnosis.schema)
    if state.revision == state.newest:
        async for finding in part.look(choices, database, now):
            yield finding


def of_settings(loaded: Settings) -> Iterator[Finding]:
    for each in listing.listing(loaded):
        if each.source == "default":
            yield Finding(each.variable, "ok", each.default)
            continue
        shown = "set, not shown" if each.value is None else each.value
        yield Finding(each.variable, "ok", f"{shown} (from the {each.source})")
    file = config_file()
    if file and loaded.secrets() and file.stat().st_mode & 0o077:
        yield Finding(
            str(file),
            "warning",
            "others on this machine can read it",
            f"If it holds a password or a token: chmod 600 {file}",
        )


async def of_database(database: Database, now: datetime) -> AsyncIterator[Finding]:
    state = await database.read(diagnosis.schema)
    yield Finding("database", "ok", f"{database.described} answers: {state.version}")
    if state.revision == state.newest:
        yield _compared(state, await database.read(drift.drift))
        if await database.read(search.outdated):
            told = "another version made it, and this one cannot read it"
            yield Finding("search index", "wrong", told, "Run: plek reindex (plek run does it when it starts)")
        else:
            yield Finding("search index", "ok", "of this version")
    elif state.revision is None:
        yield Finding("schema", "wrong", "the database is empty", "Run: plek db upgrade")
        return
    elif state.known:
        yield Finding(
            "schema", "wrong", f"at {state.revision}, this version needs {state.newest}", "Run: plek db upgrade"
        )
        return
    else:
        yield Finding(
            "schema",
            "wrong",
            f"at {state.revision}, which this version does not know",
            "A newer version of the bot made it: install that version again",
        )
        return
    for finding in await _permission_and_space(database):
        yield finding
    yield _nameless(await database.read(traces.unresolved))
    for finding in _waiting(await database.read(diagnosis.waiting, now), now):
        yield finding


async def of_backup(database: Database) -> AsyncIterator[Finding]:
    """Tell whether `plek backup` would succeed: it is begun, on the connection that it would use."""
    state = await database.read(diagnosis.schema)
    if state.revision != state.newest:
        return
    try:
        yield Finding("backup", "ok", await asyncio.to_thread(snapshot.tried, database))
    except (snapshot.SnapshotFailed, sqlite3.Error) as failure:
        yield Finding("backup", "wrong", str(failure), "Give the user in PLEK_DATABASE__URL the tables as its own")


async def guarded(subject: str, findings: AsyncIterator[Finding]) -> AsyncIterator[Finding]:
    """Yield these findings; a check that fails or hangs becomes a finding itself."""
    try:
        async with asyncio.timeout(CHECK_TAKES_AT_MOST.total_seconds()):
            async for finding in findings:
                yield finding
    except TimeoutError:
        yield Finding(subject, "wrong", f"no answer within {CHECK_TAKES_AT_MOST.seconds} s", "Is the server up?")
    except Exception as error:  # noqa: BLE001  # whatever it is, the other findings must still be told
        yield Finding(subject, "wrong", diagnosis.reason(error) or logs.where(error), "Is the address right, is it up?")


def _compared(state: diagnosis.Schema, found: drift.Drift) -> Finding:
    """Tell whether a schema at the right revision has the tables and columns that the code says."""
    advice = "Somebody changed the tables by hand. Undo that, or restore a backup: plek restore"
    if found.missing:
        return Finding("schema", "wrong", f"at {state.revision}, and missing: {drift.named(found.missing)}", advice)
    if found.foreign:
        return Finding("schema", "warning", f"at {state.revision}, and not ours: {drift.named(found.foreign)}", advice)
    return Finding("schema", "ok", f"at {state.revision}, with the tables that this version needs")


def _nameless(letters: int) -> Finding:
    if not letters:
        return Finding("erasure", "ok", "of every letter is known whom it names")
    told = f"{letters} letters from an earlier version may name somebody who is forgotten later"
    return Finding("erasure", "warning", told, "They go by themselves, within 90 days after they were sent")


async def _permission_and_space(database: Database) -> list[Finding]:
    denied = await database.read(diagnosis.denied)
    found = [
        Finding(
            "permissions", "wrong", f"no right to {', '.join(denied)}", "Grant it to the user in PLEK_DATABASE__URL"
        )
        if denied
        else Finding("permissions", "ok", "may read, write and change the schema")
    ]
    if database.file:
        found += _file(Path(database.file))
    return found


def _file(file: Path) -> Iterator[Finding]:
    if file.stat().st_mode & 0o007:
        yield Finding(str(file), "warning", "everyone on this machine can read it", f"Run: chmod 600 {file}")
    free = diagnosis.free_space(file)
    size = f"{free / 1e9:.1f} GB free beside {file}"
    if free < diagnosis.LITTLE_SPACE:
        full = free < diagnosis.NO_SPACE
        yield Finding("disk", "wrong" if full else "warning", size, "Make room, or move the database")
    else:
        yield Finding("disk", "ok", size)


def _waiting(waiting: diagnosis.Waiting, now: datetime) -> Iterator[Finding]:
    if waiting.has_admin:
        yield Finding("administrator", "ok", "there is one")
    else:
        yield Finding(
            "administrator",
            "warning",
            "there is none",
            "Run: plek grant NAME admin, or use the code that plek run prints",
        )
    for subject, oldest, count in (
        ("messages in", waiting.oldest_in, waiting.count_in),
        ("messages out", waiting.oldest_out, waiting.count_out),
    ):
        late = oldest is not None and now - oldest > WAITS_TOO_LONG
        since = f"{count} waiting" + (f", since {oldest:%Y-%m-%d %H:%M} UTC" if oldest else "")
        yield Finding(subject, "warning" if late else "ok", since, "Is plek run running?" if late else "")
    if waiting.parked:
        yield Finding(
            "undeliverable",
            "warning",
            f"{waiting.parked} messages could not be delivered",
            "See why, and send or drop them: plek outbox",
        )
