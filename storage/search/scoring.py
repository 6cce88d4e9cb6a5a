"""Scores every row by BM25, from segments and memory. Rare terms first: common ones add little."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from storage.search.memory import Memory
from storage.search.postings import LEVELS, Impacts, Places

Scores = NDArray[np.float64]

MOST: Final[Mapping[str, int]] = {"words": 32, "grams": 24}
"""Terms of a question that are looked up in each view, rarest first. More gave nothing (docs/ranking.md)."""
COMMON: Final = 0.2
"""Part of all rows from which a term is too common to tell anything ..."""
FEW: Final = 50
"""... unless that is still only a few rows."""


def score(
    tx: Connection, memory: Memory, views: Mapping[str, Mapping[int, float]], telling: float
) -> dict[str, Scores]:
    """For each view, the score of each row by place: the sum over the terms of weight x idf^telling x impact."""
    count = len(memory.row_id)
    keys = sorted({key for weights in views.values() for key in weights})
    found = memory.terms.find(tx, keys)
    recent = dict(zip(keys, memory.recent.find(np.array(keys, np.int64)), strict=True))
    occurs = {key: found[key].occurs + sum(len(rows) for rows, _ in recent[key]) for key in keys}
    chosen = {view: _choose(weights, occurs, count, MOST.get(view), telling) for view, weights in views.items()}
    needed = memory.terms.whole(tx, {key: found[key] for terms in chosen.values() for key, _ in terms})
    return {
        view: _sum(
            [
                (places, impacts, weight)
                for key, weight in terms
                for places, impacts in ((needed[key].places, needed[key].impacts), *recent[key])
            ],
            count,
        )
        for view, terms in chosen.items()
    }


def idf(rows: int, occurs: int) -> float:
    """Measure how telling a term is that occurs in so many rows (Robertson and Zaragoza 2009, with Lucene's + 1)."""
    return math.log1p((rows - occurs + 0.5) / (occurs + 0.5))


def _choose(
    weights: Mapping[int, float], occurs: Mapping[int, int], count: int, most: int | None, power: float
) -> list[tuple[int, float]]:
    """Return the terms of a view that are worth adding up, rarest first, with their weight in the sum."""
    known = sorted((key for key in weights if occurs[key]), key=lambda key: (occurs[key], key))
    telling = [key for key in known if occurs[key] <= max(FEW, COMMON * count)] or known[:1]
    return [(key, weights[key] * idf(count, occurs[key]) ** power) for key in telling[:most]]


def _sum(parts: Sequence[tuple[Places, Impacts, float]], count: int) -> Scores:
    """Return the scores of one view. A row's sum is taken in the order of the terms, wherever its postings are kept."""
    if not parts:
        return np.zeros(count)
    places = np.concatenate([places for places, _, _ in parts])
    worth = np.concatenate([(weight * LEVELS)[impacts] for _, impacts, weight in parts])
    return np.bincount(places, worth, count).astype(np.float64, copy=False)
