"""A bot in a process of its own that kills itself at a named step, as a power cut would, the first time it gets there.

Run as `python -m tests.adapters.matrix.killable_bot SETTINGS DATABASE STEP`.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence

import commands
from adapters.matrix.adapter import Matrix
from adapters.matrix.settings import MatrixSettings
from bot.app import Cafe, utc_now
from bot.chat.adapter import Receiver
from bot.chat.message import Conversation, Event, Message
from bot.chat.reply import Reply, say
from bot.chat.texts import _
from bot.command.command import Commands, Context, command
from storage.database.database import Database

SYNCED, STORED, HANDLING, UNSENT, SENT = "synced", "stored", "handling", "unsent", "sent"
STEPS = (SYNCED, STORED, HANDLING, UNSENT, SENT)
"""Read but not stored; stored but not handled; in the handler; before a send; between a send and its mark."""
NEVER = "never"

PROBE = "proef"
DONE = "Proef gedaan."


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class KillableMatrix(Matrix):
    """Dies over the first message that asks for the probe."""

    step = NEVER

    async def run(self, receiver: Receiver) -> None:
        await super().run(KillableReceiver(receiver, self.step))

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        probed = DONE in str(reply.blocks)
        if probed and self.step == UNSENT:
            die()
        native_id = await super().send(conversation, reply, key=key, replaces=replaces)
        if probed and self.step == SENT:
            die()
        return native_id


class KillableReceiver:
    """A receiver that dies around storing the probe; all else is the core's."""

    def __init__(self, core: Receiver, step: str) -> None:
        self._core = core
        self._step = step
        self.answer, self.cursor = core.answer, core.cursor
        self.said, self.belongs, self.awaits, self.thread_of = core.said, core.belongs, core.awaits, core.thread_of
        self.contents, self.picture, self.picture_address = core.contents, core.picture, core.picture_address

    async def store(self, events: Sequence[Event], *, cursor: tuple[str, str] | None = None) -> None:
        probed = any(isinstance(event, Message) and PROBE in event.text for event in events)
        if probed and self._step == SYNCED:
            die()
        await self._core.store(events, cursor=cursor)
        if probed and self._step == STORED:
            die()


def probe(step: str) -> Commands:
    @command(nl=(PROBE,), en=(PROBE,), summary=_("What I can do"), safe=True)
    async def probing(ctx: Context) -> Reply:
        if step == HANDLING:
            die()
        return say(DONE)

    return Commands([*Commands.within(commands).all, probing])


async def serve(settings: MatrixSettings, url: str, step: str) -> None:
    matrix = KillableMatrix(settings, clock=utc_now)
    matrix.step = step
    await Cafe(Database(url), probe(step), [matrix]).run()


if __name__ == "__main__":
    _program, given, url, step = sys.argv
    asyncio.run(serve(MatrixSettings.model_validate_json(given), url, step))
