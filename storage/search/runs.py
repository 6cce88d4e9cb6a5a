"""Postings of the latest rows, in memory: a few sorted runs, merged as they grow (O'Neil, "The log-structured
merge-tree", 1996), so that adding a row and finding a term both stay cheap."""

import numpy as np
from numpy.typing import NDArray

from storage.search.postings import Impacts, Keys, Places


class Runs:
    """Postings sorted by key, in runs of which each is at least twice as long as the next."""

    def __init__(self) -> None:
        self._runs: list[tuple[Keys, Places, Impacts]] = []

    def __len__(self) -> int:
        return sum(len(keys) for keys, _, _ in self._runs)

    def __copy__(self) -> "Runs":
        twin = Runs()
        twin._runs = list(self._runs)
        return twin

    def add(self, place: int, keys: Keys, impacts: Impacts) -> None:
        """Add the row at `place`; `keys` ascend."""
        self._runs.append((keys, np.full(len(keys), place, np.int32), impacts))
        while len(self._runs) > 1 and len(self._runs[-2][0]) < 2 * len(self._runs[-1][0]):
            later, earlier = self._runs.pop(), self._runs.pop()
            keys = np.concatenate([earlier[0], later[0]])
            order = np.argsort(keys, kind="stable")
            places, impacts = (np.concatenate([earlier[at], later[at]])[order] for at in (1, 2))
            self._runs.append((keys[order], places, impacts))

    def drop(self, gone: NDArray[np.bool_]) -> None:
        """Forget the rows at the places that are marked."""
        kept = [(keys, places, impacts, ~gone[places]) for keys, places, impacts in self._runs]
        self._runs = [(keys[at], places[at], impacts[at]) for keys, places, impacts, at in kept if at.any()]

    def find(self, wanted: Keys) -> list[list[tuple[Places, Impacts]]]:
        """For each key, its postings, by run."""
        found: list[list[tuple[Places, Impacts]]] = [[] for _ in wanted]
        for keys, places, impacts in self._runs:
            starts = np.searchsorted(keys, wanted, "left").tolist()
            ends = np.searchsorted(keys, wanted, "right").tolist()
            for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
                if start < end:
                    found[at].append((places[start:end], impacts[start:end]))
        return found
