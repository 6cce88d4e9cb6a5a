"""Lets search find things of a topic: how a hit is drawn, and how what it was found by is told as a reason.

    Findable("bookmark", _("Bookmarks"), _draw)          in the declaration of bookmarks: what is found
    Source("note", _reason)                              and the kinds of rows of evidence by which things are found

What is found, and by which rows, stands in the index (`storage.search`). What is drawn of it besides is read for all
hits of its kind in one go.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from bot.chat.reply import Item, Words
from bot.chat.texts import Msg
from bot.command.command import Context
from bot.search.reasons import Reason
from bot.search.search import Hit
from bot.topic import Topics
from storage.database.database import Tx

T = TypeVar("T")

Read: TypeAlias = Callable[[Tx, Collection[int]], Mapping[int, T]]
"""What is told of some things besides what the index holds, in as few statements as can be."""


def _nothing(_tx: Tx, _ids: Collection[int]) -> Mapping[int, Any]:  # Any: there is none
    return {}


@dataclass(frozen=True, slots=True)
class Findable(Generic[T]):
    """A kind of thing that is found. Those of lower `rank` are shown first."""

    kind: str
    heading: Msg
    draw: Callable[[Context, Hit, T | None, tuple[Words, ...], str], Item | None]
    """The item of a hit, from what `read` gave for it, its reasons in words and the need; None when it is not shown."""
    read: Read[T] = _nothing
    words: Sequence[str] = ()
    """What people call them who want no other kind: "alleen netwerken". The first is used for a button."""
    only: Msg | None = None
    """The label of that button, if it is worth one."""
    rank: int = 50
    knows: bool = True
    """Whether it is somebody who knows, or holds an answer; False for what only mentions a matter, as a word does."""


@dataclass(frozen=True, slots=True)
class Source(Generic[T]):
    """A kind of thing that gives evidence, for itself or for others."""

    kind: str
    reason: Callable[[Context, Hit, Reason, T | None], Words | None]
    """A row of it in words, as the reason for a hit; None when that says nothing."""
    read: Read[T] = _nothing
    """Of those that are the reason for a hit of another kind."""


def findables(topics: Topics) -> list[Findable[Any]]:
    """Return the kinds that are found, in the order in which they are shown."""
    return sorted(topics.all(Findable), key=lambda each: each.rank)


def findable(topics: Topics, kind: str) -> Findable[Any] | None:
    return next((each for each in topics.all(Findable) if each.kind == kind), None)


def source(topics: Topics, kind: str) -> Source[Any] | None:
    return next((each for each in topics.all(Source) if each.kind == kind), None)
