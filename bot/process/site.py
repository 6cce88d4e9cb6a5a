"""Says what serves pages beside the chat, on a port of its own: a folder of `adapters` with a module `site`."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.chat.message import Conversation, Message
from bot.chat.reply import Reply


class Desk(Protocol):
    """Lets a page ask and do what its reader may in a chat: by the same lines, and so the same commands."""

    async def answer(self, event: Message) -> Reply | None:
        """Do what a member asks, now, and return the committed reply; a replay gets the same one."""

    async def show(self, member: int, where: Conversation, line: str) -> Reply | None:
        """Return what a line shows them, put into words; None when it shows them nothing. It changes nothing."""


class Site(Protocol):
    """Pages for people and programs. What all may see it reads from the database itself."""

    name: str
    """That of its folder, under which it is set, and of the platform that its readers act on."""

    def serving(self, desk: Desk) -> AbstractAsyncContextManager[int]:
        """Serve while the block runs; gives the port. Raises `OSError` when it cannot listen there."""
        ...

    def trouble(self) -> str | None:
        """Tell why pages cannot be served now; None while they can."""
        ...
