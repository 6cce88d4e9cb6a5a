"""Defines the smallest pieces of what goes out. A `str` span is a person's or our words, never markup."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias
from urllib.parse import urlsplit

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Controls that turn the order of letters around until another ends it: also of what others wrote behind them."""


def straight(text: str) -> str:
    """Return a text without what would turn around what stands behind it.
    Scripts that run from right to left need none.
    """
    return text if text.isascii() else _TURNING.sub("", text)


@dataclass(frozen=True, slots=True)
class Bold:
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Italic:
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Code:
    """Something to type as it stands: a command, a reference."""

    text: str

    def __str__(self) -> str:
        return self.text


class UnsafeLink(ValueError):
    """A link must begin with https://, http:// or mailto:."""


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in ("https", "http", "mailto"):
            raise UnsafeLink(UnsafeLink.__doc__)

    def __str__(self) -> str:
        return self.text if self.text == self.url else f"{self.text} ({self.url})"


@dataclass(frozen=True, slots=True)
class Mention:
    """A person on the platform, to be notified there."""

    platform: str
    id: str
    name: str

    def __str__(self) -> str:
        return self.name


Plain: TypeAlias = str | Bold | Italic | Code | Link | Mention
"""What a renderer draws."""


@dataclass(frozen=True, slots=True)
class Named:
    """Words that tell of a member, by whose number they are found again and taken out when the member is forgotten.

    What names them makes place for "a member"; `own` words, in which they tell of themselves, for nothing. Words of a
    `thing` ("answer/5") are of no member (0): they go with that thing. A renderer sees what is in it.
    """

    span: Plain
    member: int
    own: bool = False
    thing: str = ""

    def __str__(self) -> str:
        return str(self.span)


Span: TypeAlias = Plain | Named


def bold(span: Span) -> Span:
    """The same in bold, and still of whom it tells."""
    return replace(span, span=Bold(str(span))) if isinstance(span, Named) else Bold(str(span))


def straightened(span: Plain) -> Plain:
    """As `straight`, of any span. What is to be pressed or notified stays the same."""
    match span:
        case str():
            return straight(span)
        case Mention():
            named = straight(span.name)
            return span if named == span.name else replace(span, name=named)
        case _:
            text = straight(span.text)
            return span if text == span.text else replace(span, text=text)


def shorten(text: str, most: int = 100) -> str:
    """Return the start of a text, on one line, cut at a word: enough to know what it says. `most` in letters."""
    line = " ".join(text.split())
    return _cut(line, most) if len(line) > most else line


def _cut(text: str, most: int) -> str:
    return f"{text[:most].rsplit(' ', 1)[0]} …"


def beginning(spans: Iterable[Span], most: int) -> tuple[Span, ...]:
    """Return the first `most` letters of spans, cut at a word; what is to be typed, pressed or notified stays whole."""
    kept: list[Span] = []
    room = most
    for span in spans:
        if room <= 0:
            return (*kept, " …")
        inner = span.span if isinstance(span, Named) else span
        if len(str(inner)) > room and isinstance(inner, str | Bold | Italic):
            cut = _cut(str(inner), room)
            shown = cut if isinstance(inner, str) else replace(inner, text=cut)
            return (*kept, replace(span, span=shown) if isinstance(span, Named) else shown)
        kept.append(span)
        room -= len(str(span))
    return tuple(kept)
