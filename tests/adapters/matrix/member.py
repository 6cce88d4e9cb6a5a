"""A member of the Café on Matrix: a real nio client, who asks and waits for answers."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote
from uuid import uuid4

from nio import (
    AsyncClient,
    AsyncClientConfig,
    Event,
    JoinResponse,
    KeysQueryError,
    KeysQueryResponse,
    MegolmEvent,
    RoomCreateResponse,
    RoomPreset,
    RoomSendResponse,
    SyncResponse,
)

from tests.servers.synapse import Account, Synapse

ENCRYPTED = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
FILTER = {"room": {"timeline": {"limit": 100}}}
"""The most that a stock Synapse gives. Of itself it gives ten events of a room, and a client must fetch the others."""
PATIENCE = 180.0
"""Seconds to wait for an answer. It takes a tenth of one; the machine may be very busy."""


class Nio(AsyncClient):  # type: ignore[misc]  # nio is published without types
    """nio, which of itself ends its syncing when somebody's devices are known by the time that it asks for them."""

    async def keys_query(self) -> KeysQueryResponse | KeysQueryError | None:
        return await super().keys_query() if self.should_query_keys else None


class Member:
    """Logged in and syncing while in `with`. `heard` holds the timeline events of others, in order."""

    def __init__(self, synapse: Synapse, account: Account, store: Path) -> None:
        self.account = account
        self.id = account.user_id
        self.heard: list[Event] = []
        store.mkdir(exist_ok=True)
        config = AsyncClientConfig(encryption_enabled=True, pickle_key="test", request_timeout=60)
        self.nio = Nio(synapse.url, account.user_id, account.device_id, str(store), config)
        self.nio.restore_login(account.user_id, account.device_id, account.access_token)
        self._news = asyncio.Condition()
        self._syncing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self.nio.add_event_callback(self._hear, (Event,))
        self.nio.add_response_callback(self._synced, (SyncResponse,))
        await self.nio.sync(full_state=True, sync_filter=FILTER)
        if self.nio.should_upload_keys:
            await self.nio.keys_upload()
        self._syncing = asyncio.create_task(self.nio.sync_forever(timeout=20_000, sync_filter=FILTER))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._syncing:
            self._syncing.cancel()
            await asyncio.wait([self._syncing])
        await self.nio.close()

    # What the member does.

    async def make_room(
        self,
        *invited: str,
        encrypted: bool = False,
        direct: bool = False,
        public: bool = False,
        name: str | None = None,
        version: str = "",
        space: bool = False,
    ) -> str:
        made = await self.nio.room_create(
            preset=RoomPreset.public_chat if public else RoomPreset.private_chat,
            is_direct=direct,
            name=name,
            initial_state=[ENCRYPTED] if encrypted else [],
            invite=invited,
            space=space,
            **({"room_version": version} if version else {}),
        )
        assert isinstance(made, RoomCreateResponse), made
        room = str(made.room_id)
        await self.until(lambda: room in self.nio.rooms)
        return room

    async def chat_with(self, bot: str, *, encrypted: bool = False) -> str:
        """A direct chat with the bot, once it is in it and has greeted."""
        room = await self.make_room(bot, encrypted=encrypted, direct=True)
        await self.sees(bot, room)
        await self.answer(room, after=0)
        return room

    async def sees(self, user: str, room: str) -> None:
        """Wait until somebody joined."""
        await self.until(lambda: self._joined(user, room))

    def _joined(self, user: str, room: str) -> bool:
        known = self.nio.rooms.get(room)
        return known is not None and user in known.users and user not in known.invited_users

    async def join(self, room: str) -> None:
        joined = await self.nio.join(room)
        assert isinstance(joined, JoinResponse), joined
        await self.until(lambda: room in self.nio.rooms)

    async def upgrade(self, room: str, version: str) -> str:
        """Replace a room by one of that version: its id. What nio sends for it leaves out the room's id."""
        path, headers = (
            f"/_matrix/client/v3/rooms/{quote(room)}/upgrade",
            {"Authorization": f"Bearer {self.nio.access_token}"},
        )
        async with await self.nio.send("POST", path, json.dumps({"new_version": version}), headers) as answer:
            return str((await answer.json())["replacement_room"])

    async def say(self, room: str, body: str, *, thread: str | None = None, mention: str | None = None) -> str:
        content: dict[str, Any] = {"msgtype": "m.text", "body": body}
        content["m.mentions"] = {"user_ids": [mention]} if mention else {}
        if thread:
            content["m.relates_to"] = {"rel_type": "m.thread", "event_id": thread}
        return await self.send(room, content)

    async def send(self, room: str, content: dict[str, Any], kind: str = "m.room.message") -> str:
        sent = await self.nio.room_send(room, kind, content, tx_id=uuid4().hex, ignore_unverified_devices=True)
        assert isinstance(sent, RoomSendResponse), sent
        return str(sent.event_id)

    async def edit(self, room: str, event: str, body: str) -> str:
        new = {"msgtype": "m.text", "body": body, "m.mentions": {}}
        relation = {"rel_type": "m.replace", "event_id": event}
        return await self.send(room, {**new, "body": f"* {body}", "m.new_content": new, "m.relates_to": relation})

    async def press(self, room: str, event: str, key: str) -> str:
        relation = {"rel_type": "m.annotation", "event_id": event, "key": key}
        return await self.send(room, {"m.relates_to": relation}, "m.reaction")

    async def ask(self, room: str, body: str, **how: Any) -> Event:
        """Say something, and wait for what the bot says next in that room."""
        before = len(self.said_in(room))
        await self.say(room, body, **how)
        return await self.answer(room, after=before)

    async def answer(self, room: str, *, after: int) -> Event:
        """The next message in the room after so many."""
        await self.until(lambda: len(self.said_in(room)) > after)
        return self.said_in(room)[after]

    # What the member saw.

    def said_in(self, room: str) -> list[Event]:
        """Messages of others there, edits left out."""
        return [
            event
            for event in self.heard
            if event.source.get("room_id", getattr(event, "room_id", room)) == room
            and event.source["type"] == "m.room.message"
            and relation(event).get("rel_type") != "m.replace"
        ]

    def reactions_to(self, event: str) -> list[str]:
        """Keys of the reactions of others."""
        found = [each for each in self.heard if each.source["type"] == "m.reaction"]
        return [relation(each)["key"] for each in found if relation(each).get("event_id") == event]

    async def until(self, holds: Callable[[], bool], *, patience: float = PATIENCE) -> None:
        """Wait until it is so. Looked at after every sync of this member; raises what ended their syncing."""
        assert self._syncing
        coming = asyncio.create_task(self._comes(holds))
        try:
            done, _ = await asyncio.wait({coming, self._syncing}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        finally:
            coming.cancel()
        if not done:
            raise TimeoutError
        for each in done:
            each.result()

    async def _comes(self, holds: Callable[[], bool]) -> None:
        async with self._news:
            await self._news.wait_for(holds)

    async def _hear(self, room: Any, event: Event) -> None:
        if event.sender != self.id and not isinstance(event, MegolmEvent):
            event.source["room_id"] = room.room_id
            self.heard.append(event)

    async def _synced(self, _: SyncResponse) -> None:
        async with self._news:
            self._news.notify_all()


def relation(event: Event) -> dict[str, Any]:
    found: dict[str, Any] = event.source["content"].get("m.relates_to", {})
    return found


def body(event: Event) -> str:
    return str(event.source["content"]["body"])


@asynccontextmanager
async def member(synapse: Synapse, role: str, folder: Path) -> AsyncIterator[Member]:
    """A new member of that role."""
    account = synapse.register(role)
    async with Member(synapse, account, folder / account.user_id.partition(":")[0].removeprefix("@")) as entered:
        yield entered
