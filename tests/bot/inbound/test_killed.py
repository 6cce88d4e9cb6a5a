"""A process that is killed at any step of a message: the next one finishes it, and does nothing twice."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.app import Cafe
from bot.chat.message import Conversation
from bot.chat.reply import Reply
from storage import tables
from storage.database import cursors
from storage.database.database import Database
from tests import ROOT
from tests.bot.inbound.killed_cafe import letter, shown
from tests.bot.sample_commands import SAMPLE_COMMANDS
from tests.cafe import Clock, Doorway


class Onlooker(Doorway):
    """The same far end, for the process that comes after: it too writes what people see in the file."""

    def __init__(self, far: Path) -> None:
        super().__init__()
        self._far = far

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        shown(self._far, key, reply)
        return await super().send(conversation, reply, key=key, replaces=replaces)


async def killed(url: str, step: str, far: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bot.inbound.killed_cafe", url, step, str(far)),
        cwd=ROOT,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    async with asyncio.timeout(60):
        assert await process.wait() == -signal.SIGKILL


@pytest.mark.parametrize(("step", "times_seen"), [("stored", 1), ("handled", 1), ("sent", 2)])
async def test_the_next_process_finishes_what_a_killed_one_began(
    database: Database, database_url: str, tmp_path: Path, step: str, times_seen: int
) -> None:
    far = tmp_path / "far"
    far.touch()
    await killed(database_url, step, far)
    handled = await database.read(lambda tx: tx.execute(select(tables.inbox.c.handled_at)).scalar_one())
    assert (handled is None) == (step == "stored")
    people = Onlooker(far)
    after = Cafe(
        database, SAMPLE_COMMANDS, [people], clock=Clock()
    )  # at the same moment: it waits for no lease to run out
    running = asyncio.create_task(after.run())
    await people.until(lambda: bool(people.sent))
    await after.dispatcher.store([letter(database)])  # the platform was never told, and sends it again
    await after.settled()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    seen = far.read_text().splitlines()
    # Between sent and marked nobody can know: the same key comes again, which Matrix drops by itself.
    assert seen == ["door:the-one/answer"] * times_seen
    assert people.sent == ["teller 1"]
    assert await database.read(cursors.get, "tally doorgaan") == "1"
    unsent = select(func.count()).select_from(tables.outbox).where(tables.outbox.c.sent_at.is_(None))
    assert await database.read(lambda tx: tx.execute(unsent).scalar()) == 0
