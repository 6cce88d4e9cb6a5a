"""Plays a platform that answers at once: it costs nothing, so that what is measured is ours."""

import asyncio
from datetime import UTC, datetime
from itertools import count

from bot.chat.adapter import Receiver
from bot.chat.message import Conversation, Identity, Kind, Message
from bot.chat.reply import Reply


class Sink:
    """Implements `bot.chat.adapter.Adapter` for any number of people, each in a personal chat."""

    platform = "sink"
    forms = False
    hears_threads = False

    def __init__(self) -> None:
        self.ready = asyncio.Event()
        self._receiver: Receiver | None = None
        self._numbers = count(1)
        self._answers: dict[str, asyncio.Future[Reply]] = {}

    async def run(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self.ready.set()
        await asyncio.Event().wait()

    async def ask(self, text: str, speaker: str) -> Reply:
        """Say something; returns when the answer was sent."""
        if self._receiver is None:
            raise RuntimeError("Not running")
        who = Identity(self.platform, speaker, speaker)
        where = Conversation(self.platform, speaker, Kind.personal)
        message = Message(str(next(self._numbers)) + datetime.now(UTC).isoformat(), where, who, text, datetime.now(UTC))
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._answers[f"{self.platform}:{message.id}/answer"] = answer
        await self._receiver.store([message])
        return await answer

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        if key in self._answers:
            self._answers.pop(key).set_result(reply)
        return key

    async def open_direct(self, identity: Identity) -> Conversation:
        return Conversation(self.platform, identity.id, Kind.personal)

    async def delete(self, conversation: Conversation, native_id: str, *, key: str) -> None:
        """There is nothing to take back."""

    async def busy(self, conversation: Conversation) -> None:
        """Nobody waits."""
