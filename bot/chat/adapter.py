"""Says what a platform adapter does for the engine, and the engine for it."""

from collections.abc import AsyncIterable, Sequence
from datetime import timedelta
from typing import Protocol, runtime_checkable

from bot.chat.message import Conversation, Event, Identity, Message
from bot.chat.reply import Chart, File, Picture, Reply
from bot.chat.texts import Msg


class Undeliverable(Exception):
    """It will never arrive there: the bot was removed, the room is gone, the message was refused. Say why."""


class Unopened(Undeliverable):
    """Only the person can begin the personal chat. `link` is where they do that, if the platform has such a link."""

    def __init__(self, why: str, link: str = "") -> None:
        super().__init__(why)
        self.link = link


class RetryLater(Exception):
    """It did not arrive now. `after` is the platform's own hint, when it gave one.

    `ambiguous` says that it may have arrived all the same, on a platform where sending again would repeat it.
    """

    def __init__(self, why: str, after: timedelta | None = None, *, ambiguous: bool = False) -> None:
        super().__init__(why)
        self.after = after
        self.ambiguous = ambiguous


class Unfetched(Exception):
    """What is in a file cannot be had: it is gone, or it is too large."""

    def __init__(self, why: str, *, large: bool = False) -> None:
        super().__init__(why)
        self.large = large


async def gathered(pieces: AsyncIterable[bytes], most: int) -> bytes:
    """Return what comes in pieces, of at most so many bytes. Raises `Unfetched` as soon as there are more."""
    data = bytearray()
    async for piece in pieces:
        data += piece
        if len(data) > most:
            raise Unfetched(f"over {most} bytes", large=True)
    return bytes(data)


class Receiver(Protocol):
    """The way in. `store` and `answer` have committed when they return, so that the platform can be told."""

    async def store(self, events: Sequence[Event], *, cursor: tuple[str, str] | None = None) -> None:
        """Keep events, and how far the platform's stream was read, in one transaction; handle them soon."""

    async def answer(self, event: Message) -> Reply | None:
        """Handle one event now and return the committed reply; a replay gets the same one."""

    async def cursor(self, name: str) -> str | None:
        """Tell how far that stream was read."""

    async def belongs(self, message: Message) -> bool:
        """Tell whether it belongs to a thing of ours by where it is said, or by what it replies to."""

    async def awaits(self, message: Message) -> bool:
        """Tell whether it may be for us without naming us: a reply to us, or by whom we asked something there."""

    async def thread_of(self, conversation: Conversation, native_id: str) -> str | None:
        """Tell in which thread our message with that native id stands, its own if it begins one; None if not ours."""

    async def contents(self, file: File) -> bytes | None:
        """Tell what is in a document, made now for its owner; None when nothing is kept about them any more."""

    async def picture(self, picture: Picture | Chart, language: str, *, most: int) -> bytes | None:
        """Draw a picture or chart now, as a PNG of at most so many bytes; None when there is nothing (left) to draw.

        What it shows stands beside it in words: never raises.
        """

    async def picture_address(self, picture: Picture, language: str) -> str | None:
        """Return where anybody can fetch a picture for a day; None without a website, or when there is none to draw."""

    async def said(self, conversation: Conversation, native_id: str) -> Reply | None:
        """Tell what our message with that native id says, in that place or a thread of it; None when it is not ours."""


class Adapter(Protocol):
    """One platform. It translates and connects, and decides nothing."""

    platform: str
    """Its name in identities and conversations."""

    forms: bool
    """Whether it shows a whole `Form`; otherwise the core asks one question at a time."""

    hears_threads: bool
    """Whether what is said in a thread reaches us without naming us."""

    async def run(self, receiver: Receiver) -> None:
        """Listen until cancelled. Raises when it cannot go on and an operator must act (a refused token)."""

    async def send(self, conversation: Conversation, reply: Reply, *, key: str, replaces: str | None) -> str:
        """Show a localised reply, in place of our message with native id `replaces` if given: its native id.

        `key` is the same for every try of this message. Raises `Undeliverable`, `RetryLater`.
        """

    async def open_direct(self, identity: Identity) -> Conversation:
        """Return a personal chat with someone. Raises `Unopened` where only they can begin it, `RetryLater`."""

    async def delete(self, conversation: Conversation, native_id: str, *, key: str) -> None:
        """Take our message back. Raises `Undeliverable`, `RetryLater`."""

    async def busy(self, conversation: Conversation) -> None:
        """Show that an answer is on its way, where the platform can. Never raises."""


@runtime_checkable
class Reporting(Protocol):
    """Lets an adapter tell /health/ready that its platform is out of reach, while it is."""

    def trouble(self) -> str | None:
        """Return why nothing can be received or sent now, for an operator; None when all is well.
        Asks nobody, never raises.

        It holds no secret and nothing that people wrote, since whoever may see the page reads it.
        """


@runtime_checkable
class Linking(Protocol):
    """Lets an adapter tell where its platform opens a chat with a person, or a thread. Pure, and never raises."""

    def person_link(self, identity: Identity) -> str:
        """The address that opens a chat with somebody."""

    def thread_link(self, conversation: Conversation) -> str:
        """The address that shows a thread to who may see it."""


@runtime_checkable
class Pressing(Protocol):
    """Lets an adapter say how a button is pressed, where that does not show: it is told once, with the greeting."""

    how_to_press: Msg


@runtime_checkable
class Reacting(Protocol):
    """Lets an adapter answer with a reaction to what somebody said, where a sentence would be too much."""

    async def react(self, conversation: Conversation, sign: str, *, key: str) -> str:
        """Put a sign below the message that `conversation` replies to: the native id. Raises as `Adapter.send`."""


@runtime_checkable
class Fetching(Protocol):
    """Lets an adapter hand over what is in a file that somebody sent, soon after they sent it."""

    async def fetch(self, message: Message, number: int, *, most: int) -> bytes:
        """Return what is in the file of a message at that place among its attachments, of at most so many bytes.

        Raises `Unfetched`, `RetryLater`.
        """


@runtime_checkable
class Polling(Protocol):
    """Lets an adapter show a reply that is a `Ballot` as a poll of its platform's own."""

    polls: bool


@runtime_checkable
class Foreseeing(Protocol):
    """Lets an adapter tell /health/ready what will stop it before long."""

    def due(self) -> str | None:
        """Return what an operator must see to while all still works; None when there is nothing.
        As `Reporting.trouble`.
        """
