"""Counts how often people and networks were asked lately: who was asked much comes a little lower."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.topic import Topics
from storage.database.database import Tx
from storage.search.evidence import Key

LATELY = timedelta(days=30)
"""How far back being asked counts as load."""


@dataclass(frozen=True, slots=True)
class Load:
    """Lets a topic tell how often people and networks were asked since a moment."""

    since: Callable[[Tx, datetime], Mapping[Key, int]]


def load_of(tx: Tx, topics: Topics, now: datetime) -> Mapping[Key, int]:
    """Return everyone who was asked lately, and how often."""
    asked = Counter[Key]()
    for part in topics.all(Load):
        asked.update(part.since(tx, now - LATELY))
    return asked
