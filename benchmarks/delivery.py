"""Measures how many messages a second one, two and three replicas on one PostgreSQL send, and what each costs.

    python -m benchmarks.delivery [LETTERS]

The platform takes 50 ms a message, as a real one does; each replica sends 16 digests at a time
(`bot.outbound.delivery.ROOM`).
Also: how soon a reply is handed to its adapter after its commit, on both databases.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import structlog
from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from benchmarks.sink import Sink
from bot.chat.message import Conversation, Kind
from bot.chat.reply import PAYLOAD_VERSION, Reply, codec, say
from bot.outbound.delivery import Delivery
from bot.process import event_loop
from bot.process.scheduler import Scheduler
from storage import tables
from storage.database.database import Database
from storage.maintenance import migrate
from storage.messaging import outbox
from storage.messaging.outbox import Letter
from storage.vocabulary import Lane, Operation
from tests.servers.postgres import Postgres

LETTERS = 6_000
TAKES = 0.05
"""Seconds a send takes."""

WARM = 200
"""Letters that each replica sends before the clock starts, so that what a process does once is not counted."""

HANDED_OVER = 500


class Slow(Sink):
    """A platform that takes its time."""

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        await asyncio.sleep(TAKES)
        return key


class Prompt(Sink):
    """A platform that notes when it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        self.asked.set()
        return key


def main(letters: int) -> None:
    """Measure, and print two tables."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    sent = Table("replicas", title=f"{letters:,} digests to as many conversations, {TAKES * 1000:.0f} ms a send")
    for heading in ("a second", "times one", "CPU a message (ms)", "most possible a second"):
        sent.add_column(heading, justify="right")
    prompt = Table("database", title="From the commit of a reply to its adapter, in milliseconds")
    for heading in ("p50", "p95"):
        prompt.add_column(heading, justify="right")
    with tempfile.TemporaryDirectory() as folder, Postgres() as postgres:
        one = 0.0
        for replicas in (1, 2, 3):
            rate, cpu = _drained(postgres.fresh(), replicas, letters)
            one = one or rate
            sent.add_row(
                str(replicas), f"{rate:.0f}", f"{rate / one:.2f}", f"{cpu:.2f}", f"{replicas * 16 / TAKES:.0f}"
            )
        for name, url in (("SQLite", f"sqlite:///{Path(folder) / 'reply.db'}"), ("PostgreSQL", postgres.fresh())):
            p50, p95 = asyncio.run(_handed_over(url))
            prompt.add_row(name, f"{p50:.2f}", f"{p95:.2f}")
    console = Console(width=120)
    console.print(sent)
    console.print(prompt)


def _drained(url: str, replicas: int, letters: int) -> tuple[float, float]:
    """Messages a second, and CPU milliseconds of ours for each."""
    database = _ready(url)
    children = [
        subprocess.Popen([sys.executable, "-m", "benchmarks.delivery", "--replica", url], stdout=subprocess.PIPE)
        for _ in range(replicas)
    ]
    for child in children:
        assert child.stdout
        child.stdout.readline()
    _post(database, "warm", WARM * replicas)
    while _waiting(database):
        time.sleep(0.1)
    _post(database, "letter", letters)
    start = time.perf_counter()
    cpu = sum(_cpu(child.pid) for child in children)
    while _waiting(database):
        time.sleep(0.1)
    took = time.perf_counter() - start
    cpu = sum(_cpu(child.pid) for child in children) - cpu
    for child in children:
        child.kill()
        child.wait()
    database.close()
    return letters / took, cpu / letters * 1000


def _post(database: Database, name: str, count: int) -> None:
    with database.begin() as tx:
        outbox.post(tx, [_letter(f"{name}-{n}") for n in range(count)], datetime.now(UTC), leased=False)


def _waiting(database: Database) -> bool:
    """Asked in a way that costs next to nothing: what it took would be taken from the replicas."""
    with database.begin() as tx:
        return (
            tx.execute(select(tables.outbox.c.id).where(tables.outbox.c.sent_at.is_(None)).limit(1)).first() is not None
        )


def _cpu(pid: int) -> float:
    """Return seconds of CPU that a process used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _replica(url: str) -> None:
    database = Database(url)
    delivery = Delivery(database, {Slow.platform: Slow()}, lambda: datetime.now(UTC))
    scheduler = Scheduler(database, [], called=delivery.wake)

    async def say_when_ready() -> None:
        while scheduler.leader == "unknown":  # noqa: ASYNC110  # before the clock runs
            await asyncio.sleep(0.05)
        print("ready", flush=True)

    await asyncio.gather(delivery.run(), scheduler.run(), say_when_ready())


async def _handed_over(url: str) -> tuple[float, float]:
    database = _ready(url)
    prompt = Prompt()
    delivery = Delivery(database, {prompt.platform: prompt}, lambda: datetime.now(UTC))
    waited = []
    for number in range(HANDED_OVER):
        prompt.asked.clear()
        ready = await database.write(outbox.post, [_letter(str(number), Lane.answer)], datetime.now(UTC))
        start = time.perf_counter()
        delivery.hand_over(ready)
        await prompt.asked.wait()
        waited.append((time.perf_counter() - start) * 1000)
        await delivery.settled()
    database.close()
    waited.sort()
    return waited[len(waited) // 2], waited[int(len(waited) * 0.95)]


def _ready(url: str) -> Database:
    database = Database(url)
    with database.begin() as tx:
        migrate.upgrade(tx)
    return database


def _letter(name: str, lane: Lane = Lane.digest) -> Letter:
    where = Conversation(Sink.platform, f"place-{name}", Kind.channel)
    return Letter(
        key=f"letter/{name}",
        platform=where.platform,
        conversation_key=where.key,
        conversation=codec.dump(where),
        lane=lane,
        operation=Operation.send,
        payload=codec.dump(say("Een weekbericht van gewone lengte, met wat er deze week nieuw was.")),
        payload_version=PAYLOAD_VERSION,
        trace=f"letter/{name}",
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--replica"]:
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
        event_loop.run(_replica(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS)
