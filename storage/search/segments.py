"""Fetches the postings of the segments that a process knows: only the blocks that a question needs."""

import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select, text

from storage.search import blocks
from storage.search.blocks import Directory
from storage.search.postings import Impacts, Keys, Places
from storage.search.tables import search_segment

NUMBER_BITS: Final = 24
"""Of the id of a block, for its number in its segment: one number and no index besides, so that little is kept of a
block but what is in it."""

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
    """Return the ids of the segments in use, oldest first."""
    query = select(search_segment.c.id).where(search_segment.c.ready == READY).order_by(search_segment.c.id)
    return list(tx.execute(query).scalars())


def visible(tx: Connection, ids: Sequence[int]) -> bool:
    """Tell whether this transaction sees all these segments."""
    if not ids:
        return True
    query = select(func.count()).where(search_segment.c.id.in_(ids), search_segment.c.ready >= READY)
    return tx.execute(query).scalar_one() == len(ids)


def block_ids(segment: int) -> tuple[int, int]:
    """Return the ids that the blocks of a segment may have: of number 0 and of the last."""
    return segment << NUMBER_BITS, ((segment + 1) << NUMBER_BITS) - 1


def pack_rows(rows: Sequence[int]) -> bytes:
    """Ascending ids, most of which follow one another."""
    return zlib.compress(np.diff(np.array(rows, "<i8"), prepend=0).tobytes())


def unpack_rows(data: bytes) -> NDArray[np.int64]:
    return np.cumsum(np.frombuffer(zlib.decompress(data), "<i8"))


def load(tx: Connection, segment: int, places_of: Callable[[NDArray[np.int64]], Places]) -> Segment | None:
    """Return a segment, with the places of its rows; None when it has just been dropped."""
    query = select(search_segment.c.directory, search_segment.c.rows).where(search_segment.c.id == segment)
    found = tx.execute(query).one_or_none()
    if found is None:
        return None
    at = places_of(unpack_rows(found.rows))
    return Segment(segment, Directory.unpack(found.directory), at, whole=bool((at >= 0).all()))


Unread: TypeAlias = tuple[Segment, int, int]
"""A block that a term has for itself: its segment, its id and the number of postings."""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """The postings of a key in all segments together, by the places that the process keeps rows at."""

    occurs: int
    """Rows it occurs in, those included that are gone since."""
    places: Places
    impacts: Impacts
    unread: tuple[Unread, ...] = ()
    """Its blocks of its own that were not read yet."""

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
        wanted = [id_ for term in terms.values() for _, id_, _ in term.unread]
        if not wanted:
            return dict(terms)
        read = _read(tx, wanted)
        fresh: dict[int, Term] = {}
        for key, term in terms.items():
            if term.unread:
                parts = [(term.places, term.impacts)]
                parts += [
                    _at_places(segment, *blocks.read_alone(read[id_], count))
                    for segment, id_, count in term.unread
                    if id_ in read
                ]
                fresh[key] = _joined(parts, term.occurs)
        self._keep(fresh)
        return {**terms, **fresh}

    def _look_up(self, tx: Connection, keys: Keys) -> dict[int, Term]:
        listed: list[int] = keys.tolist()
        occurs = np.zeros(len(keys), np.int64)
        unread: list[list[Unread]] = [[] for _ in listed]
        light: list[list[tuple[Segment, int]]] = [[] for _ in listed]
        for segment in self._segments:
            numbers, counts = segment.directory.find(keys)
            occurs += counts
            ids = (block_ids(segment.id)[0] + numbers).tolist()
            for at, (id_, count) in enumerate(zip(ids, counts.tolist(), strict=True)):
                if count:
                    unread[at].append((segment, id_, count))
                else:
                    light[at].append((segment, id_))
        read = _read(tx, sorted({id_ for each in light for _, id_ in each}))
        found: dict[int, Term] = {}
        for at, key in enumerate(listed):
            parts: list[tuple[Places, Impacts]] = []
            some = int(occurs[at])
            for segment, id_ in light[at]:
                data = read.get(id_)
                term = None if data is None else blocks.look_up(data, key, segment.directory.bits)
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


def _at_places(segment: Segment, rows: NDArray[np.integer], impacts: Impacts) -> tuple[Places, Impacts]:
    places = segment.places[rows]
    if segment.whole:
        return places, impacts
    kept = places >= 0
    return places[kept], impacts[kept]


_NOWHERE: Final = (np.zeros(0, np.int32), np.zeros(0, np.uint8))


def _joined(parts: Sequence[tuple[Places, Impacts]], occurs: int, unread: tuple[Unread, ...] = ()) -> Term:
    """Return one term; its arrays are its own, or a whole block would be held for the sake of a few of its bytes."""
    every = parts or [_NOWHERE]
    places = np.concatenate([places for places, _ in every])
    return Term(occurs, places, np.concatenate([impacts for _, impacts in every]), unread)


def _read(tx: Connection, ids: Sequence[int]) -> dict[int, bytes]:
    if not ids:
        return {}
    # Written out: SQLAlchemy spends longer on expanding forty parameters than either database on finding the blocks.
    if tx.dialect.name == "postgresql":
        found = tx.execute(_POSTGRESQL, {"ids": list(ids)})
    else:
        found = tx.exec_driver_sql(_SQLITE.format(",".join("?" * len(ids))), tuple(ids))
    return dict(found.tuples().all())


_SQLITE: Final = "SELECT id, postings FROM search_block WHERE id IN ({})"
_POSTGRESQL: Final = text("SELECT id, postings FROM search_block WHERE id = ANY(:ids)")
