"""Has nio share the keys of what is said: with everybody who is there, whatever the homeserver refuses meanwhile."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import ClientError, ClientResponse
from nio import (
    Api,
    AsyncClient,
    ErrorResponse,
    KeysClaimResponse,
    KeysQueryResponse,
    MatrixRoom,
    Response,
    SyncResponse,
)

from adapters.matrix.plain import Json, trouble, unreachable
from adapters.matrix.sound import sound_sync
from bot.chat.adapter import RetryLater


class Unshared(RetryLater):
    """The key of a message did not reach everybody's devices; it is made anew."""


class Nio(AsyncClient):  # type: ignore[misc]  # nio is published without types
    """nio, which reads events of the shape that events have only (`adapters.matrix.sound`)."""

    def __init__(self, *args: Any) -> None:  # Any: as in nio
        super().__init__(*args)
        self._querying = asyncio.Lock()
        self._changed: set[str] = set()

    async def parse_body(self, transport_response: ClientResponse) -> Json:
        return sound_sync(await super().parse_body(transport_response))

    async def receive_response(self, response: Response) -> None:
        """Of a refusal nio keeps only that it is logged out, and so it reads each refusal to share a key."""
        if not isinstance(response, ErrorResponse):
            await super().receive_response(response)

    def know(self, room: str, other: str, *, encrypted: bool) -> None:
        """Know at once a chat that we made: until a sync told all of it, we would speak in plain, or share no key."""
        known = self.rooms.setdefault(room, MatrixRoom(room, self.user_id))
        known.encrypted |= encrypted
        known.add_member(self.user_id, None, None)
        known.add_member(other, None, None, invited=True)
        known.members_synced = True
        if encrypted:
            self.encrypted_rooms.add(room)
            self.store.save_encrypted_rooms({room})
            self.olm.add_changed_users({other})  # of whom we shared no room with, nobody told us

    async def keys_query(self) -> KeysQueryResponse | ErrorResponse | None:
        """Ask for devices, and keep in mind who changed theirs meanwhile: nio takes an answer from before for the last.

        One at a time, so that who waits for an answer has it afterwards.
        """
        async with self._querying:
            if not self.should_query_keys:
                return None
            self._changed.clear()
            response = await super().keys_query()
            self.olm.add_changed_users(self._changed & self.olm.tracked_users)
            return response

    def _handle_olm_events(self, response: SyncResponse) -> None:
        self._changed.update(response.device_list.changed)
        super()._handle_olm_events(response)

    async def keys_claim(self, user_set: Mapping[str, Sequence[str]]) -> KeysClaimResponse | ErrorResponse:
        """Claim keys for sessions with devices. nio leaves out the room, without which it raises on a refusal."""
        method, path, data = Api.keys_claim(self.access_token, user_set)
        return await self._send(KeysClaimResponse, method, path, data, response_data=("",))

    async def keep_keys(self) -> None:
        """Upload, query and claim what the encryption asks for since the last sync. Raises `RetryLater`."""
        try:
            if self.should_upload_keys:
                checked(await self.keys_upload())
            if self.should_query_keys:
                checked(await self.keys_query())
            if self.should_claim_keys:
                checked(await self.keys_claim(self.get_users_for_key_claiming()))
            for answer in await self.send_to_device_messages():
                checked(answer)
        except (ClientError, TimeoutError, OSError) as failure:
            raise unreachable(failure) from failure

    async def share_key(self, room: str) -> None:
        """See to it that everybody's devices can read what we say next. Raises `RetryLater`."""
        try:
            if not self.rooms[room].members_synced:
                checked(await self.joined_members(room))
            present = set(self.rooms[room].users)
            if self.should_query_keys:
                checked(await self.keys_query())
            if not self.olm.should_share_group_session(room):
                return
            if missing := self.get_missing_sessions(room):
                checked(await self.keys_claim(missing))
            # Nobody verifies the devices of strangers for a bot; an unverified one can read as well.
            checked(await self.share_group_session(room, ignore_unverified_devices=True))
        except (ClientError, TimeoutError, OSError) as failure:
            self._make_anew(room)
            raise unreachable(failure) from failure
        if set(self.rooms[room].users) - present or self._left_out(room):
            self._make_anew(room)
            raise Unshared(str(Unshared.__doc__))

    def _left_out(self, room: str) -> bool:
        """Tell whether a device that we can speak to has not got the key: nio goes on when the homeserver refuses."""
        olm, users = self.olm, self.rooms[room].users
        session = olm.outbound_group_sessions.get(room)
        if session is None:
            return True
        have = session.users_shared_with | session.users_ignored
        return any(
            (each.user_id, each.id) not in have and olm.session_store.get(each.curve25519)
            for user in users
            for each in olm.device_store.active_user_devices(user)
        )

    def _make_anew(self, room: str) -> None:
        self.olm.outbound_group_sessions.pop(room, None)
        self.sharing_session.pop(room, None)  # nio forgets to, and would share no key of that room again


def checked(response: object) -> None:
    if isinstance(response, ErrorResponse):
        raise from_nio(response)


def from_nio(error: ErrorResponse) -> Exception:
    status = error.transport_response.status if error.transport_response else 0
    hint = {"retry_after_ms": error.retry_after_ms} if error.retry_after_ms else {}
    return trouble(status, {"errcode": error.status_code or "", "error": error.message, **hint}, None)
