"""Tells what words mean, as vectors: words that mean alike lie near each other, also those that no sample says.

A word is the sum of its pieces, so that a compound means something too. The table holds the pieces of Dutch and English
words, each with 128 numbers of a byte. `benchmarks/meanings.py` makes it from the token embeddings of
multilingual-e5-small (Wang et al., "Multilingual E5 text embeddings", 2024; MIT licence).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TABLE = Path(__file__).with_suffix(".npz")
BEGINS = "\N{LOWER ONE EIGHTH BLOCK}"
"""What the piece that a word begins with begins with."""
LONGEST_PIECE = 20
NUMBER = "number"
"""The word for a slot that stands for the number of a thing."""


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """Says what pieces of words mean: `vectors` has a row for each of `pieces`."""

    pieces: dict[str, int]
    vectors: NDArray[np.int8]

    def of(self, words: Iterable[str]) -> NDArray[np.float32]:
        """Return what these folded words mean together: zeros when nothing of them is known."""
        total = np.zeros(self.vectors.shape[1], np.float32)
        for word in words:
            total += _of_word(self, word)
        return total

    def pieces_of(self, word: str) -> list[int]:
        """Return the rows of a word's pieces: the longest that is known, time and again. The caller bounds the word."""
        left = BEGINS + word
        found = []
        while left:
            for end in range(min(len(left), LONGEST_PIECE), 0, -1):
                if (row := self.pieces.get(left[:end])) is not None:
                    found.append(row)
                    left = left[end:]
                    break
            else:
                left = left[1:]
        return found


@lru_cache(10_000)
def _of_word(meanings: Meanings, word: str) -> NDArray[np.float32]:
    if word.startswith("{"):
        word = word.strip("{}")
        word = word if len(word) > 1 else NUMBER
    held: NDArray[np.float32] = meanings.vectors[meanings.pieces_of(word)].sum(axis=0, dtype=np.float32)
    return held


@cache
def table() -> Meanings:
    """Return the table, read once."""
    with np.load(TABLE, allow_pickle=False) as held:
        pieces = str(held["pieces"]).split("\n")
        return Meanings({piece: row for row, piece in enumerate(pieces)}, held["vectors"])
