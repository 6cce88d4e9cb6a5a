"""Measures how much each term says about a row, as bytes.

A posting is a row and an *impact*: the BM25 weight of the term in that row without its idf, as one of 16 levels. Coarse
precomputed impacts rank about as well as floats (Anh and Moffat, "Pruned query evaluation using pre-computed impacts",
SIGIR 2006; Lin and Trotman, "Anytime ranking for impact-ordered indexes", ICTIR 2015), and take half a byte.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from storage.search.analyser import KEY_BITS, Terms
from storage.search.lexicon import Lexicon

Keys = NDArray[np.int64]
Impacts = NDArray[np.uint8]
Places = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Saturation:
    """BM25's k1 and b (Robertson and Zaragoza, "The probabilistic relevance framework", 2009)."""

    k1: float
    b: float


WORDS: Final = Saturation(1.2, 0.75)
GRAMS: Final = Saturation(1.2, 0.75)
"""Hardly anything between 0.8 and 2, and 0.5 and 0.9, differs measurably (docs/ranking.md)."""
KEY_BYTES: Final = KEY_BITS // 8
LOWEST: Final = 1 << (KEY_BITS - 1)
"""Keys are signed: with this added, they are not."""
LEVELS: Final = np.geomspace(0.1, 0.96, 16)
"""What each level of impact stands for: steps of 16 %."""


def impacts(terms: Terms, lexicon: Lexicon) -> tuple[Keys, Impacts]:
    """Return the keys of a row in ascending order, and the impact of each."""
    parts = [
        _saturate(terms.words, WORDS, lexicon.words),
        _saturate(terms.grams, GRAMS, lexicon.grams),
    ]
    keys = np.concatenate([keys for keys, _ in parts])
    values = np.concatenate([values for _, values in parts])
    order = np.argsort(keys)
    return keys[order], values[order]


def pack_recent(terms: Terms, lexicon: Lexicon) -> bytes:
    """One row's keys and impacts."""
    keys, values = impacts(terms, lexicon)
    return pack_keys(keys) + pack_impacts(values)


def unpack_recent(data: bytes) -> tuple[Keys, Impacts]:
    size = 2 * len(data) // (2 * KEY_BYTES + 1)
    return unpack_keys(data[: size * KEY_BYTES]), unpack_impacts(data[size * KEY_BYTES :], size)


def pack_keys(keys: Keys, known: int = 0) -> bytes:
    """Keys without their first `known` bytes, in an order of bytes that is their own order."""
    return (keys + LOWEST).astype(">u8").view(np.uint8).reshape(-1, 8)[:, 8 - KEY_BYTES + known :].tobytes()


def unpack_keys(data: bytes, known: int = 0, head: int = 0) -> Keys:
    """The keys again; `head` is what their first `known` bytes are."""
    width = KEY_BYTES - known
    whole = np.zeros((len(data) // width, 8), np.uint8)
    whole[:, 8 - width :] = np.frombuffer(data, np.uint8).reshape(-1, width)
    keys: Keys = whole.view(">i8").ravel().astype(np.int64) + ((head << 8 * width) - LOWEST)
    return keys


def pack_impacts(values: Impacts) -> bytes:
    """Two in a byte."""
    padded = values if len(values) % 2 == 0 else np.append(values, np.uint8(0))
    return (padded[::2] << 4 | padded[1::2]).astype(np.uint8).tobytes()


def unpack_impacts(data: bytes, size: int) -> Impacts:
    halves = np.frombuffer(data, np.uint8)
    values = np.empty(2 * len(halves), np.uint8)
    values[::2] = halves >> 4
    values[1::2] = halves & 15
    return values[:size]


def _saturate(counts: Mapping[int, float], by: Saturation, average: float) -> tuple[Keys, Impacts]:
    keys = np.fromiter(counts.keys(), np.int64, len(counts))
    times = np.fromiter(counts.values(), np.float64, len(counts))
    length = by.k1 * (1 - by.b + by.b * times.sum() / average)
    steps = np.log(times / (times + length) / LEVELS[0]) / np.log(LEVELS[1] / LEVELS[0])
    return keys, np.clip(np.rint(steps), 0, len(LEVELS) - 1).astype(np.uint8)
