"""Keeps the line to the homeserver open: the sync loop, and what it sets going beside it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from nio import SyncResponse

from adapters.matrix.buttons import used_by
from adapters.matrix.client import LONG_POLL, Homeserver
from adapters.matrix.direct import DirectChats
from adapters.matrix.inflow import Inflow
from adapters.matrix.pace import Pace
from adapters.matrix.patience import Patience
from adapters.matrix.plain import TokenRefused
from adapters.matrix.position import Position
from adapters.matrix.render import Content
from adapters.matrix.rooms import PLATFORM
from adapters.matrix.seeds import Seeds
from adapters.matrix.settings import MatrixSettings
from bot.chat.adapter import Receiver, RetryLater, Undeliverable
from bot.chat.message import Event, Kind, Reacted
from bot.chat.reply import Audience
from bot.dialogue.buttons import line_of

log = structlog.get_logger()

STORE_EVERY = 20.0
"""Seconds after which a newer token alone is stored."""
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0
"""Seconds between two tries to store."""


class Line:
    """`open` it, then `listen` for as long as it serves."""

    def __init__(
        self,
        server: Homeserver,
        settings: MatrixSettings,
        receiver: Receiver,
        pace: Pace,
        patience: Patience,
        clock: Callable[[], datetime],
        background: asyncio.TaskGroup,
    ) -> None:
        self.server = server
        self.direct = DirectChats(server)
        self.seeds = Seeds(server, pace)
        self._settings = settings
        self.receiver = receiver
        self._patience = patience
        self._clock = clock
        self._background = background
        self._stream = f"{PLATFORM}:{server.user}"
        self._position = Position()
        self._stored = self._left_to_do()
        self._stored_at = 0.0
        self._joining: set[str] = set()
        self._asked: set[str] = set()
        self._keys: asyncio.Task[None] | None = None
        self._inflow: Inflow | None = None

    async def open(self) -> None:
        """Read what is new since the last time, and who and where we are. Raises `TokenRefused`."""
        self._position = Position.load(await self.receiver.cursor(self._stream))
        await self._patience.with_(self.direct.load)
        name = await self._patience.with_(self.server.display_name)
        self._inflow = Inflow(
            self.server, self._settings, self.receiver, self._patience, self._position, self.direct, self._clock, name
        )
        await self._turn(self._inflow, catching_up=True)

    async def listen(self) -> None:
        """Until cancelled. Raises `TokenRefused`."""
        if self._inflow is None:
            raise RuntimeError("The line is not open")
        while True:
            await self._turn(self._inflow, catching_up=False)

    async def _turn(self, inflow: Inflow, *, catching_up: bool) -> None:
        """One sync, committed with the token before anything else is done about it."""
        wait = min(LONG_POLL, inflow.next_deadline() or LONG_POLL)

        def sync() -> Awaitable[SyncResponse]:
            # While it is away, whatever answers shows that it is back: news would be waited for, and all that goes out.
            soon = timedelta(0) if self._patience.away else wait
            return self.server.sync(self._position.token, whole=catching_up, wait=soon)

        response = await self._patience.with_(sync)
        events = await inflow.take(response, catching_up=catching_up)
        if events or catching_up or self._worth_storing():
            await self._store(events)
        self._join()
        self._decline(inflow)
        self._refuse(inflow)
        self._ask_for_keys()
        for event in events:
            if isinstance(event, Reacted) and not event.shown:
                self._spawn(self._pressed(event))
        if self._keys is None or self._keys.done():
            self._keys = self._spawn(self.server.nio.keep_keys())

    def _worth_storing(self) -> bool:
        """Not when all it brought is a newer token: after a crash, reading a little again does no harm."""
        return self._left_to_do() != self._stored or time.monotonic() - self._stored_at >= STORE_EVERY

    def _left_to_do(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return dict(self._position.invites), dict(self._position.unread)

    async def _store(self, events: Sequence[Event]) -> None:
        """However long the database is away: what is not stored would be lost."""
        pause = FIRST_PAUSE
        while True:
            try:
                await self.receiver.store(events, cursor=(self._stream, self._position.dump()))
                self._stored, self._stored_at = self._left_to_do(), time.monotonic()
                return
            except Exception:  # whatever it is, the homeserver will not give them again
                log.exception("not stored", events=len(events), again_in=pause)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    def _join(self) -> None:
        self._joining &= set(self._position.invites)
        for room in set(self._position.invites) - self._joining:
            self._joining.add(room)
            self._spawn(self._accept(room))

    async def _accept(self, room: str) -> None:
        """Join. The invitation is forgotten when a sync shows us in the room, or the homeserver refuses."""
        while invite := self._position.invites.get(room):
            inviter, direct = str(invite["by"]), bool(invite["direct"])
            try:
                if direct:
                    await self._patience.with_(partial(self.direct.add, room, inviter))
                await self._patience.with_(partial(self.server.join, room, inviter.partition(":")[2]))
            except Undeliverable as refusal:
                if self._position.invites.get(room) is not invite:
                    continue  # invited while we were being refused
                del self._position.invites[room]
                self._joining.discard(room)
                log.warning("could not join", room=room, inviter=inviter, why=str(refusal))
            else:
                log.info("joined a room", room=room, inviter=inviter, direct=direct)
                return

    def _decline(self, inflow: Inflow) -> None:
        while inflow.declined:
            self._spawn(self.server.leave(inflow.declined.pop()))

    def _refuse(self, inflow: Inflow) -> None:
        """End what was begun to compare keys: an account of a program has nobody to compare them."""
        while inflow.unverified:
            room, event = inflow.unverified.pop()
            relation = {"rel_type": "m.reference", "event_id": event}
            told = {"code": "m.user", "reason": "This is a program", "m.relates_to": relation}
            self._spawn(self._put(room, "m.key.verification.cancel", told, f"{event}/cancel"))

    async def _put(self, room: str, kind: str, content: Content, key: str) -> None:
        await self.server.put(room, kind, content, key)

    def _ask_for_keys(self) -> None:
        for event_id, held in self._position.unread.items():
            if event_id not in self._asked:
                self._asked.add(event_id)
                self._spawn(self.server.ask_for_key(held["raw"], held["room_id"]))
        self._asked &= set(self._position.unread)

    async def _pressed(self, event: Reacted) -> None:
        """Take the buttons back that were used: where one person was asked, once they answered."""
        reply = await self.receiver.said(event.conversation, event.message_id)
        if reply is None or line_of(reply, event.number, event.sender) is None:
            return
        alone = event.conversation.kind is Kind.personal
        action = list(reply.actions())[event.number - 1]
        if alone or action.audience is Audience.asker:
            self.seeds.clear(event.conversation.id, event.message_id, used_by(reply, event.number))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        return self._background.create_task(_quietly(work))


async def _quietly(work: Coroutine[Any, Any, None]) -> None:
    """What is done beside the loop must not end it, but for a login that is refused."""
    try:
        await work
    except TokenRefused:
        raise
    except (RetryLater, Undeliverable) as failure:
        log.info("not done", why=str(failure))
    except Exception:  # a fault in one thing must not end the rest
        log.exception("failed beside the sync loop")
