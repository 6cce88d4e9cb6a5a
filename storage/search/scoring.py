"""BM25 of every row, from the postings in segments and those in memory. Rare terms first: common ones add little."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from storage.search import segments
from storage.search.blocks import SEGMENT_ROWS
from storage.search.memory import Memory
from storage.search.postings import LEVELS, Impacts, Places
from storage.search.segments import Found

Scores = NDArray[np.float64]

MOST: Final[Mapping[str, int]] = {"words": 32, "grams": 24}
"""Terms of a question that are looked up in each view, rarest first. More gave nothing (docs/ranking.md)."""
COMMON: Final = 0.2
"""Part of all rows from which a term is too common to tell anything ..."""
FEW: Final = 50
"""... unless that is still only a few rows."""
TELLING: Final = 1.3
"""The power of idf: what is rare says more than BM25 gives it. From 1.2 to 1.6 is about the same (docs/ranking.md)."""


@dataclass(slots=True)
class _Term:
    """A key looked for in a view, with the postings found so far."""

    key: int
    weight: float
    occurs: int
    """Rows it occurs in."""
    recent: list[tuple[Places, Impacts]]


def score(tx: Connection, memory: Memory, views: Mapping[str, Mapping[int, float]]) -> dict[str, Scores]:
    """For each view, the score of each row by place: the sum over the terms of weight x idf x impact."""
    count = len(memory.row_id)
    keys = np.array(sorted({key for weights in views.values() for key in weights}), np.int64)
    heavy = [segment.directory.heavy_count(keys) for segment in memory.segments]
    # Terms with a block of their own are weighed up before it is read; the others cost little.
    light = segments.find(
        tx,
        memory.blocks,
        [(segment, keys[counts == 0]) for segment, counts in zip(memory.segments, heavy, strict=True)],
    )
    occurs = np.zeros(len(keys), np.int64)
    found: list[dict[int, Found]] = []
    for counts, postings in zip(heavy, light, strict=True):
        occurs += counts
        at = np.flatnonzero(counts == 0).tolist()
        here = {place: term for place, term in zip(at, postings, strict=True) if term is not None}
        for place, term in here.items():
            occurs[place] += len(term.rows)
        found.append({int(keys[place]): term for place, term in here.items()})
    recent = memory.recent.find(keys)
    terms: dict[int, _Term] = {}
    for place, key in enumerate(keys.tolist()):
        total = int(occurs[place]) + sum(len(rows) for rows, _ in recent[place])
        if total:
            terms[key] = _Term(key, 1.0, total, recent[place])
    chosen = {view: _choose(view, weights, terms, count) for view, weights in views.items()}
    needed = np.array(sorted({term.key for some in chosen.values() for term in some}), np.int64)
    wanted = [needed[segment.directory.heavy_count(needed) > 0] for segment in memory.segments]
    read = segments.find(tx, memory.blocks, list(zip(memory.segments, wanted, strict=True)))
    for here, keys_, postings in zip(found, wanted, read, strict=True):
        here.update((key, term) for key, term in zip(keys_.tolist(), postings, strict=True) if term is not None)
    return {view: _sum(memory, some, found, count) for view, some in chosen.items()}


def idf(rows: int, occurs: int) -> float:
    """How telling a term is that occurs in so many rows (Robertson and Zaragoza 2009, with Lucene's + 1)."""
    return float(np.log1p((rows - occurs + 0.5) / (occurs + 0.5)))


def _choose(view: str, weights: Mapping[int, float], terms: Mapping[int, _Term], count: int) -> list[_Term]:
    """The terms of a view that are worth adding up, rarest first, with their weight in the sum."""
    known = sorted((terms[key] for key in weights if key in terms), key=lambda term: (term.occurs, term.key))
    telling = [term for term in known if term.occurs <= max(FEW, COMMON * count)] or known[:1]
    return [
        _Term(term.key, weights[term.key] * idf(count, term.occurs) ** TELLING, term.occurs, term.recent)
        for term in telling[: MOST.get(view, len(telling))]
    ]


def _sum(memory: Memory, terms: Sequence[_Term], found: Sequence[Mapping[int, Found]], count: int) -> Scores:
    """The scores of one view. A row's sum is taken in the order of the terms, wherever its postings are kept."""
    total = np.zeros(count)
    for segment, here in zip(memory.segments, found, strict=True):
        parts = [(here[term.key].rows, here[term.key].impacts, term.weight) for term in terms if term.key in here]
        if parts:
            some = _add_up(parts, min(SEGMENT_ROWS, len(segment.places)))
            kept = segment.places >= 0
            total[segment.places[kept]] = some[kept]
    parts_recent = [(rows, impacts, term.weight) for term in terms for rows, impacts in term.recent]
    if parts_recent:
        total += _add_up(parts_recent, count)
    return total


def _add_up(parts: Sequence[tuple[NDArray[np.integer], Impacts, float]], count: int) -> Scores:
    rows = np.concatenate([rows for rows, _, _ in parts])
    weights = np.repeat([weight for _, _, weight in parts], [len(rows) for rows, _, _ in parts])
    weights *= LEVELS[np.concatenate([impacts for _, impacts, _ in parts])]
    return np.bincount(rows, weights, count).astype(np.float64, copy=False)
