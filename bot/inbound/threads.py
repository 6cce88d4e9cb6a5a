"""Lets talk in a thread belong to a thing: it is brought wherever that lives."""

from abc import ABC, abstractmethod
from datetime import datetime

from bot.chat.message import Message
from bot.chat.reply import Reply
from bot.command.command import Context
from storage.database.database import Tx
from storage.messaging.outbox import Letter


class Threads(ABC):
    """The threads of one topic. `key` is that of the message's event, `trace` of the event that is handled."""

    @abstractmethod
    def thing_of(self, tx: Tx, message: Message) -> int | None:
        """The thing that a message belongs to, by its id; None when it is none of these.

        It does by the thread that it is said in, or by what it replies to; then it comes in without naming the bot.
        """

    @abstractmethod
    async def is_talk(self, ctx: Context) -> bool:
        """Tell whether a message in such a thread is meant for the people there, and not for the bot."""

    def line_of(self, sign: str) -> str:
        """Return what a sign says that somebody puts below a message in such a thread; "" when it says nothing."""
        return ""

    @abstractmethod
    async def contribute(self, ctx: Context, thing: int) -> Reply | None:
        """Take what somebody said in the thread of a thing."""

    @abstractmethod
    def speaker(self, tx: Tx, key: str) -> int | None:
        """Return the member who said what was taken from that message; None when nothing was."""

    @abstractmethod
    def correct(self, tx: Tx, key: str, message: Message, now: datetime, trace: str) -> list[Letter]:
        """A message was edited: what was taken from it says so too, and the letters correct its copies."""

    @abstractmethod
    def take_back(self, tx: Tx, key: str, now: datetime, trace: str) -> list[Letter]:
        """A message was deleted: what was taken from it goes out of sight, and the letters take its copies back."""

    @abstractmethod
    async def moved(self, ctx: Context) -> None:
        """The room went on as the one in `ctx`, where its old threads are not."""

    @abstractmethod
    async def closed(self, ctx: Context) -> None:
        """The room in `ctx` was open and is closed from now on."""
