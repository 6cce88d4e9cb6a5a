"""A whole Café in a process of its own that can be killed at a step.

    python -m tests.bot.process.killable_cafe URL JOURNAL DIES_AT

It handles what stands in the inbox, and writes a line in the journal for each message that reaches the platform, as
the platform would see it: by key. DIES_AT is a step, or "never".
"""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.app import Cafe
from bot.chat.adapter import Receiver
from bot.chat.message import Conversation, Identity
from bot.chat.reply import Reply, say
from bot.chat.texts import _
from bot.command.command import Commands, Context, command
from storage.database.database import Database
from storage.members import people
from tests.bot.fake_platform import PLATFORM

STEPS = ("before handling", "while handling", "before sending", "after sending")
SLOWLY = 0.3
"""Seconds that a send takes, so that there is a middle in which to be told to stop."""


def die_at(step: str) -> None:
    if sys.argv[3] == step:
        os.kill(os.getpid(), signal.SIGKILL)


@command(nl=("noteer",), en=("note",), summary=_("View"))
async def note(ctx: Context) -> Reply:
    await ctx.write(people.set_language, ctx.member.id, "en")
    die_at("while handling")
    return say("noted")


class Journal:
    """Implements `bot.chat.adapter.Adapter`: the platform is a file."""

    platform = PLATFORM
    forms = False
    hears_threads = False

    def __init__(self, path: Path) -> None:
        self._path = path

    async def run(self, receiver: Receiver) -> None:
        await asyncio.Event().wait()

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        die_at("before sending")
        self._write(f"begins {key}")
        await asyncio.sleep(SLOWLY)
        self._write(f"arrived {key}")
        die_at("after sending")
        return key

    async def open_direct(self, identity: Identity) -> Conversation:
        raise NotImplementedError

    async def delete(self, conversation: Conversation, native_id: str, *, key: str) -> None:
        raise NotImplementedError

    async def busy(self, conversation: Conversation) -> None:
        """Nothing to show."""

    def _write(self, line: str) -> None:
        with self._path.open("a") as journal:
            journal.write(f"{line}\n")
            journal.flush()
            os.fsync(journal.fileno())


async def main() -> None:
    _name, url, journal, _dies_at = sys.argv
    database = Database(url)
    die_at("before handling")
    cafe = Cafe(
        database,
        Commands([note]),
        [Journal(Path(journal))],
        clock=lambda: datetime.now(UTC),
    )
    serving = asyncio.ensure_future(cafe.run())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, serving.cancel)
    await asyncio.wait([serving])


if __name__ == "__main__":
    asyncio.run(main())
