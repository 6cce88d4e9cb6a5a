"""The smallest pieces of what goes out. A `str` span is a person's or our words, never markup."""

from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit


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


Span: TypeAlias = str | Bold | Italic | Code | Link | Mention
