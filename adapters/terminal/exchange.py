"""Lets a program speak for many people at a terminal: one JSON object a line in, one with all that came of it out."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import Literal
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from adapters.terminal.adapter import PLATFORM, conversation, identity
from adapters.terminal.render import render
from bot.chat.adapter import Receiver
from bot.chat.message import Conversation, Edited, Identity, Installed, Kind, Message, Reacted
from bot.chat.reply import Reply, label

PERSONAL, CHANNEL = "personal", "channel:"


class Line(BaseModel):
    """What somebody does: say a text, correct an earlier line, or press a button."""

    model_config = ConfigDict(extra="forbid")

    text: str = ""
    who: str = Field("", alias="as")
    lang: Literal["", "nl", "en"] = ""
    place: str = Field(PERSONAL, pattern=f"^({PERSONAL}|{CHANNEL}.+)$")
    addressed: bool = True
    press: int | None = None
    edit_of: int | None = None
    reply_to: str | None = None


class Exchange:
    """Implements `bot.chat.adapter.Adapter` for all people and places that its lines name."""

    platform = PLATFORM
    forms = False
    hears_threads = False

    def __init__(
        self,
        lines: AsyncIterator[str],
        show: Callable[[str], None],
        *,
        name: str,
        locale: str,
        clock: Callable[[], datetime],
    ) -> None:
        """`name` and `locale` are of who is not named."""
        self._lines = lines
        self._show = show
        self._name = name
        self._locale = locale
        self._clock = clock
        self._session = uuid4().hex[:8]
        self._sent = 0
        self._replies: list[dict[str, object]] = []
        self._latest: dict[str, str] = {}
        """The latest message with buttons in each place."""
        self._joined: set[str] = set()
        self.settled: Callable[[], Awaitable[None]] = _at_once
        """Waits until nothing is being handled or sent: the Café's own, set before it runs."""

    async def run(self, receiver: Receiver) -> None:
        """Deal with each line before the next is read; returns at the end of input."""
        number = 0
        async for raw in self._lines:
            if not raw.strip():
                continue
            number += 1
            told: dict[str, object] = {"line": number}
            try:
                line = Line.model_validate_json(raw)
            except ValidationError as wrong:
                told["error"] = "; ".join(_why(each["loc"], each["msg"]) for each in wrong.errors())
            else:
                await self._happens(receiver, number, line)
                told["replies"] = self._replies
            self._show(json.dumps(told, ensure_ascii=False))

    async def _happens(self, receiver: Receiver, number: int, line: Line) -> None:
        who = identity(line.who or self._name)
        place = await self._place(receiver, line.place, who)
        self._replies = []
        event = self._event(number, line, who, place)
        said = event.message if isinstance(event, Edited) else event
        if isinstance(said, Message) and not line.addressed:
            # What is not meant for us comes in only where platforms let it in.
            event = event if await receiver.belongs(said) or await receiver.awaits(said) else None
        if event:
            await receiver.store([event])
            await self.settled()

    def _event(self, number: int, line: Line, who: Identity, place: Conversation) -> Message | Edited | Reacted | None:
        id_, now = f"{self._session}-{number}", self._clock()
        if line.press is not None:
            pressed = line.reply_to or self._latest.get(place.key)
            return Reacted(id_, place, who, pressed, line.press, now) if pressed else None
        message = Message(
            id=id_ if line.edit_of is None else f"{self._session}-{line.edit_of}",
            conversation=place,
            sender=who,
            text=line.text,
            sent_at=now,
            addressed=line.addressed,
            reply_to=line.reply_to,
            locale=line.lang or self._locale,
        )
        return message if line.edit_of is None else Edited(id_, message)

    async def _place(self, receiver: Receiver, named: str, who: Identity) -> Conversation:
        """Return where it is said. We join a channel when it is first named; the greeting there is nobody's reply."""
        if named == PERSONAL:
            return conversation(who.id)
        name = named.removeprefix(CHANNEL)
        place = Conversation(PLATFORM, named, Kind.channel, name=name)
        if named not in self._joined:
            self._joined.add(named)
            joined = Installed(f"joined {named}", place, None, self._clock(), self._locale)
            await receiver.store([joined])
            await self.settled()
        return place

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        self._sent += 1
        native_id = replaces or f"{self._session}-r{self._sent}"
        buttons = [
            {"press": number, "label": label(each.label), "types": each.line}
            for number, each in enumerate(reply.actions(), 1)
        ]
        if buttons:
            self._latest[conversation.place.key] = native_id
        personal = conversation.kind is Kind.personal
        shown = render(reply)
        self._replies.append(
            {
                "id": native_id,
                "to": conversation.id if personal else None,
                "place": PERSONAL if personal else conversation.id,
                "changed": replaces is not None,
                "text": shown.plain,
                "bold": [(span.start, span.end) for span in shown.spans if span.style == "bold"],
                "buttons": buttons,
                "files": [file.name for file in reply.files],
            }
        )
        return native_id

    async def open_direct(self, identity: Identity) -> Conversation:
        return conversation(identity.id)

    async def delete(self, conversation: Conversation, native_id: str, *, key: str) -> None:
        """What was shown stays shown."""

    async def busy(self, conversation: Conversation) -> None:
        """Nobody watches."""


async def _at_once() -> None:
    """Nothing is handled by anybody yet."""


def _why(where: tuple[int | str, ...], what: str) -> str:
    return f"{'.'.join(map(str, where))}: {what}" if where else what
