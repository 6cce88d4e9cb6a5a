"""Defines what comes in: people, places and the events between them, the same for every platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.chat.spans import Span


@dataclass(frozen=True, slots=True)
class Identity:
    """A person on one platform. `id` is stable there: on Teams tenant and object id, on Matrix the user id."""

    platform: str
    id: str
    name: str


class Kind(StrEnum):
    personal = "personal"
    group = "group"
    channel = "channel"


@dataclass(frozen=True, slots=True)
class Conversation:
    """A place to speak in, and where it has threads, one thread of it.

    `address` is what the platform needs to speak there again; nobody else looks into it.
    """

    platform: str
    id: str
    kind: Kind
    thread: str | None = None
    name: str = ""
    address: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> str:
        """Names this thread among all conversations of all platforms."""
        return f"{self.platform}:{self.id}" + (f"#{self.thread}" if self.thread else "")

    @property
    def place(self) -> "Conversation":
        """The channel, group or chat as a whole."""
        return replace(self, thread=None)


@dataclass(frozen=True, slots=True)
class Aside:
    """Someone in their personal chat, about what they said elsewhere: there they hear where the answer went."""

    person: Identity
    said_in: Conversation

    @property
    def platform(self) -> str:
        return self.person.platform


@dataclass(frozen=True, slots=True)
class Below:
    """The thread under a message of ours, which may be on its way still: known by its outbox key."""

    place: Conversation
    outbox_key: str

    @property
    def platform(self) -> str:
        return self.place.platform

    @property
    def key(self) -> str:
        """That of the place: what goes below a message waits in the same line as the message itself."""
        return self.place.key


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file, linked to where it lives; never copied."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Message:
    """Someone said something, pressed a button (`text` is its line) or filled in a form (`values`)."""

    id: str
    conversation: Conversation
    sender: Identity
    text: str
    sent_at: datetime
    addressed: bool = True
    """Said to the bot: in a personal chat, with a mention, by its name or prefix.

    What is not comes in only where it belongs to a thing, or where the bot waits for an answer
    (`bot.chat.adapter.Receiver.belongs` and `awaits`).
    """
    reply_to: str | None = None
    """The message that it is a reply to, or that it quotes."""
    quoted: str = ""
    """What the message says that this one answers, where the platform repeats it, or where it says little itself."""
    quoted_from: Identity | None = None
    """Who wrote what is `quoted`, where the platform tells."""
    values: Mapping[str, str] | None = None
    attachments: tuple[Attachment, ...] = ()
    locale: str | None = None
    """The language of the person's client, when the platform tells."""
    pressed: bool = False
    """`text` is the line of a button or form of ours: nobody typed it, and it says nothing of who sent it."""
    formatted: tuple[Span, ...] = ()
    """The same words as their writer formatted them (`bot.chat.rich_text`); nothing when they did not."""
    asking: str = ""
    """What the button answers that was pressed, where the platform's buttons tell (`bot.chat.reply.Actions.asking`)."""
    emote: bool = False
    """It tells what its writer does (`/me ...`)."""
    cut: bool = False
    """More was said than is read and kept (`bot.chat.limits`)."""
    answer_inline: bool = False
    """The platform wants the answer in its request (Teams invokes): no outbox row for the reply itself."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A message was corrected; `message.id` is the message as first sent, `id` this event."""

    id: str
    message: Message
    restored: bool = False
    """It was deleted, and that is undone."""

    @property
    def conversation(self) -> Conversation:
        return self.message.conversation

    @property
    def sender(self) -> Identity:
        return self.message.sender


@dataclass(frozen=True, slots=True)
class Deleted:
    id: str
    conversation: Conversation
    sender: Identity
    message_id: str


@dataclass(frozen=True, slots=True)
class Reacted:
    """Someone pressed the `number`th (from 1) button of our message `message_id`.

    Of a poll of the platform's own (`bot.chat.reply.Ballot`) 0 is to choose nothing after all: its last button.
    """

    id: str
    conversation: Conversation
    sender: Identity
    message_id: str
    number: int
    sent_at: datetime
    shown: bool = False
    """The platform shows by itself what was pressed: nobody needs to be told."""
    sign: str = ""
    """It is put below what somebody else said, and presses no button of ours."""


@dataclass(frozen=True, slots=True)
class Installed:
    """The bot was added to a place, and may greet there, once."""

    id: str
    conversation: Conversation
    by: Identity | None
    sent_at: datetime
    locale: str | None = None
    closed: bool | None = False
    """Encrypted, by invitation only, or a group chat: its words are not for everybody. None: it is as it was."""
    described: bool = False
    """It only tells what a place is called or like by now: one that we do not know stays unknown."""
    silent: bool = False
    """Nobody added us now: somebody speaks to us there, or it was taken up again. It is known, and not greeted."""
    team: str = ""
    """All places of that team, by its id, are taken up again that were left with this one."""


@dataclass(frozen=True, slots=True)
class Removed:
    """The bot was taken out of a place, or nobody can speak there any more."""

    id: str
    conversation: Conversation
    sent_at: datetime
    team: str = ""
    """So it is with all places of that team, by its id."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A place goes on under another id (a Matrix room upgrade, a Teams service URL that changed)."""

    id: str
    conversation: Conversation
    was: Conversation
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Powers:
    """Names who moderates a place, all of them: they are coordinators of that audience for as long as it lasts."""

    id: str
    conversation: Conversation
    moderators: tuple[Identity, ...]
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message that could not be decrypted, also after asking for its key; or a request to compare keys."""

    id: str
    conversation: Conversation
    sender: Identity
    message_id: str
    sent_at: datetime
    verifies: bool = False
    """It asks to compare keys, which a program cannot."""


Event: TypeAlias = Message | Edited | Deleted | Reacted | Installed | Removed | Moved | Powers | Unreadable
