"""A second process of the Café, that is killed while it answers.

    python -m tests.rehearsal.replica URL NOW PLATFORM WHO...

Each of these people says something. What they said is stored; the first answer that is to go out is its end.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime

from bot.app import Cafe
from bot.chat.adapter import Receiver
from bot.chat.message import Conversation, Identity, Message
from bot.chat.reply import Reply
from storage.database.database import Database
from tests.cafe import ALL, Clock, Doorway, chat

LINE = "netwerken water"


def said(platform: str, who: str, now: datetime) -> Message:
    """What one of them says to it."""
    person = Identity(platform, who, who)
    return Message(id_of(who), chat(person), person, LINE, now)


def id_of(who: str) -> str:
    return f"said to the replica by {who}"


class Killed(Doorway):
    """The far end that pulls the plug."""

    def __init__(self, platform: str, messages: list[Message]) -> None:
        super().__init__(platform=platform)
        self._messages = messages

    async def run(self, receiver: Receiver) -> None:
        await receiver.store(self._messages)
        await asyncio.Event().wait()

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("nothing comes after that")


def main(url: str, at: str, platform: str, *people: str) -> None:
    now = datetime.fromisoformat(at)
    far = Killed(platform, [said(platform, who, now) for who in people])
    asyncio.run(Cafe(Database(url), ALL, [far], clock=Clock(now), leads=False).run())


if __name__ == "__main__":
    main(*sys.argv[1:])
