"""Finds and records which rooms are direct chats, and with whom, where every Matrix client keeps it."""

import asyncio
from collections.abc import Iterator

from adapters.matrix.client import Homeserver

ACCOUNT_DATA = "m.direct"


class DirectChats:
    """The account's `m.direct`. `load` it before use."""

    def __init__(self, server: Homeserver) -> None:
        self._server = server
        self._user_of: dict[str, str] = {}
        self._saving = asyncio.Lock()

    def __contains__(self, room: object) -> bool:
        return room in self._user_of

    async def load(self) -> None:
        """Raises `RetryLater`."""
        stored = await self._server.account_data(ACCOUNT_DATA)
        for user, rooms in stored.items():
            for room in rooms if isinstance(rooms, list) else ():
                self._user_of.setdefault(str(room), user)

    def with_user(self, user: str) -> Iterator[str]:
        """Yield the chats with somebody, the latest first."""
        yield from [room for room, with_whom in reversed(self._user_of.items()) if with_whom == user]

    def user_of(self, room: str) -> str | None:
        return self._user_of.get(room)

    async def add(self, room: str, user: str) -> None:
        """Raises `RetryLater`; added all the same, and saved with the next."""
        if self._user_of.get(room) == user:
            return
        self._user_of[room] = user
        await self.save()

    def move(self, was: str, room: str) -> None:
        """The chat goes on in another room."""
        if was in self._user_of:
            self._user_of[room] = self._user_of[was]

    async def save(self) -> None:
        """Raises `RetryLater`."""
        async with self._saving:
            by_user: dict[str, list[str]] = {}
            for room, user in self._user_of.items():
                by_user.setdefault(user, []).append(room)
            await self._server.put_account_data(ACCOUNT_DATA, by_user)
