"""Lets topics tell what was asked in them and not answered: needs that nobody met, as what was looked for in vain.

Unanswered(open_since)          in the declaration of questions
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.topic import Topics
from storage.database.database import Tx
from storage.vocabulary import KnowledgeType

PATIENCE = timedelta(days=7)
"""How long what was asked may wait before it counts as not answered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that was asked, by its number, and what it is about."""

    number: str
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    knowledge: KnowledgeType | None = None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Finds what was asked between two moments and has no answer yet, the latest first."""

    between: Callable[[Tx, datetime, datetime], Sequence[Asked]]


def unanswered(tx: Tx, topics: Topics, since: datetime, now: datetime) -> Iterator[Asked]:
    """Yield what was asked since a moment in any topic, and waited too long for an answer."""
    for part in topics.all(Unanswered):
        yield from part.between(tx, since, now - PATIENCE)
