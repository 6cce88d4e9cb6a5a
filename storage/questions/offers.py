"""Finds answered questions and lessons of one area that fit an open question elsewhere, for the people of that one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from storage import atlas, search
from storage.members import follows
from storage.questions import news
from storage.questions.news import Asked
from storage.questions.question import QUESTION
from storage.search.analyser import content, stem
from storage.search.audiences import MEMBERS

LEAST: Final = 2
"""Words that two questions share at least, besides a theme: one is chance."""
PATIENCE: Final = timedelta(days=90)
REMEMBERED: Final = timedelta(days=3 * 365)
MOST_OPEN, MOST_ANSWERED = 500, 5_000
COMMON: Final = 200
"""A word in so many questions tells none from another."""


LESSON: Final = "lesson"
"""What the things of another topic are called that may answer a question too, as search knows them."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """A lesson of another topic: as search knows it, it is of nobody."""

    id: int
    text: str
    at: datetime
    regions: frozenset[int]
    themes: frozenset[int]

    @property
    def number(self) -> str:
        return f"L-{self.id}"


@dataclass(frozen=True, slots=True)
class Offer:
    """An answered question, or a lesson, that fits a question that is open, and the members who are told."""

    open: Asked
    fits: Asked | Learnt
    readers: frozenset[int]


def offers(tx: Connection, until: datetime) -> list[Offer]:
    """Return for each open question the one that fits best of another area, latest answered first."""
    open_ones = news.asked(tx, until - PATIENCE, until, limit=MOST_OPEN)
    answered = [each for each in news.answered(tx, until - REMEMBERED, until, limit=MOST_ANSWERED) if each.answer]
    solved: list[Asked | Learnt] = [*answered, *_learnt(tx, until)] if open_ones else []
    if not open_ones or not solved:
        return []
    around, words = atlas.atlas(tx).around, _by_word(solved)
    best = [(one, _best(one, solved, words, around)) for one in open_ones]
    found = [Offer(one, fits, _people(tx, one)) for one, fits in best if fits is not None]
    return sorted(found, key=lambda each: (each.fits.at, each.fits.id), reverse=True)


def _learnt(tx: Connection, until: datetime) -> list[Learnt]:
    """Return the lessons that all members see, of areas that are named."""
    return [
        Learnt(each.id, each.name, each.confirmed or until, frozenset(each.regions), frozenset(each.themes))
        for each in search.latest(tx, LESSON, MEMBERS, MOST_ANSWERED)
        if each.regions
    ]


def _people(tx: Connection, one: Asked) -> frozenset[int]:
    """Return who asked it and who wants to know it too."""
    known = {each.id for each in follows.followers(tx, QUESTION, [one.id])}
    return frozenset(known | ({one.asker} if one.asker is not None else set()))


def _stems(text: str) -> set[str]:
    return {stem(word) for word in content(text)}


def _by_word(solved: Sequence[Asked | Learnt]) -> Mapping[str, Sequence[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(solved):
        for word in _stems(each.text):
            places[word].append(place)
    return places


def _best(
    one: Asked,
    solved: Sequence[Asked | Learnt],
    words: Mapping[str, Sequence[int]],
    around: Callable[[frozenset[int]], frozenset[int]],
) -> Asked | Learnt | None:
    """Return what shares a theme and most words with it, and is of no region of its own or around that."""
    near = around(one.regions) | one.regions

    def fitting() -> Iterator[tuple[int, int]]:
        shared = Counter(place for word in _stems(one.text) for place in words.get(word, ())[:COMMON])
        for place, count in shared.items():
            other = solved[place]
            elsewhere = bool(other.regions) and near.isdisjoint(other.regions)
            same = isinstance(other, Asked) and other.id == one.id
            if count >= LEAST and elsewhere and not same and one.themes & other.themes:
                yield count, -place

    best = max(fitting(), default=None)
    return solved[-best[1]] if best else None
