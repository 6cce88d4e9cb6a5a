"""Weeks of digests, made by three replicas whose clocks differ and that are killed at random: each once.

Fifty weeks, a thousand in `make fuzz`.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import psycopg
import pytest
from sqlalchemy import Connection, select

import commands
from bot.chat.message import Conversation, Kind
from bot.chat.reply import Reply, codec
from bot.digest.maker import DigestMaker, schedule_of
from bot.outbound.delivery import Delivery
from bot.process.work import Services
from bot.topic import Topics
from storage import tables
from storage.database.database import Database
from storage.digest import digests
from storage.digest.digests import Rhythm
from storage.messaging import conversations
from storage.vocabulary import Frequency, Holidays, Quiet
from tests import FUZZ
from tests.bot.fake_platform import PLATFORM, FakePlatform
from tests.servers.postgres import Postgres

EACH = 20
"""Of so many weeks at least one has a kill, and one a change, whatever chance says."""
WEEKS = 1000 if FUZZ > 1 else 50
APART = timedelta(seconds=90)
LEASE = timedelta(seconds=1)
BEGIN = datetime(2026, 1, 1, 12, tzinfo=UTC)
SEED = 20261109 if FUZZ == 1 else random.randrange(10**6)  # no secret

RHYTHMS = (
    Rhythm(0, time(9), "Europe/Amsterdam"),
    Rhythm(6, time(2, 30), "Europe/Amsterdam", holidays=Holidays.send),
    Rhythm(4, time(16), "America/Curacao", Frequency.biweekly, Holidays.skip),
    Rhythm(2, time(0), "Pacific/Apia", Frequency.monthly),
)


class Far(FakePlatform):
    """The platform as all replicas see it: knows a message again by its key, as Matrix does."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: Counter[str] = Counter()

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        self.shown[key] = 1  # before anybody is told that something changed
        return await super().send(conversation, reply, key=key, replaces=replaces)


class Replica:
    """One process of the deployment, as far as digests go. Its clock is `apart` from the right time."""

    def __init__(self, url: str, far: Far, now: list[datetime], apart: timedelta) -> None:
        self.database = Database(url, threads=2)
        self._far = far
        self._now = now
        self._apart = apart
        self._start()

    def clock(self) -> datetime:
        return self._now[0] + self._apart

    def _start(self) -> None:
        self.delivery = Delivery(self.database, {PLATFORM: self._far}, self.clock, lease=LEASE)
        self.digests = DigestMaker(Services(self.database, self.clock, Topics.within(commands)))
        self.serving = asyncio.create_task(self.delivery.run())

    async def kill(self, ticking: "asyncio.Task[int]") -> None:
        """Wherever it is; what it held stays leased. Then start it again."""
        ticking.cancel()
        self.serving.cancel()
        await self.delivery.drain(timedelta(0))
        self._start()


@pytest.mark.hypothesis  # `make fuzz` takes those
async def test_each_window_is_sent_once_over_many_weeks_of_kills_and_wrong_clocks(postgres: Postgres) -> None:
    chance = random.Random(SEED)
    url = postgres.fresh(like="plek_prepared")
    now, far = [BEGIN], Far()
    replicas = [Replica(url, far, now, apart) for apart in (-APART, timedelta(0), APART)]
    first = replicas[0].database
    await first.write(_subscribe)
    kills = changes = turns = 0
    while now[0] < BEGIN + timedelta(weeks=WEEKS):
        turns += 1
        due = await first.read(_next_monday)
        standstill = timedelta(weeks=chance.randint(1, 5)) if chance.random() < 0.03 else timedelta(0)
        # Close to the moment itself, so that for one replica it is past and for another it is not.
        now[0] = due + standstill + timedelta(seconds=chance.uniform(-80, 200))
        ticks = [asyncio.create_task(replica.digests.make_due()) for replica in replicas]
        if chance.random() < 0.2 or turns % EACH == 0:
            kills += 1
            await asyncio.sleep(chance.uniform(0, 0.04))  # wherever in its work it is by then
            victim = chance.randrange(3)
            if chance.random() < 0.5:
                await asyncio.to_thread(_cut_connections, url, chance)
            await replicas[victim].kill(ticks[victim])
        await asyncio.gather(*ticks, return_exceptions=True)
        now[0] += timedelta(minutes=5)
        if chance.random() < 0.05 or turns % EACH == EACH // 2:
            changes += 1
            await first.write(_change, chance.randint(2, len(RHYTHMS)), chance.choice(RHYTHMS), now[0])
        await replicas[0].digests.make_due()  # by its own clock, what nobody has made by now
    issues = await first.read(_issues)
    letters = [key for windows in issues for _start, _end, key in windows if key]
    # What a replica held when it was killed is sent when its lease ends: `run` looks that often.
    await far.until(lambda: set(letters) <= set(far.shown), within=120)
    for replica in replicas:
        replica.serving.cancel()
        await replica.delivery.drain(timedelta(seconds=5))
    for replica in replicas:
        replica.database.close()

    assert min(kills, changes) >= turns // EACH > WEEKS / EACH / 2
    assert len(letters) == len(set(letters))
    assert set(far.shown) == set(letters), "every window was sent, and nothing else"
    for windows in issues:
        assert all(start < end for start, end, _key in windows)
        assert all(before[1] == after[0] for before, after in pairwise(windows)), "windows join"
    repeats = sum(count - 1 for count in Counter(far.sent).values())
    assert repeats <= kills * 2, "only what was in flight when a replica died is offered again"


def _subscribe(tx: Connection) -> None:
    for number, rhythm in enumerate(RHYTHMS):
        place = Conversation(PLATFORM, f"place-{number}", Kind.channel)
        audience, _new = conversations.put(
            tx,
            key=place.key,
            platform=PLATFORM,
            kind="channel",
            name=place.id,
            language="nl",
            address=codec.dump(place),
            now=BEGIN,
        )
        digests.put(
            tx,
            conversation=audience.id,
            rhythm=rhythm,
            due_at=BEGIN + timedelta(days=1 + number),
            by=None,
            now=BEGIN,
            quiet=Quiet.line,
        )


def _change(tx: Connection, number: int, rhythm: Rhythm, now: datetime) -> None:
    """Another day, frequency or zone, from now on."""
    held = digests.of_conversation(tx, number)
    assert held
    due = schedule_of(replace(held, rhythm=rhythm)).first(now)
    digests.put(tx, conversation=number, rhythm=rhythm, due_at=due, by=None, now=now)


def _next_monday(tx: Connection) -> datetime:
    found = digests.of_conversation(tx, 1)
    assert found
    return found.due_at


def _issues(tx: Connection) -> Sequence[Sequence[tuple[datetime, datetime, str]]]:
    made = tables.digest_issues
    return [
        [
            (row.window_start, row.window_end, row.outbox_key)
            for row in tx.execute(select(made).where(made.c.subscription_id == number).order_by(made.c.window_end))
        ]
        for number in range(1, len(RHYTHMS) + 1)
    ]


def _cut_connections(url: str, chance: random.Random) -> None:
    """End some of the connections where they are, in the middle of a transaction if they are in one."""
    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'plek' AND datname = current_database()"
        ).fetchall()
        for (pid,) in rows:
            if chance.random() < 0.3:
                connection.execute("SELECT pg_terminate_backend(%s, 60000)", (pid,))  # returns when it is gone
