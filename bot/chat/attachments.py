"""Names the files that came with what was said, and links to where they are: they are never copied."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from bot.chat.limits import LONGEST_URL
from bot.chat.message import Attachment, Message
from bot.chat.reply import Text, Words, codec, own, words
from bot.chat.spans import Link
from bot.chat.texts import Msg, _, _n

MOST = 10
"""Files of one message or question that are linked: as many as one message on Teams holds."""

LONGEST_START, LONGEST_END = 60, 20
"""Characters of a file's name that are shown. Its end tells what kind of file it is."""

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
"""What breaks a line, or turns the order of letters round: `exe.pdf` would read as `fdp.exe`."""


def linked(attachments: Sequence[Attachment], *, openly: bool = True, of: int | None = None) -> list[Words]:
    """Return each file of the member `of` as its name and link; of more than `MOST` how many there are besides.

    Where an address is not to be told, since it says whose it is, there is only the name.
    """
    shown = [words(_linked(each, openly=openly)) for each in attachments[:MOST]]
    if of is not None:
        shown = [own(each, of) for each in shown]
    more = len(attachments) - MOST
    return [*shown, words(_n("and {n} more file", "and {n} more files", more))] if more > 0 else shown


def in_line(attachments: Sequence[Attachment], *, openly: bool = True, of: int | None = None) -> Words:
    """Return all of them on one line."""
    return words(*(part for each in linked(attachments, openly=openly, of=of) for part in ("; ", *each)))[1:]


def below_each_other(attachments: Sequence[Attachment], *, openly: bool = True, of: int | None = None) -> list[Text]:
    return [Text(each) for each in linked(attachments, openly=openly, of=of)]


Stored: TypeAlias = Sequence[Mapping[str, Any]]  # Any: plain values, as JSON has them


class WithFiles(Protocol):
    """A thing with which files are kept."""

    @property
    def attachments(self) -> Stored: ...


def kept(message: Message) -> Stored:
    """Keep what came with a message for the question or answer that it becomes."""
    held: Stored = codec.dump(message.attachments[:MOST])
    return held


def of(what: WithFiles) -> tuple[Attachment, ...]:
    """Tell what came with it."""
    held: tuple[Attachment, ...] = codec.load(list(what.attachments))
    return held


def together(*several: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """Files of several messages; one that is sent again is the same."""
    return tuple(dict.fromkeys(each for attachments in several for each in attachments))


def _linked(attachment: Attachment, *, openly: bool) -> Link | str | Msg:
    name = " ".join(_STEERING.sub(" ", attachment.name).split())
    if len(name) > LONGEST_START + LONGEST_END:
        name = f"{name[:LONGEST_START]}…{name[-LONGEST_END:]}"
    if not openly or len(attachment.url) > LONGEST_URL or not attachment.url.startswith(("https://", "http://")):
        return name or _("a file")
    return Link(name or attachment.url, attachment.url)
