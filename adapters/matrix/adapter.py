"""Connects the bot to Matrix: does what the engine asks of a platform."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, TypeVar
from urllib.parse import quote

import structlog

from adapters.matrix import files, polls, render, restored, rooms
from adapters.matrix.buttons import foremost
from adapters.matrix.client import Homeserver
from adapters.matrix.credentials import NoLogin, held
from adapters.matrix.line import Line
from adapters.matrix.login import obtain
from adapters.matrix.pace import Pace
from adapters.matrix.patience import Patience
from adapters.matrix.plain import Limited, Refusal, TokenRefused
from adapters.matrix.render import PAGE_BYTES, Content
from adapters.matrix.rooms import PLATFORM
from adapters.matrix.settings import MatrixSettings
from bot.chat.adapter import Receiver, RetryLater, Undeliverable, Unfetched
from bot.chat.message import Conversation, Identity, Kind, Message
from bot.chat.reply import Chart, Picture, Reply
from bot.chat.texts import _

T = TypeVar("T")

log = structlog.get_logger()

NOT_YET = timedelta(seconds=1)
"""How long to wait for a connection that is being made."""
AWAY = timedelta(seconds=5)
"""How long to wait for a homeserver that is out of reach. However long it is, its letters are not given up for that."""
MOST_OF_A_PICTURE = 400_000
"""Bytes: it comes at once on a phone, and homeservers take more."""
TYPING_AGAIN = timedelta(seconds=25)
"""The homeserver shows typing for half a minute."""


class NotConnected(RetryLater):
    """The connection to the homeserver is not there yet."""


class Matrix:
    """Implements `bot.chat.adapter.Adapter`."""

    platform = PLATFORM
    forms = False
    hears_threads = True
    polls = True
    how_to_press = _("Press a digit below my message, or type it.")

    def __init__(self, settings: MatrixSettings, *, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._pace = Pace(time.monotonic)
        self._patience = Patience()
        self._line: Line | None = None
        self.connected = asyncio.Event()
        """Set while it has caught up and listens."""
        self._opening: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._typing: set[str] = set()

    async def run(self, receiver: Receiver) -> None:
        """Listen until cancelled. Raises `NoLogin` when the homeserver does not accept the login, and `StoreInUse`."""
        with held(self._settings.store):
            await self._run(receiver)

    async def _run(self, receiver: Receiver) -> None:
        server = Homeserver(self._settings, await self._patience.with_(lambda: obtain(self._settings)))
        restored.take_in(server.nio, self._settings)
        try:
            async with asyncio.TaskGroup() as background:
                line = Line(server, self._settings, receiver, self._pace, self._patience, self._clock, background)
                background.create_task(line.seeds.run())
                await line.open()
                self._line = line
                self.connected.set()
                await line.listen()
        except* TokenRefused as refused:
            raise NoLogin(f"The homeserver refused the login of {server.user}. {TokenRefused.__doc__}") from refused
        finally:
            self._line = None
            self.connected.clear()
            await server.close()

    async def fetch(self, message: Message, number: int, *, most: int) -> bytes:
        """Implements `bot.chat.adapter.Fetching`: a message has one file here, and its event tells where that is."""
        line = self._connected()
        try:
            raw = await line.server.readable(message.conversation.id, message.id)
            return await files.fetched(line.server, raw, most)
        except Undeliverable as failure:
            raise Unfetched(str(failure)) from failure

    def trouble(self) -> str | None:
        """Implements `bot.chat.adapter.Reporting`."""
        if self._patience.away is not None:
            return f"The homeserver is out of reach. {self._patience.away}"
        return None if self.connected.is_set() else "It is connecting to the homeserver."

    # The way out.

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        line = self._connected()
        room = conversation.id
        if conversation.kind is Kind.personal and line.server.people_in(room) < rooms.DIRECT:
            # One of us left that chat; whoever it was with may be in another.
            room = await self._room_with(line, line.direct.user_of(room) or "")
        if reply.ballot:
            return await self._vote_on(line, room, reply, key, replaces)
        handed, reply = await self._files(line, room, reply, conversation)
        if not replaces:
            # What took the place of a message was shown with its picture before.
            handed += [_placed(each, conversation, None) for each in await self._pictures(line, room, reply)]
        limit = PAGE_BYTES // 2 if replaces else PAGE_BYTES
        with line.seeds:
            native_id = ""
            for number, page in enumerate(render.render(reply, limit=limit)):
                content = _placed(page, conversation, replaces if number == 0 else None)
                native_id = await self._put(line, room, content, f"{key}/{number}" if number else key)
            for number, content in enumerate(handed):
                await self._put(line, room, content, f"{key}/file/{number}")
            await self._stop_typing(line, room)
        seeds = foremost(reply, self._settings.buttons)
        if replaces:
            line.seeds.change(room, replaces, seeds)
            return replaces
        if seeds:
            line.seeds.plant(room, native_id, seeds)
        return native_id

    async def react(self, conversation: Conversation, sign: str, *, key: str) -> str:
        line = self._connected()
        relation = {"rel_type": "m.annotation", "event_id": conversation.address["reply_to"], "key": sign}
        try:
            return await self._put(line, conversation.id, {"m.relates_to": relation}, key, kind="m.reaction")
        except Refusal as refusal:
            if refusal.code != "M_DUPLICATE_ANNOTATION":
                raise
            return ""  # it stands there

    async def _vote_on(self, line: Line, room: str, reply: Reply, key: str, replaces: str | None) -> str:
        """Begin or end a poll of Matrix itself. Nothing of ours stands in it as if it were chosen."""
        event = polls.content(reply, replaces)
        if event is None:
            return str(replaces)
        kind, content = event
        with line.seeds:
            native_id = await self._put(line, room, content, key, kind=kind)
        return replaces or native_id

    async def _files(
        self, line: Line, room: str, reply: Reply, conversation: Conversation
    ) -> tuple[list[Content], Reply]:
        """Return the messages that hand over its files.
        Where the homeserver takes none, the reply says what to type.
        """
        if not reply.files:
            return [], reply
        if conversation.kind is not Kind.personal:
            raise Undeliverable("A file is for one person, and this is no direct chat")
        handed = []
        for file in reply.files:
            held = await line.receiver.contents(file)
            if held is None:
                raise Undeliverable("Nothing is kept about them any more")
            try:
                handed.append(await files.uploaded(line.server, room, file, held))
            except Refusal as refusal:
                log.warning("file refused", room=room, why=str(refusal))
                return [], reply.as_text()
        return handed, reply

    async def _pictures(self, line: Line, room: str, reply: Reply) -> list[Content]:
        """Return the messages that show its pictures and charts; where the homeserver takes none, words do without."""
        shown = []
        for picture in reply.blocks:
            if not isinstance(picture, Picture | Chart):
                continue
            held = await line.receiver.picture(picture, reply.language, most=MOST_OF_A_PICTURE)
            if held is None:
                continue
            try:
                shown.append(await files.shown(line.server, room, held, render.words_of(picture)))
            except Refusal as refusal:
                log.warning("picture refused", room=room, why=str(refusal))
        return shown

    async def open_direct(self, identity: Identity) -> Conversation:
        line = self._connected()
        return rooms.conversation(await self._room_with(line, identity.id), personal=True)

    async def delete(self, conversation: Conversation, native_id: str, *, key: str) -> None:
        line = self._connected()
        await self._paced(key, line.server.redact(conversation.id, native_id, _transaction(key)))

    def person_link(self, identity: Identity) -> str:
        return f"https://matrix.to/#/{quote(identity.id)}"

    def thread_link(self, conversation: Conversation) -> str:
        return f"https://matrix.to/#/{quote(conversation.id)}/{quote(conversation.thread or '')}"

    async def busy(self, conversation: Conversation) -> None:
        """Until it is cancelled, or the answer is there."""
        line = self._line
        with suppress(RetryLater, Undeliverable):
            while line:
                self._typing.add(conversation.id)
                await line.server.typing(conversation.id, on=True)
                await asyncio.sleep(TYPING_AGAIN.total_seconds())

    async def _put(self, line: Line, room: str, content: Content, key: str, *, kind: str = "m.room.message") -> str:
        return await self._paced(key, line.server.put(room, kind, content, _transaction(key)))

    async def _paced(self, key: str, work: Coroutine[Any, Any, T]) -> T:
        """Send within the homeserver's limits. Raises `RetryLater` with the moment it is this message's turn."""
        wait = self._pace.wait(key)
        if wait is not None:
            work.close()
            raise RetryLater("The homeserver's rate limit", wait)
        try:
            result = await work
        except Limited as limited:
            raise RetryLater(str(limited), self._pace.limited(key, limited.after)) from limited
        self._pace.sent(key)
        return result

    async def _room_with(self, line: Line, user: str) -> str:
        """Return a direct chat with somebody: one that there is, or a new one to which they are invited."""
        if not user:
            raise Undeliverable("Nobody is known to chat with there")
        async with self._opening[user]:
            for room in line.direct.with_user(user):
                if room not in line.server.nio.rooms:
                    continue
                membership = (await line.server.members(room)).get(user)
                if membership in ("join", "invite"):
                    return room
            made = await self._paced(
                f"direct/{user}", line.server.create_direct(user, encrypted=self._settings.encrypt_direct_chats)
            )
            await line.direct.add(made, user)
            return made

    async def _stop_typing(self, line: Line, room: str) -> None:
        if room in self._typing:
            self._typing.discard(room)
            with suppress(RetryLater, Undeliverable):
                await line.server.typing(room, on=False)

    def _connected(self) -> Line:
        if self._line is None or self._patience.away is not None:
            raise NotConnected(str(NotConnected.__doc__), AWAY if self._patience.away is not None else NOT_YET)
        return self._line


def _placed(page: Content, conversation: Conversation, replaces: str | None) -> Content:
    if replaces:
        return render.in_place_of(page, replaces)
    if conversation.thread:
        return render.in_thread(page, conversation.thread)
    if answers := conversation.address.get("reply_to"):
        return render.in_reply_to(page, answers)
    return page


def _transaction(key: str) -> str:
    """Return the same for every try of a message, so that the homeserver takes it once.
    Keys are long and hold user ids.
    """
    return sha256(key.encode()).hexdigest()[:40]
