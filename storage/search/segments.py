"""The segments a process knows, and how their postings are fetched: only the blocks that a question needs."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select, text

from storage.search import blocks
from storage.search.blocks import Directory
from storage.search.postings import Impacts, Keys, Places
from storage.search.tables import search_segment

Key = tuple[int, int]
"""A segment and the number of a block in it."""

READY: Final = 1
RETIRED: Final = 2
"""Merged into another; kept for a while, for those who still read it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment as a process knows it. It never changes; another takes its place."""

    id: int
    directory: Directory
    places: Places
    """Where the process keeps each of its rows; -1 for a row that is gone."""


class Blocks:
    """Blocks that were lately read, up to a number of bytes. They never change, so they never go stale."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0
        self._blocks: OrderedDict[Key, bytes] = OrderedDict()
        self._lock = Lock()

    def fetch(self, tx: Connection, wanted: Iterable[Key]) -> dict[Key, bytes]:
        """The blocks of these (segment, number); empty where a segment has no such block."""
        found: dict[Key, bytes] = {}
        missing: list[Key] = []
        with self._lock:
            for key in wanted:
                data = self._blocks.get(key)
                if data is None:
                    missing.append(key)
                else:
                    self._blocks.move_to_end(key)
                    found[key] = data
        if missing:
            fresh = dict.fromkeys(missing, b"") | _read(tx, missing)
            with self._lock:
                for key, data in fresh.items():
                    self._keep(key, data)
            found |= fresh
        return found

    def _keep(self, key: Key, data: bytes) -> None:
        if key in self._blocks:
            return
        self._blocks[key] = data
        self._held += len(data) + _OVERHEAD
        while self._held > self._most:
            _, dropped = self._blocks.popitem(last=False)
            self._held -= len(dropped) + _OVERHEAD


_OVERHEAD: Final = 250
"""Bytes that Python needs to hold a block, whatever is in it."""


def ready(tx: Connection) -> list[int]:
    """The ids of the segments in use, oldest first."""
    query = select(search_segment.c.id).where(search_segment.c.ready == READY).order_by(search_segment.c.id)
    return list(tx.execute(query).scalars())


def visible(tx: Connection, ids: Sequence[int]) -> bool:
    """Whether this transaction sees all these segments."""
    if not ids:
        return True
    query = select(func.count()).where(search_segment.c.id.in_(ids), search_segment.c.ready >= READY)
    return tx.execute(query).scalar_one() == len(ids)


def load(tx: Connection, segment: int, places: Mapping[int, int]) -> Segment | None:
    """A segment, with the place of each row according to `places`; None when it has just been dropped."""
    query = select(search_segment.c.directory, search_segment.c.rows).where(search_segment.c.id == segment)
    found = tx.execute(query).one_or_none()
    if found is None:
        return None
    rows = np.frombuffer(found.rows, "<i8").tolist()
    at = np.fromiter((places.get(row, -1) for row in rows), np.int32, len(rows))
    return Segment(segment, Directory.unpack(found.directory), at)


@dataclass(frozen=True, slots=True)
class Found:
    """The postings of one key in one segment."""

    rows: Places
    impacts: Impacts


def find(tx: Connection, cache: Blocks, wanted: Sequence[tuple[Segment, Keys]]) -> list[list[Found | None]]:
    """For each segment, for each of its keys, the postings; None where there are none."""
    numbered: list[tuple[Segment, Keys, list[int]]] = []
    for segment, keys in wanted:
        alone = segment.directory.heavy_count(keys) > 0
        numbers: list[int] = np.where(alone, keys, segment.directory.shared(keys)).tolist()
        numbered.append((segment, keys, numbers))
    data = cache.fetch(tx, dict.fromkeys((segment.id, at) for segment, _, numbers in numbered for at in numbers))
    opened = {key: blocks.read(block) for key, block in data.items() if block}
    result: list[list[Found | None]] = []
    for segment, keys, numbers in numbered:
        found: list[Found | None] = []
        for key, number in zip(keys.tolist(), numbers, strict=True):
            block = opened.get((segment.id, number))
            found.append(None if block is None else _term(key, *block))
        result.append(found)
    return result


def _term(key: int, keys: Keys, ends: NDArray[np.int64], rows: Places, impacts: Impacts) -> Found | None:
    at = int(np.searchsorted(keys, key))
    if at == len(keys) or keys[at] != key:
        return None
    start, end = int(ends[at - 1]) if at else 0, int(ends[at])
    return Found(rows[start:end], impacts[start:end])


def _read(tx: Connection, wanted: Sequence[Key]) -> dict[Key, bytes]:
    found: dict[Key, bytes] = {}
    if tx.dialect.name == "postgresql":
        pairs = {"segments": [segment for segment, _ in wanted], "keys": [number for _, number in wanted]}
        for segment, number, data in tx.execute(_POSTGRESQL, pairs):
            found[segment, number] = bytes(data)
        return found
    by_segment: dict[int, list[int]] = {}
    for segment, number in wanted:
        by_segment.setdefault(segment, []).append(number)
    for segment, numbers in by_segment.items():
        marks = ",".join("?" * len(numbers))
        for number, data in tx.exec_driver_sql(_SQLITE.format(marks), (segment, *numbers)):
            found[segment, number] = data
    return found


# Written out: SQLAlchemy spends longer on expanding some forty parameters than either database on finding the blocks.
_SQLITE: Final = "SELECT key, postings FROM search_block WHERE segment = ? AND key IN ({})"
_POSTGRESQL: Final = text(
    "SELECT segment, key, postings FROM search_block JOIN unnest(cast(:segments AS bigint[]), cast(:keys AS bigint[]))"
    " AS wanted(segment, key) USING (segment, key)"
)
