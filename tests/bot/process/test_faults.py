"""Killed at any step, told to stop in the middle, out of disk: nothing is lost, and what was done is not done again."""

import asyncio
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.app import Cafe
from bot.chat.message import Identity, Message
from bot.chat.reply import codec
from bot.chat.texts import _
from bot.cli import health
from storage.database.database import TROUBLE, Database
from storage.messaging import backlog, inbox
from storage.messaging.inbox import Arrival
from tests import ROOT
from tests.bot.fake_platform import PLATFORM, conversation, eventually
from tests.bot.process.killable_cafe import STEPS
from tests.cafe import ALL, Door
from tests.commands.questions.requests.test_requests import MONDAY, number_of
from tests.commands.questions.test_questions import LUCHT, put
from tests.servers.postgres import Postgres
from tests.servers.process import Process
from tests.servers.small_disk import fill, small_disk
from tests.small_map import draw


class Mortal:
    """The process of `tests.bot.process.killable_cafe`, its database and its journal."""

    def __init__(self, folder: Path, prepared: Path) -> None:
        self._folder = folder
        self._path = folder / "plek.db"
        self._path.write_bytes(prepared.read_bytes())
        self._journal = folder / "journal"
        self._journal.touch()
        self.database = Database(f"sqlite:///{self._path}")

    def say(self, *ids: str) -> None:
        """Put messages in the inbox, as a process did that has stopped since."""
        someone = Identity(PLATFORM, "someone", "iemand")
        with self.database.begin() as tx:
            for each in ids:
                message = Message(each, conversation("square"), someone, "noteer", datetime.now(UTC))
                arrival = Arrival(f"{PLATFORM}:{each}", message.conversation.key, codec.dump(message))
                inbox.store(tx, [arrival], datetime.now(UTC))

    def live(self, dies_at: str = "never") -> Process:
        command = [
            sys.executable,
            "-m",
            "tests.bot.process.killable_cafe",
            f"sqlite:///{self._path}",
            str(self._journal),
            dies_at,
        ]
        process = Process(command, log=self._folder / "log", cwd=ROOT)
        process.start(lambda: True)
        return process

    @property
    def arrived(self) -> list[str]:
        lines = self._journal.read_text().splitlines()
        return [line.removeprefix("arrived ") for line in lines if line.startswith("arrived ")]

    @property
    def is_sending(self) -> bool:
        return "begins" in self._journal.read_text()

    async def until_arrived(self, count: int) -> None:
        async def there() -> bool:
            return len(self.arrived) >= count

        await eventually(there, within=40)

    async def until_settled(self) -> None:
        async def settled() -> bool:
            return not await self.database.read(backlog.unsent, parked=False, limit=1)

        await eventually(settled, within=40)


@pytest.fixture
def mortal(tmp_path: Path, sqlite_prepared: Path) -> Iterator[Mortal]:
    made = Mortal(tmp_path, sqlite_prepared)
    yield made
    made.database.close()


@pytest.mark.parametrize("step", STEPS)
async def test_killed_at_any_step_it_answers_once_and_in_order_when_it_is_back(mortal: Mortal, step: str) -> None:
    mortal.say("one", "two")
    await asyncio.to_thread(mortal.live(dies_at=step).wait)
    heir = mortal.live()
    try:
        await mortal.until_arrived(3 if step == "after sending" else 2)
        await mortal.until_settled()
    finally:
        heir.stop()
    answers = [f"{PLATFORM}:one/answer", f"{PLATFORM}:two/answer"]
    assert list(dict.fromkeys(mortal.arrived)) == answers
    repeated = len(mortal.arrived) - len(answers)
    assert repeated == (1 if step == "after sending" else 0), "only the one in flight, which its key makes one"


async def test_told_to_stop_in_the_middle_of_a_send_it_finishes_that_one_and_keeps_the_rest(mortal: Mortal) -> None:
    mortal.say("one", "two", "three")
    process = mortal.live()

    async def sending() -> bool:
        return mortal.is_sending

    await eventually(sending, within=40)
    process.stop()  # SIGTERM
    left = await mortal.database.read(backlog.unsent, parked=False, limit=9)
    assert {each.key for each in left} | set(mortal.arrived) == {
        f"{PLATFORM}:{each}/answer" for each in ("one", "two", "three")
    }
    assert all(each.attempts == 0 for each in left), "nobody has to wait for a lease to run out"
    heir = mortal.live()
    try:
        await mortal.until_arrived(3)
    finally:
        heir.stop()
    assert mortal.arrived == [f"{PLATFORM}:{each}/answer" for each in ("one", "two", "three")]


async def test_with_a_full_disk_nothing_is_acknowledged_and_health_says_so(sqlite_prepared: Path) -> None:
    with small_disk("6m") as disk:
        path = disk / "plek.db"
        shutil.copy(sqlite_prepared, path)
        database = Database(f"sqlite:///{path}")
        async with Door(database) as door:
            someone = door.person("Lezer")
            assert await someone.says("hulp")
            ballast = disk / "ballast"
            fill(ballast)
            letter = someone.message("hulp " + "x" * 500_000)
            with pytest.raises(OperationalError, match="full"):
                await door.cafe.dispatcher.store([letter])
            found = await health.examine(door.cafe)
            assert found["disk"].verdict is health.Verdict.wrong
            ballast.unlink()
            again = someone.message("hulp", id=letter.id)  # the platform was not told, so it comes again
            assert await someone.meets(again)
            assert (await door.happens(again))[0].key.count("answer") == 1
            assert len([said for said in door.far.sent if said.key.endswith(f"{letter.id}/answer")]) == 1
        database.close()


async def test_a_cafe_goes_on_by_itself_when_postgresql_is_stopped_and_started(postgres: Postgres) -> None:
    database = Database(postgres.fresh(like="plek_prepared"))
    async with Door(database) as door:
        someone = door.person("Lezer")
        await someone.says("hulp")
        first, second, third = (someone.message(line) for line in ("hulp", "netwerken", "hulp netwerken"))
        await door.cafe.dispatcher.store([first, second])
        await asyncio.to_thread(postgres.stop)  # wherever it is by now
        door.clock.ahead(timedelta(seconds=30))
        with pytest.raises(TROUBLE):
            await door.cafe.dispatcher.store([third])
        assert (await health.examine(door.cafe))["database"].verdict is health.Verdict.wrong
        await asyncio.to_thread(postgres.start)
        await door.far.until(lambda: len(answers_to(door, first, second)) == 2, "the answers")
        assert answers_to(door, first, second) == [f"door:{each.id}/answer" for each in (first, second)]

        async def known_again() -> bool:
            return (await health.examine(door.cafe))["database"].verdict is health.Verdict.ok

        await eventually(known_again)
        assert await someone.meets(third), "the platform was not told, so it comes again"
    database.close()


async def test_two_leaders_for_a_moment_do_each_thing_once(postgres: Postgres) -> None:
    url = postgres.fresh(like="plek_prepared")
    here, there = Database(url), Database(url)
    await here.write(draw)
    async with Door(here) as door:
        door.clock.now = MONDAY
        asker, sensor = await door.member("Adviseur"), await door.member("Meetbureau")
        await put(asker)
        await asker.says(f"breng K-1 bij {await number_of(sensor)}")
        await sensor.hears(LUCHT)
        await sensor.says("weekbericht aan maandag 09:00")
        door.clock.ahead(timedelta(days=7))
        other = Cafe(there, ALL, [door.far], clock=door.clock)
        await asyncio.gather(
            *(work() for cafe in (door.cafe, other) for work in (cafe.work["requests"], cafe.digests.make_due))
        )
        door.cafe.delivery.wake()
        reminder = _("This question still waits for you. If it is not for you, say so: then I ask someone else.")
        await sensor.hears(reminder)
        await door.far.until(lambda: any(said.key.startswith("digest/") for said in door.far.sent), "the digest")
        await door.cafe.settled()
        heard = door.heard_in(sensor.chat)
        assert len([said for said in heard if said.tells(reminder)]) == 1
        assert len([said for said in heard if said.key.startswith("digest/")]) == 1
        assert not await here.read(backlog.unsent, parked=False, limit=1)
    here.close()
    there.close()


def answers_to(door: Door, *messages: Message) -> list[str]:
    wanted = {f"door:{each.id}/answer" for each in messages}
    return [said.key for said in door.far.sent if said.key in wanted]
