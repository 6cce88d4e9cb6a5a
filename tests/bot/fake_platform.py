"""A platform that keeps what it is sent, and fails or waits when told to."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.chat.adapter import Receiver
from bot.chat.message import Conversation, Identity, Kind
from bot.chat.reply import PAYLOAD_VERSION, Reply, codec, say
from storage.messaging.outbox import Letter
from storage.vocabulary import Lane, Operation

PLATFORM = "sink"
START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


class Clock:
    """A clock that moves when told to."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def ahead(self, by: timedelta) -> None:
        self.now += by


class FakePlatform:
    """Implements `bot.chat.adapter.Adapter`. `faults` holds, by key, what each try of it raises before one succeeds."""

    platform = PLATFORM
    forms = False
    hears_threads = False

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.tries: list[str] = []
        self.replies: dict[str, Reply] = {}
        self.faults: defaultdict[str, deque[Exception]] = defaultdict(deque)
        self.gates: dict[str, asyncio.Event] = {}
        self._changed = asyncio.Condition()

    async def run(self, receiver: Receiver) -> None:
        await asyncio.Event().wait()

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        await self._note(self.tries, key)
        if key in self.gates:
            await self.gates[key].wait()
        if self.faults[key]:
            raise self.faults[key].popleft()
        self.replies[key] = reply
        await self._note(self.sent, key)
        return f"native-{key}"

    async def open_direct(self, identity: Identity) -> Conversation:
        return conversation(identity.id)

    async def delete(self, conversation: Conversation, native_id: str, *, key: str) -> None:
        await self._note(self.sent, key)

    async def busy(self, conversation: Conversation) -> None:
        """Nothing to show."""

    async def until(self, holds: Callable[[], bool], *, within: float = 20) -> None:
        """Wait until that is so; looked at whenever something is tried or sent. Fails after so many seconds."""
        async with asyncio.timeout(within), self._changed:
            await self._changed.wait_for(holds)

    async def _note(self, where: list[str], key: str) -> None:
        async with self._changed:
            where.append(key)
            self._changed.notify_all()


def conversation(name: str) -> Conversation:
    return Conversation(PLATFORM, name, Kind.channel)


def letter(key: str, to: str = "square", lane: Lane = Lane.answer, *, platform: str = PLATFORM) -> Letter:
    where = conversation(to)
    return Letter(
        key=key,
        platform=platform,
        conversation_key=where.key,
        conversation=codec.dump(where),
        lane=lane,
        operation=Operation.send,
        payload=codec.dump(say(key)),
        payload_version=PAYLOAD_VERSION,
        trace=f"event-of-{key}",
    )


async def eventually(holds: Callable[[], Awaitable[bool]], within: float = 20) -> None:
    """Wait until that is so, for what tells nobody when it changes: a lock, a port, another process."""
    async with asyncio.timeout(within):
        while not await holds():  # noqa: ASYNC110  # see above
            await asyncio.sleep(0.01)
