"""Tells how much two short texts are about the same, by the stems of their words; nothing of it is kept anywhere."""

from functools import lru_cache
from typing import Final

from storage.search.analyser import content, stem

ALIKE: Final = 0.5
"""From here on two texts ask the same: half of the words of the shorter one, and more than one word."""
FITS: Final = 0.6
"""From here on an answer fits: most of the words that say what it is about, or of those that are asked."""


@lru_cache(1 << 12)
def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, content(text)))


def alike(one: str, other: str) -> float:
    """Return from 0 to 1 how alike two texts are; one word that both have says nothing yet."""
    mine, theirs = _stems(one), _stems(other)
    shared = mine & theirs
    return len(shared) / min(len(mine), len(theirs)) if len(shared) > 1 else 0.0


def fits(asked: str, about: str) -> float:
    """Return from 0 to 1 how well a text that says what an answer is about fits what is asked."""
    named, said = _stems(about), _stems(asked)
    return len(named & said) / len(named) if named else 0.0
