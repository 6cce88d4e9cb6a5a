"""Lets topics tell what was asked in them and not answered: needs that nobody met, as what was looked for in vain.

Unanswered(_count, _tally, _latest)          in the declaration of questions
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from bot.topic import Topics
from storage.database.database import Tx
from storage.extents import Extent
from storage.vocabulary import KnowledgeType

PATIENCE = timedelta(days=7)
"""How long what was asked may wait before it counts as not answered."""

About: TypeAlias = tuple[int | None, int | None, KnowledgeType | None]
"""A theme, a region and a kind of knowledge, each None where none is named."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Counts what was asked in an extent and has no answer yet, and tells the numbers of the latest."""

    count: Callable[[Tx, Extent], int]
    tally: Callable[[Tx, Extent, int | None], Mapping[About, int]]
    """How many there are of each theme, region and kind of knowledge, among the latest so many: one may be of several.
    """
    latest: Callable[[Tx, About, Extent, int], Sequence[str]]


def waited(extent: Extent) -> Extent:
    """Return the part of an extent in which what was asked waited too long by now."""
    return extent.during(extent.since, min(extent.until, extent.now - PATIENCE))


def count(tx: Tx, topics: Topics, extent: Extent) -> int:
    """Count what was asked in any topic, and waited too long for an answer."""
    return sum(part.count(tx, waited(extent)) for part in topics.all(Unanswered))


def unanswered(tx: Tx, topics: Topics, extent: Extent, most: int | None = None) -> Counter[About]:
    """Count it by what it is about; with `most` no more than the latest so many of each topic."""
    found = Counter[About]()
    for part in topics.all(Unanswered):
        found.update(part.tally(tx, waited(extent), most))
    return found


def latest(tx: Tx, topics: Topics, about: About, extent: Extent, limit: int) -> list[str]:
    """Return the numbers of the latest of one theme, region and kind of knowledge."""
    parts = topics.all(Unanswered)
    return [number for part in parts for number in part.latest(tx, about, waited(extent), limit)][:limit]
