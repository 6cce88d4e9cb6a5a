"""A Café that is killed at a step of a message: `python -m tests.bot.inbound.killed_cafe URL STEP FAR`."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.app import Cafe
from bot.chat.adapter import Receiver
from bot.chat.message import Conversation, Message
from bot.chat.reply import Reply
from storage.database.database import Database
from tests.bot.sample_commands import SAMPLE_COMMANDS
from tests.cafe import Clock, Door, Doorway


class KilledDoorway(Doorway):
    """The far end that pulls the plug. `far` is what the people there see: a file of keys, that outlives us."""

    def __init__(self, step: str, far: Path, message: Message) -> None:
        super().__init__()
        self._step, self._far, self._message = step, far, message

    async def run(self, receiver: Receiver) -> None:
        await receiver.store([self._message])
        self._die("stored")
        await asyncio.Event().wait()

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        self._die("handled")
        shown(self._far, key, reply)
        self._die("sent")
        return await super().send(conversation, reply, key=key, replaces=replaces)

    def _die(self, step: str) -> None:
        if step == self._step:
            os.kill(os.getpid(), signal.SIGKILL)


def shown(far: Path, key: str, reply: Reply) -> None:
    with far.open("a") as people_see:
        people_see.write(f"{key}\n")
        people_see.flush()
        os.fsync(people_see.fileno())


def letter(database: Database) -> Message:
    """The message that all this is about."""
    return Door(database).person("Adviseur Water").message("tel doorgaan", id="the-one")


if __name__ == "__main__":
    opened = Database(sys.argv[1])
    asyncio.run(
        Cafe(
            opened, SAMPLE_COMMANDS, [KilledDoorway(sys.argv[2], Path(sys.argv[3]), letter(opened))], clock=Clock()
        ).run()
    )
