"""Measures how alike two questions are: whether an earlier one may ask the same."""

import math
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from typing import Final

from storage.search.analyser import content, grams
from storage.search.lexicon import Lexicon
from storage.search.stopwords import CHAT

SIMILAR: Final = 0.35
"""From what likeness on a question is shown as similar.

On the duplicates task (1,739 titles; of the engine's best ten at most three are shown) this gives precision .34 and
recall .26, against .27 and .29 without a threshold, and is silent for 12 %; five-fold cross-validation on F1 chooses
.325 to .35. Its labels are incomplete, so both are lower bounds (docs/ranking.md, `benchmarks/relevance/similar.py`).
"""


class Likeness:
    """Measures how alike other texts are to what is asked, which may be said in several ways."""

    def __init__(self, asked: Iterable[str], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._asked = [said for text in asked if (said := self._pieces(text))[0]]
        self._sought = frozenset(piece for pieces, _worth in self._asked for piece in pieces)

    def to(self, other: str) -> float:
        """From 0 to 1: what both share of the four-letter pieces of their words (Dice), rare words counting more."""
        pieces, whole = self._pieces(other, self._sought)
        return max((2 * _shared(said, pieces) / (worth + whole) for said, worth in self._asked), default=0.0)

    def _pieces(self, text: str, among: Set[str] | None = None) -> tuple[dict[str, float], float]:
        """Return the pieces of a text's words, at least of those that have one `among`, and what all its words weigh.

        The weight of a word is spread over its pieces.
        """
        pieces: dict[str, float] = {}
        whole = 0.0
        for word in _words(text):
            weight, of_word = self._lexicon.rarity(word), grams(word)
            whole += weight
            if among is None or not among.isdisjoint(of_word):
                for piece in of_word:
                    pieces[piece] = pieces.get(piece, 0.0) + weight / len(of_word)
        return pieces, whole


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return math.fsum(min(weight, other[piece]) for piece, weight in one.items() if piece in other)


@lru_cache(1 << 13)  # each question is looked at again and again
def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in content(text) if word not in CHAT))
