"""Speaks with the homeserver: nio for syncing and encryption, and plain requests for the rest.

Nothing here retries or waits by itself: a refusal comes out as `Undeliverable`, anything that may pass as `RetryLater`.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

from aiohttp import ClientError
from nio import AsyncClientConfig, MegolmEvent, SyncResponse
from nio import Event as NioEvent
from nio.exceptions import EncryptionError, GroupEncryptionError, LocalProtocolError

from adapters.matrix.credentials import Login, make_folder
from adapters.matrix.keys import Nio, Unshared, from_nio
from adapters.matrix.plain import CLIENT, REQUEST, Json, Refusal, object_of, trouble, unreachable
from adapters.matrix.render import Content
from adapters.matrix.rooms import Raw, content_of, text_of
from adapters.matrix.settings import MatrixSettings
from adapters.matrix.sound import sound
from bot.chat.adapter import Undeliverable, Unfetched, gathered

LONG_POLL = timedelta(seconds=30)
FULL_STATE = timedelta(minutes=5)
"""How long the first sync may take: a thousand rooms take a stock Synapse some ten seconds."""
PIECE = 65_536
"""Bytes of a file that are read at a time."""
TIMELINE = 50
"""Events of a room that a sync brings at most; what came before them is fetched."""

MEGOLM = "m.megolm.v1.aes-sha2"
FILTER = json.dumps(
    {
        "presence": {"types": []},
        "account_data": {"types": []},
        "room": {
            "timeline": {"limit": TIMELINE, "lazy_load_members": True},
            # Of who the homeserver told us before a restart, it would not tell again what they are called.
            "state": {"lazy_load_members": True, "include_redundant_members": True},
            "ephemeral": {"types": []},
            "account_data": {"types": []},
        },
    }
)


class Homeserver:
    """One device of the bot on its homeserver."""

    def __init__(self, settings: MatrixSettings, login: Login) -> None:
        make_folder(settings.store)
        self.user = login.user_id
        self.nio = Nio(
            settings.homeserver,
            login.user_id,
            login.device_id,
            str(settings.store),
            AsyncClientConfig(
                # Of themselves these are for ever: how long to wait is for the outbox to say.
                max_limit_exceeded=0,
                max_timeouts=0,
                request_timeout=REQUEST.total_seconds(),
                encryption_enabled=True,
                pickle_key=login.pickle_key,
                store_sync_tokens=False,
            ),
        )
        self.nio.restore_login(login.user_id, login.device_id, login.access_token)
        self._sharing: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def close(self) -> None:
        await self.nio.close()

    async def call(self, method: str, path: str, body: Mapping[str, Any] | None = None, **query: str) -> Json:
        """Make one request. Raises `Refusal`, `TokenRefused`, `RetryLater`."""
        address = f"{path}?{urlencode(query)}" if query else path
        return await self.request(method, address, None if body is None else json.dumps(body))

    async def request(
        self, method: str, address: str, data: str | bytes | None, kind: str = "application/json"
    ) -> Json:
        """Make one request of any kind of data. Raises as `call`."""
        headers = {"Authorization": f"Bearer {self.nio.access_token}", "Content-Type": kind}
        try:
            async with await self.nio.send(method, address, data, headers) as response:
                status, text = response.status, await response.text()
        except (ClientError, TimeoutError, OSError) as failure:
            raise unreachable(failure) from failure
        answer = object_of(text)
        if status < 300:
            return answer
        raise trouble(status, answer, response.headers.get("Retry-After"))

    async def download(self, url: str, most: int) -> bytes:
        """Fetch what is at an address of media (`mxc://...`). Raises `Unfetched`, and as `call`."""
        scheme, _slashes, where = url.partition("://")
        host, _slash, number = where.partition("/")
        if scheme != "mxc" or not host or not number:
            raise Unfetched("it has no address of media")
        path = f"/_matrix/client/v1/media/download/{_part(host)}/{_part(number)}"
        headers = {"Authorization": f"Bearer {self.nio.access_token}"}
        try:
            async with await self.nio.send("GET", path, None, headers) as response:
                if response.status >= 300:
                    answer = object_of(await response.text())
                    raise trouble(response.status, answer, response.headers.get("Retry-After"))
                return await gathered(response.content.iter_chunked(PIECE), most)
        except (ClientError, TimeoutError, OSError) as failure:
            raise unreachable(failure) from failure

    async def sync(self, since: str | None, *, whole: bool, wait: timedelta = LONG_POLL) -> SyncResponse:
        """Fetch what happened since that token; `whole` with the state of all rooms, which nio needs after a start.

        Raises `TokenRefused`, `RetryLater`.
        """
        limit = FULL_STATE if whole else wait + REQUEST
        try:
            async with asyncio.timeout(limit.total_seconds()):
                response = await self.nio.sync(
                    timeout=0 if whole else int(wait / timedelta(milliseconds=1)),
                    sync_filter=FILTER,
                    since=since,
                    full_state=whole,
                )
        except (ClientError, TimeoutError, OSError) as failure:
            raise unreachable(failure) from failure
        if isinstance(response, SyncResponse):
            return response
        raise from_nio(response)

    async def put(self, room: str, kind: str, content: Content, key: str) -> str:
        """Say something, encrypted where the room is: its event id, the same for the same `key`.

        Raises `Refusal`, `RetryLater`.
        """
        if kind != "m.reaction" and self.is_encrypted(room):
            try:
                async with self._sharing[room]:
                    await self.nio.share_key(room)
                kind, content = self.nio.encrypt(room, kind, dict(content))
            except (GroupEncryptionError, LocalProtocolError, KeyError) as failure:
                # Who came or left meanwhile made the key useless: the next try makes another.
                raise Unshared(str(Unshared.__doc__)) from failure
        path = f"{CLIENT}/rooms/{_part(room)}/send/{kind}/{_part(key)}"
        return str((await self.call("PUT", path, content))["event_id"])

    async def redact(self, room: str, event: str, key: str) -> None:
        await self.call("PUT", f"{CLIENT}/rooms/{_part(room)}/redact/{_part(event)}/{_part(key)}", {})

    async def event(self, room: str, event: str) -> Raw:
        """Fetch one event; an encrypted one as it stands."""
        return await self.call("GET", f"{CLIENT}/rooms/{_part(room)}/event/{_part(event)}")

    async def readable(self, room: str, event: str) -> Raw:
        """Fetch one event as its sender wrote it; empty when it cannot be decrypted. Raises as `call`."""
        raw = await self.event(room, event)
        found = NioEvent.parse_event(dict(raw))
        if not isinstance(found, MegolmEvent):
            return raw
        found.room_id = room
        return self.decrypted(found) or {}

    async def reactions(self, room: str, event: str) -> list[Raw]:
        """Fetch the reactions to one event."""
        path = f"/_matrix/client/v1/rooms/{_part(room)}/relations/{_part(event)}/m.annotation"
        return list((await self.call("GET", path, limit="100")).get("chunk") or ())

    async def earlier(self, room: str, before: str, until: str) -> tuple[list[Any], str | None]:
        """A page of what happened before that token but after the other, newest first, and where the next begins.

        As nio's events, decrypted where possible.
        """
        query = {"from": before, "to": until, "dir": "b", "limit": "100"}
        answer = await self.call("GET", f"{CLIENT}/rooms/{_part(room)}/messages?{urlencode(query)}")
        events: list[Any] = []  # Any: nio's events
        for raw in sound(answer.get("chunk") or []):
            event = NioEvent.parse_event(raw)
            if isinstance(event, MegolmEvent):
                event.room_id = room
                with suppress(EncryptionError):
                    event = self.nio.decrypt_event(event)
            events.append(event)
        return events, (str(answer["end"]) if events and answer.get("end") else None)

    async def join(self, room: str, via: str = "") -> None:
        """Join; `via` is a homeserver that is in the room: the ids of newer rooms do not tell."""
        await self.call("POST", f"{CLIENT}/join/{_part(room)}", {}, **({"via": via, "server_name": via} if via else {}))

    async def create_direct(self, user: str, *, encrypted: bool) -> str:
        """Make a new direct chat with somebody: its room id."""
        state = [{"type": "m.room.encryption", "state_key": "", "content": {"algorithm": MEGOLM}}] if encrypted else []
        made = await self.call(
            "POST",
            f"{CLIENT}/createRoom",
            {"is_direct": True, "invite": [user], "preset": "trusted_private_chat", "initial_state": state},
        )
        self.nio.know(str(made["room_id"]), user, encrypted=encrypted)
        return str(made["room_id"])

    def people_in(self, room: str) -> int:
        """Count how many are in a room or invited to it, us included; none when we are not there."""
        known = self.nio.rooms.get(room)
        return int(known.member_count) if known else 0

    async def members(self, room: str) -> dict[str, str]:
        """Everybody who is or was in a room, and whether they joined, were invited, or left."""
        answer = await self.call("GET", f"{CLIENT}/rooms/{_part(room)}/members")
        return {str(raw["state_key"]): text_of(content_of(raw), "membership") for raw in answer.get("chunk") or ()}

    async def typing(self, room: str, *, on: bool) -> None:
        told = {"typing": True, "timeout": 30_000} if on else {"typing": False}
        await self.call("PUT", f"{CLIENT}/rooms/{_part(room)}/typing/{_part(self.user)}", told)

    async def display_name(self) -> str:
        """Empty when the account has none."""
        try:
            return text_of(await self.call("GET", f"{CLIENT}/profile/{_part(self.user)}/displayname"), "displayname")
        except Refusal:
            return ""

    async def ask_for_key(self, raw: Raw, room: str) -> None:
        """Ask the sender's devices, and our own others, for the key of an event that cannot be read."""
        content = content_of(raw)
        request = {
            "action": "request",
            "requesting_device_id": self.nio.device_id,
            "request_id": text_of(content, "session_id"),
            "body": {
                "algorithm": MEGOLM,
                "room_id": room,
                "sender_key": text_of(content, "sender_key"),
                "session_id": text_of(content, "session_id"),
            },
        }
        to = {user: {"*": request} for user in (text_of(raw, "sender"), self.user)}
        path = f"{CLIENT}/sendToDevice/m.room_key_request/{_part(text_of(raw, 'event_id'))}"
        await self.call("PUT", path, {"messages": to})

    async def leave(self, room: str) -> None:
        await self.call("POST", f"{CLIENT}/rooms/{_part(room)}/leave", {})

    async def account_data(self, kind: str) -> Json:
        """Fetch what we stored with our account; empty when nothing."""
        try:
            return await self.call("GET", f"{CLIENT}/user/{_part(self.user)}/account_data/{kind}")
        except Refusal as refusal:
            if refusal.code == "M_NOT_FOUND":
                return {}
            raise

    async def put_account_data(self, kind: str, content: Json) -> None:
        await self.call("PUT", f"{CLIENT}/user/{_part(self.user)}/account_data/{kind}", content)

    def decrypted(self, event: MegolmEvent) -> Raw | None:
        """Fetch what an encrypted event says, when we have its key by now."""
        try:
            return dict(self.nio.decrypt_event(event).source)
        except (EncryptionError, LocalProtocolError, AssertionError):  # nio asserts that it names a key
            return None

    def is_encrypted(self, room: str) -> bool:
        """Raises `Undeliverable` where we are not."""
        known = self.nio.rooms.get(room)
        if known is None:
            raise Undeliverable(f"The bot is not in {room}")
        return bool(known.encrypted)


def _part(named: str) -> str:
    """Quote one part of an address: whatever somebody calls an event, it leads to no other place."""
    return quote(named, safe="", errors="replace")
