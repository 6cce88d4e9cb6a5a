"""Reads lines that people type, and prints for them what is said."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import uuid4

from rich.text import Text as Rich

from adapters.terminal.render import render
from bot.chat.adapter import Receiver, RetryLater
from bot.chat.message import Conversation, Identity, Kind, Message
from bot.chat.reply import File, Reply
from bot.chat.texts import Language, _

PLATFORM = "terminal"


def identity(name: str) -> Identity:
    return Identity(PLATFORM, name, name)


def conversation(name: str) -> Conversation:
    """Return the personal chat of whoever goes by that name at a terminal."""
    return Conversation(PLATFORM, name, Kind.personal, name=name)


class Terminal:
    """Implements `bot.chat.adapter.Adapter` for the people who are listening; letters to others wait for them."""

    platform = PLATFORM
    forms = False
    hears_threads = False

    def __init__(
        self,
        lines: AsyncIterator[str],
        show: Callable[[Rich], None],
        *,
        name: str,
        locale: str | None,
        clock: Callable[[], datetime],
        folder: Path | None = None,
    ) -> None:
        """`folder` is where files are put that people ask for; else the working directory."""
        self._lines = lines
        self._show = show
        self._name = name
        self._locale = locale
        self._clock = clock
        self._session = uuid4().hex
        self._numbers = count(1)
        self._folder = folder or Path()
        self._receiver: Receiver | None = None
        self._shown: dict[str, asyncio.Event] = {}

    async def run(self, receiver: Receiver) -> None:
        """Answer each line before the next is read; returns at the end of input."""
        self._receiver = receiver
        async for line in self._lines:
            if not line.strip():
                continue
            message = Message(
                id=f"{self._session}-{next(self._numbers)}",
                conversation=conversation(self._name),
                sender=identity(self._name),
                text=line,
                sent_at=self._clock(),
                locale=self._locale,
            )
            shown = self._shown.setdefault(f"{PLATFORM}:{message.id}/answer", asyncio.Event())
            if await receiver.answer(message):
                await shown.wait()

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        if replaces:
            return replaces  # what was printed stays printed
        if conversation.id != self._name:
            raise RetryLater(f"{conversation.id} is not at this terminal", timedelta(days=1))
        self._show(render(reply))
        for file in reply.files:
            await self._hand_over(file, Language(reply.language))
        if key in self._shown:
            self._shown.pop(key).set()
        return key

    async def _hand_over(self, file: File, language: Language) -> None:
        held = await self._receiver.contents(file) if self._receiver else None
        if held is not None:
            path = await asyncio.to_thread(_write, self._folder, file.name, held)
            self._show(Rich(language.text(_("Saved as {path}. Only you can read it.", path=str(path)))))

    async def open_direct(self, identity: Identity) -> Conversation:
        return conversation(identity.id)

    async def delete(self, conversation: Conversation, native_id: str, *, key: str) -> None:
        """What was printed stays printed."""

    async def busy(self, conversation: Conversation) -> None:
        """A terminal shows nothing while it waits."""


def _write(folder: Path, name: str, held: bytes) -> Path:
    """Return a new file that nobody else on this machine can read: where it is.
    One that is there already stays as it is.
    """
    stem, suffix = Path(name).stem, Path(name).suffix
    for number in count(1):
        path = folder / (name if number == 1 else f"{stem}-{number}{suffix}")
        with contextlib.suppress(FileExistsError):
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
                opened.write(held)
            return path.resolve()
    raise AssertionError("numbers do not end")
