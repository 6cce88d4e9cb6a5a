"""Finds what a word is a slip of the finger for: a letter too many or too few, or two that changed places.

Another letter in the place of one is none: sluizen is not sluiten, and kosten not posten. Letters that sound alike are
written for one another: toezigt is toezicht.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Letters of a word with a slip in it."""
ENDINGS = frozenset("snet")
"""Letters that make another form of a word."""


def slipped(word: str, known: frozenset[str]) -> str | None:
    """Return the one known word that this is a slip for; None when there is none, or are several."""
    return _slipped(word, known) if len(word) >= SHORTEST and word.isalpha() else None


@lru_cache(1 << 12)
def _slipped(word: str, known: frozenset[str]) -> str | None:
    near = [each for each in _alike(word, known) if is_slip(word, each)]
    return near[0] if len(near) == 1 else None


def _alike(word: str, known: Collection[str]) -> list[str]:
    found = process.extract(word, known, scorer=OSA.distance, score_cutoff=1, limit=None)
    return [each for each, _slips, _key in found]


def is_slip(word: str, other: str) -> bool:
    """Tell whether two words that are one slip apart begin alike, and differ in one letter or in the order of two.

    Two forms of a word are no slip: well and wells.
    """
    shorter, longer = sorted((word, other), key=len)
    if word[0] != other[0] or (longer[:-1] == shorter and longer[-1] in ENDINGS):
        return False
    return len(shorter) < len(longer) or sorted(word) == sorted(other)


_SOUNDS: Final = tuple((re.compile(letters), heard) for letters, heard in (
    ("c(?=[aoulrkt])|ck|q(?=u)", "k"), ("ch", "g"), ("x", "ks"), ("ij|ei|y", "y"), ("au|ou", "u"), ("ph", "f"),
    ("th|dt|d$", "t"), ("z", "s"), ("v", "f"), ("ie", "i"), ("([a-z])\\1+", "\\1"),
))  # fmt: skip
"""How letters sound that Dutch writes in two ways."""


@lru_cache(1 << 12)
def sound(word: str) -> str:
    """Return a folded word as it sounds, for words that are written as they are heard.

    >>> sound("toezigt") == sound("toezicht"), sound("milieuw") == sound("milieu")
    (True, False)
    """
    for letters, heard in _SOUNDS:
        word = letters.sub(heard, word)
    return word
