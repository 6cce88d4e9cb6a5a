"""Defines what goes out: blocks of words, the same for every platform; each adapter renders them at its best."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeAlias

from bot.chat.codec import Codec
from bot.chat.localising import localised
from bot.chat.message import (
    Aside,
    Attachment,
    Below,
    Conversation,
    Deleted,
    Edited,
    Identity,
    Installed,
    Kind,
    Message,
    Moved,
    Powers,
    Reacted,
    Removed,
    Unreadable,
)
from bot.chat.spans import Bold, Code, Italic, Link, Mention, Named, Plain, Span, straightened
from bot.chat.texts import Language, Msg, _, typed

PAYLOAD_VERSION = 2
"""Of stored replies. Raise it when a block changes shape, and migrate what waits (`bot.outbound.delivery`)."""

Inline: TypeAlias = Span | Msg
Words: TypeAlias = tuple[Inline, ...]


def words(*parts: Inline | Iterable[Inline]) -> Words:
    """Words from parts, so that `words("See ", Code("K-12"))` reads well."""
    flat: list[Inline] = []
    for part in parts:
        if isinstance(part, str | Bold | Italic | Code | Link | Mention | Named | Msg):
            flat.append(part)
        else:
            flat.extend(part)
    return tuple(flat)


def own(parts: Iterable[Inline], member: int) -> Words:
    """Return the words of a member, that go when they are forgotten; ours among them stay."""
    return tuple(each if isinstance(each, Named | Msg) else Named(each, member, own=True) for each in parts)


def of_thing(parts: Iterable[Inline], kind: str, id: int) -> Words:
    """Return the words of a thing, that go with it; ours among them stay."""
    return tuple(each if isinstance(each, Named | Msg) else Named(each, 0, thing=f"{kind}/{id}") for each in parts)


class Audience(StrEnum):
    """Says whose click counts."""

    anyone = "anyone"
    asker = "asker"


class Style(StrEnum):
    normal = "normal"
    primary = "primary"
    danger = "danger"


@dataclass(frozen=True, slots=True)
class Action:
    """A button. The same `line` typed by hand does the same; its reader sees it in their language."""

    label: Inline
    line: str
    audience: Audience = Audience.anyone
    style: Style = Style.normal


@dataclass(frozen=True, slots=True)
class Heading:
    words: Words


@dataclass(frozen=True, slots=True)
class Text:
    words: Words


@dataclass(frozen=True, slots=True)
class Quote:
    """Repeats what a person wrote, as they wrote it; may hold line breaks."""

    words: Words


@dataclass(frozen=True, slots=True)
class Fact:
    label: Inline
    value: Words


@dataclass(frozen=True, slots=True)
class Facts:
    rows: tuple[Fact, ...]
    under: Inline | None = None
    """What they are all about: where there is little room they unfold when this is pressed."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a list: what it is, why it is here (`notes`, a line each), what can be done with it."""

    words: Words
    notes: tuple[Words, ...] = ()
    actions: tuple[Action, ...] = ()
    about: Words = ()
    """Said quietly beside `words`: of a person the organisation and role, of a network its kind."""


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Item, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Actions:
    """Buttons below what stands above. `choices` answer a question just asked: exactly one is expected."""

    actions: tuple[Action, ...]
    choices: bool = False
    under: Inline | None = None
    """What they are all for: where there is little room they unfold when this is pressed."""
    asking: str = ""
    """What `choices` answer (`Message.asking`), so that a card which still stands answers nothing else."""


class Ballot(StrEnum):
    """Says that a reply is a poll, where the platform has polls of its own (`bot.chat.adapter.Polling`)."""

    open = "open"
    """Its text is what is asked; its buttons are the answers, and the last one to choose nothing after all."""
    over = "over"
    """Nobody can choose any more: its text says what came of it."""


class Input(StrEnum):
    """Says how a value is put in."""

    line = "line"
    text = "text"
    date = "date"
    time = "time"
    choice = "choice"
    choices = "choices"
    yesno = "yesno"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: Inline
    typed: Inline | None = None
    """What its button types, where that is not its value: the word of a closed set as its reader calls it."""

    @property
    def line(self) -> str:
        """What its button types."""
        if self.typed is None:
            return self.value
        return typed(self.typed)


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing to fill in. `value` is what is known or was typed; `error` says what is wrong with it."""

    name: str
    label: Inline
    input: Input
    required: bool
    hint: Inline | None = None
    value: str = ""
    error: Inline | None = None
    max_length: int | None = None
    choices: tuple[Choice, ...] = ()
    meant: tuple[Choice, ...] = ()
    """What was perhaps meant by what is wrong: the value that the field has then."""


@dataclass(frozen=True, slots=True)
class Form:
    """All that a command asks, at once. Comes back as a `Message` with `text=line` and `values`."""

    line: str
    title: Inline
    fields: tuple[FormField, ...]
    submit: Inline
    asking: str = ""
    """What `Message.asking` tells when it is sent, to tell one that is over from one that is open."""


@dataclass(frozen=True, slots=True)
class File:
    """A document for one person, handed over the way files are where they are: only in their personal chat.

    What is in it is made at that moment (`bot.chat.adapter.Receiver.contents`) and is stored nowhere.
    """

    name: str
    media_type: str
    line: str
    """What to type to read the same as text, for who cannot take a file."""
    owner: Identity


@dataclass(frozen=True, slots=True)
class Picture:
    """Draws what the blocks beside it say in words, where pictures are shown; no place needs it to be understood.
    It is drawn at the moment that it is sent (`bot.chat.adapter.Receiver.picture`) and stored nowhere.
    """

    kind: str
    """Of the topic's `bot.inbound.pictures.Drawing` that draws it."""
    about: str
    """What it draws, as that knows it."""
    alt: Words
    """All that it shows, for who does not see it."""
    table: tuple[tuple[Words, ...], ...] = ()
    """The same in rows."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what it is of, how high it is, and how that is said."""

    label: Inline
    height: float
    said: Inline


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers to compare at a glance. Where nothing can be drawn it is a table, or lines of text."""

    title: Inline
    bars: tuple[Bar, ...]

    def length(self, bar: Bar, most: int) -> int:
        """Return how long a bar is where the longest is so long; one that is not nought shows."""
        highest = max((each.height for each in self.bars), default=0.0)
        return max(1, round(bar.height / highest * most)) if bar.height > 0 else 0


Block: TypeAlias = Heading | Text | Quote | Facts | Items | Actions | Form | File | Picture | Chart


@dataclass(frozen=True, slots=True)
class Subject:
    """Names what a living card is about, and the line that draws it again."""

    kind: str
    id: int
    line: str

    def __post_init__(self) -> None:
        # A member of the vocabulary is stored as its word: its type has the name of this one.
        object.__setattr__(self, "kind", str(self.kind))


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of ours. `private` replies move to a personal chat; one with a `subject` is kept up to date."""

    blocks: tuple[Block, ...]
    private: bool = False
    subject: Subject | None = None
    about: Subject | None = None
    """The thing that a notice is about, though it is not its card: a reply to it belongs there."""
    asker: str | None = None
    """Identity id of whom it answers; set by the dispatcher, so that an `Audience.asker` click can be checked."""
    line: str | None = None
    """What draws it again, when that changes nothing: the way back to it from what takes its place."""
    language: str = "nl"
    """In which it was put into words, for what a renderer adds of its own."""
    reader: int | None = None
    """The member whom a notice is for."""
    rings: bool = False
    """It concerns one person who did not ask for it now: their phone tells, where the platform lets us choose."""
    fleeting: bool = False
    """Nothing of it is kept once it was sent: the goodbye to who is forgotten."""
    ballot: Ballot | None = None
    found_anyway: bool = False
    """Its reader finds it where they look anyway, in `te doen` or on a card: who was told much of late is not told."""
    sign: str = ""
    """Says the same as a reaction to what it answers, in a room of a platform that has these (`Reacting`)."""
    asked_for: bool = False
    """Its reader asked for it, as a digest or to read along: it comes, and is none of what they are told unasked."""
    command: str = ""
    """The name of the command that gave it: what is asked next without a name is about that."""

    def localised(self, language: Language) -> "Reply":
        """Return this reply in the reader's language: afterwards it holds no `Msg`."""
        return replace(localised(self, language), language=language.code)

    def in_language(self) -> Language:
        """Return the language that it is put into."""
        return Language(self.language)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures in it."""
        return tuple(block for block in self.blocks if isinstance(block, Picture))

    @property
    def files(self) -> tuple[File, ...]:
        """The documents in it."""
        return tuple(block for block in self.blocks if isinstance(block, File))

    def as_text(self) -> "Reply":
        """Return this localised reply where its files cannot be handed over: it says what to type instead."""
        return replace(self, blocks=tuple(map(self._instead, self.blocks)))

    def _instead(self, block: Block) -> Block:
        if not isinstance(block, File):
            return block
        told = _("I cannot hand over a file here. Type {line} to read it.", line=Code(block.line))
        return Text(Language(self.language).words(told))

    def actions(self) -> Iterator[Action]:
        """Yield every button in reading order; a number typed in a chat, or a reaction, means the nth of these."""
        for block in self.blocks:
            match block:
                case Items(items=items):
                    for item in items:
                        yield from item.actions
                case Actions(actions=actions):
                    yield from actions
                case _:
                    pass


def say(*parts: Inline | Iterable[Inline], **options: Any) -> Reply:
    """Return a reply of one paragraph. Options are those of `Reply`."""
    return Reply((Text(words(*parts)),), **options)


def spans(inlines: Iterable[Inline]) -> Iterator[Plain]:
    """Yield the spans of localised words as renderers draw them; none turns around what follows it.

    Raises `TypeError` for words in no language yet.
    """
    for inline in inlines:
        if isinstance(inline, Msg):
            raise TypeError(f"Not put into words yet: {inline.one!r}")
        yield straightened(inline.span if isinstance(inline, Named) else inline)


def label(inline: Inline) -> str:
    """Return a localised label as plain text."""
    return "".join(map(str, spans((inline,))))


codec = Codec(
    *(Identity, Kind, Conversation, Aside, Below, Attachment),
    *(Message, Edited, Deleted, Reacted, Installed, Removed, Moved, Powers, Unreadable),
    *(Bold, Italic, Code, Link, Mention, Named),
    *(Audience, Style, Action, Heading, Text, Quote, Fact, Facts, Item, Items, Actions),
    *(Input, Choice, FormField, Form, File, Picture, Bar, Chart, Subject, Ballot, Reply),
)
"""For everything that inbox and outbox hold."""
