"""The segments a process knows, and how their postings are fetched: only the blocks that a question needs."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
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


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A segment as a process knows it. It never changes; another takes its place."""

    id: int
    directory: Directory
    places: Places
    """Where the process keeps each of its rows; -1 for a row that is gone."""
    whole: bool
    """Whether none is gone."""


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
    return Segment(segment, Directory.unpack(found.directory), at, whole=bool((at >= 0).all()))


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """The postings of a key in all segments together, by the places that the process keeps rows at."""

    occurs: int
    """Rows it occurs in, those included that are gone since."""
    places: Places
    impacts: Impacts
    unread: tuple[Segment, ...] = ()
    """Segments in which it has a block of its own that was not read yet."""

    @property
    def size(self) -> int:
        """Bytes that it takes, with what Python needs to hold it."""
        return self.places.nbytes + self.impacts.nbytes + _OVERHEAD


class Terms:
    """The terms of some segments that were lately looked for. Segments never change, so they never go stale."""

    def __init__(self, segments: Sequence[Segment], most: int) -> None:
        self._segments = segments
        self._most = most
        self._held = 0
        self._terms: OrderedDict[int, Term] = OrderedDict()
        self._lock = Lock()

    def find(self, tx: Connection, keys: Sequence[int]) -> dict[int, Term]:
        """Each key, without what is in blocks of its own: these are weighed up before they are read."""
        found: dict[int, Term] = {}
        with self._lock:
            for key in keys:
                term = self._terms.get(key)
                if term is not None:
                    self._terms.move_to_end(key)
                    found[key] = term
        missing = np.array([key for key in keys if key not in found], np.int64)
        if len(missing):
            fresh = self._look_up(tx, missing)
            self._keep(fresh)
            found |= fresh
        return found

    def whole(self, tx: Connection, terms: Mapping[int, Term]) -> dict[int, Term]:
        """The same terms with all of their postings."""
        wanted = [(segment.id, key) for key, term in terms.items() for segment in term.unread]
        if not wanted:
            return dict(terms)
        blocks_read = _read(tx, wanted)
        fresh: dict[int, Term] = {}
        for key, term in terms.items():
            if term.unread:
                parts = [(term.places, term.impacts)]
                parts += [_placed(segment, blocks_read.get((segment.id, key)), key) for segment in term.unread]
                fresh[key] = _joined(parts, term.occurs)
        self._keep(fresh)
        return {**terms, **fresh}

    def _look_up(self, tx: Connection, keys: Keys) -> dict[int, Term]:
        listed: list[int] = keys.tolist()
        occurs = np.zeros(len(keys), np.int64)
        unread: list[list[Segment]] = [[] for _ in listed]
        light: list[list[tuple[Segment, int]]] = [[] for _ in listed]
        for segment in self._segments:
            counts = segment.directory.heavy_count(keys)
            occurs += counts
            numbers = segment.directory.shared(keys).tolist()
            for at, (alone, number) in enumerate(zip(counts.tolist(), numbers, strict=True)):
                if alone:
                    unread[at].append(segment)
                else:
                    light[at].append((segment, number))
        wanted = {(segment.id, number) for each in light for segment, number in each}
        blocks_read = _read(tx, list(wanted)) if wanted else {}
        found: dict[int, Term] = {}
        for at, key in enumerate(listed):
            parts: list[tuple[Places, Impacts]] = []
            some = int(occurs[at])
            for segment, number in light[at]:
                data = blocks_read.get((segment.id, number))
                term = None if data is None else blocks.look_up(data, key)
                if term is not None:
                    some += len(term[0])
                    parts.append(_at_places(segment, *term))
            found[key] = _joined(parts, some, tuple(unread[at]))
        return found

    def _keep(self, fresh: Mapping[int, Term]) -> None:
        with self._lock:
            for key, term in fresh.items():
                before = self._terms.pop(key, None)
                self._held += term.size - (before.size if before else 0)
                self._terms[key] = term
            while self._held > self._most:
                _, dropped = self._terms.popitem(last=False)
                self._held -= dropped.size


_OVERHEAD: Final = 500
"""Bytes that Python needs to hold a term, whatever is in it."""


def _placed(segment: Segment, data: bytes | None, key: int) -> tuple[Places, Impacts]:
    term = None if data is None else blocks.look_up(data, key)
    return _NOWHERE if term is None else _at_places(segment, *term)


def _at_places(segment: Segment, rows: NDArray[np.integer], impacts: Impacts) -> tuple[Places, Impacts]:
    places = segment.places[rows]
    if segment.whole:
        return places, impacts
    kept = places >= 0
    return places[kept], impacts[kept]


_NOWHERE: Final = (np.zeros(0, np.int32), np.zeros(0, np.uint8))


def _joined(parts: Sequence[tuple[Places, Impacts]], occurs: int, unread: tuple[Segment, ...] = ()) -> Term:
    """One term; its arrays are its own, or a whole block would be held for the sake of a few of its bytes."""
    every = parts or [_NOWHERE]
    places = np.concatenate([places for places, _ in every])
    return Term(occurs, places, np.concatenate([impacts for _, impacts in every]), unread)


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
