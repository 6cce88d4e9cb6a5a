"""Finds what is meant alike by sentence vectors of rows, when there is an encoder.

A vector is kept as 384 small integers. All are compared: in pieces that fit the processor's cache that takes 6 ms for
100,000. Comparing signs first, as others do, lost a fifth of the nearest 200: these vectors lie in a narrow cone.

So they are compared apart from what all have in common: their mean, and the axis along which they differ most as far as
it stands out above the next. That tells a short text from a long one, or spoken from written, rather than one matter
from another (after Mu and Viswanath, "All-but-the-top", ICLR 2018).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.search import changes
from storage.search.postings import Places
from storage.search.tables import search_row, search_state, search_vector

DIMENSIONS: Final = 384
STEPS: Final = 508.0
"""Steps in 1: of a vector of length 1 in 384 dimensions, hardly a number is above 0.25."""
PIECE: Final = 1000
"""Vectors compared at once: they stay in the processor's cache, and are too few for BLAS to share among its threads,
which wait for one another for 200 ms when others use the machine."""
LEAST: Final = 256
"""Vectors from which there is something to say of all."""
SAMPLE: Final = 4096
"""Vectors that are enough to say it."""

Scalar = TypeVar("Scalar", bound=np.generic)
Vector = NDArray[np.float32]
Codes = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Common:
    """Holds what all vectors have in common."""

    mean: Vector
    axis: Vector
    """The direction in which they differ most; its length squared is the part of that difference to take off."""

    def without(self, vectors: Vector) -> Vector:
        """Read what is left of each vector."""
        apart = vectors - self.mean
        left: Vector = apart - np.outer(apart @ self.axis, self.axis).reshape(apart.shape)
        return left


NOTHING: Final = Common(np.zeros(DIMENSIONS, np.float32), np.zeros(DIMENSIONS, np.float32))


class Vectors:
    """The vectors that a process holds: 392 bytes each."""

    def __init__(self) -> None:
        self._size = 0
        self._codes: Codes = np.zeros((0, DIMENSIONS), np.int8)
        self._places: NDArray[np.int32] = np.zeros(0, np.int32)
        self._common = NOTHING
        self._lengths: NDArray[np.float32] = np.zeros(0, np.float32)
        """Of each vector, without what is common."""

    def __len__(self) -> int:
        return self._size

    def __copy__(self) -> "Vectors":
        twin = Vectors()
        # Exactly as long as what is in them: the first that is added to the twin goes to arrays of its own.
        twin._size = self._size
        twin._codes = self._codes[: self._size]
        twin._places = self._places[: self._size]
        twin._lengths = self._lengths[: self._size]
        twin._common = self._common
        return twin

    def add(self, places: Sequence[int], packed: Sequence[bytes]) -> None:
        """Add the vectors of the rows at `places`."""
        end = self._size + len(places)
        if end > len(self._places):
            room = max(end, 2 * len(self._places), 64)
            self._codes = _grown(self._codes, self._size, room)
            self._places = _grown(self._places, self._size, room)
            self._lengths = _grown(self._lengths, self._size, room)
        codes = np.frombuffer(b"".join(packed), np.int8).reshape(len(packed), DIMENSIONS)
        self._codes[self._size : end] = codes
        self._places[self._size : end] = places
        self._lengths[self._size : end] = self._left(codes)
        self._size = end

    def set_apart(self, common: Common) -> None:
        """From now on compare what is left without `common`."""
        self._common = common
        pieces = [self._left(self._codes[at : min(at + PIECE, self._size)]) for at in range(0, self._size, PIECE)]
        self._lengths = np.concatenate([np.zeros(0, np.float32), *pieces])
        self._codes, self._places = self._codes[: self._size], self._places[: self._size]

    def _left(self, codes: Codes) -> NDArray[np.float32]:
        left = self._common.without(codes.astype(np.float32) / np.float32(STEPS))
        lengths: NDArray[np.float32] = np.maximum(np.linalg.norm(left, axis=1), 1e-6).astype(np.float32)
        return lengths

    def nearest(
        self, vector: Vector, allowed: Callable[[Places], NDArray[np.bool_]], depth: int
    ) -> tuple[Places, NDArray[np.float64], NDArray[np.float64]]:
        """Return the places of the `depth` nearest rows among the allowed, nearest first.

        With the cosine of each without what all have in common, by which they are chosen, and with it.
        """
        left = self._common.without(vector.astype(np.float32))
        left /= max(float(np.linalg.norm(left)), 1e-6)
        # What is taken off the question once more need not be taken off each row.
        left -= (left @ self._common.axis) * self._common.axis
        asked = left / np.float32(STEPS)
        cosines = np.empty(self._size, np.float32)
        for at in range(0, self._size, PIECE):
            codes = self._codes[at : min(at + PIECE, self._size)]
            cosines[at : at + len(codes)] = codes.astype(np.float32) @ asked
        cosines -= left @ self._common.mean
        cosines /= self._lengths[: self._size]
        # What is added up in another order differs in the seventh decimal, and must not change a ranking.
        np.round(cosines, 5, out=cosines)
        places = self._places[: self._size]
        every = np.arange(self._size)
        best, apart = highest(every, cosines.astype(np.float64), places, lambda at: allowed(places[at]), depth)
        whole = self._codes[best] @ (vector.astype(np.float64) / STEPS)
        return places[best], apart, whole


def highest(
    places: Places,
    scores: NDArray[np.float64],
    ages: NDArray[np.integer],
    allowed: Callable[[Places], NDArray[np.bool_]],
    depth: int,
) -> tuple[Places, NDArray[np.float64]]:
    """Return the `depth` allowed places with the highest scores, highest first and of equals the oldest, with these.

    Only as many are looked at as it takes: the filter costs more than the choice.
    """
    wanted = 2 * depth
    while True:
        if len(places) > wanted:
            at = np.flatnonzero(scores >= np.partition(scores, len(scores) - wanted)[len(scores) - wanted])
            at = at[allowed(places[at])]
        else:
            at = np.flatnonzero(allowed(places))
        if len(at) >= depth or wanted >= len(places):
            break
        wanted *= 8
    at = at[np.lexsort((ages[at], -scores[at]))[:depth]]
    return places[at], scores[at]


def pack(vector: Vector) -> bytes:
    """Return a vector of length 1 as bytes, for the database."""
    return _code(vector).tobytes()


def put(tx: Connection, found: Sequence[tuple[int, Vector]]) -> None:
    """Keep the vectors of rows. Rows that are gone meanwhile are passed over."""
    ids = [row for row, _ in found]
    here = select(search_row.c.id).where(search_row.c.id.in_(ids)).with_for_update(read=True, key_share=True)
    there = set(tx.execute(here).scalars())
    values = [{"row": row, "vector": pack(vector)} for row, vector in found if row in there]
    if values:
        # The clock and `plek reindex` may come to the same row.
        insert = (postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert)(search_vector)
        newer = insert.on_conflict_do_update(index_elements=["row"], set_={"vector": insert.excluded.vector})
        tx.execute(newer, values)
        changes.record(tx, [("vector", "", row) for row in sorted(there)])


def missing(tx: Connection, most: int) -> list[tuple[int, str, str]]:
    """Rows that have no vector yet, the latest first: id, title and text."""
    query = (
        select(search_row.c.id, search_row.c.title, search_row.c.text)
        .outerjoin(search_vector, search_vector.c.row == search_row.c.id)
        .where(search_vector.c.row.is_(None))
        .order_by(search_row.c.id.desc())
        .limit(most)
    )
    return [(row.id, row.title, row.text) for row in tx.execute(query)]


def lacking(tx: Connection) -> int:
    """Count how many rows have no vector yet."""
    without = ~exists().where(search_vector.c.row == search_row.c.id)
    return tx.execute(select(func.count()).select_from(search_row).where(without)).scalar_one()


def common(tx: Connection) -> Common:
    """Read what all vectors have in common, as last taken."""
    kept = tx.execute(select(search_state.c.common)).scalar_one_or_none()
    if kept is None:
        return NOTHING
    mean, axis = np.frombuffer(kept, np.float32).reshape(2, DIMENSIONS)
    return Common(mean, axis)


def taken(tx: Connection) -> tuple[Common, int] | None:
    """Return what all vectors have in common, taken anew, and of how many.
    None until they are twice as many as last time.
    """
    count = tx.execute(select(func.count()).select_from(search_vector)).scalar_one()
    before = tx.execute(select(search_state.c.common_of)).scalar_one_or_none() or 0
    if count < max(LEAST, 2 * before):
        return None
    # Spread over all rows, and the same ones on every database.
    spread = search_vector.c.row * 40503 % 65536 < max(1, 65536 * SAMPLE // count)
    packed = tx.execute(select(search_vector.c.vector).where(spread).order_by(search_vector.c.row)).scalars().all()
    sample = np.frombuffer(b"".join(packed), np.int8).reshape(-1, DIMENSIONS) / STEPS
    mean = sample.mean(axis=0)
    apart = sample - mean
    sizes, axes = np.linalg.eigh(apart.T @ apart)
    axis = axes[:, -1] * np.sqrt(1 - sizes[-2] / sizes[-1])
    return Common(mean.astype(np.float32), axis.astype(np.float32)), count


def keep(tx: Connection, found: Common, count: int) -> None:
    """Put in force what all vectors have in common."""
    packed = np.concatenate([found.mean, found.axis]).astype(np.float32).tobytes()
    tx.execute(update(search_state).values(common=packed, common_of=count))
    changes.record(tx, [("common", "", 0)])


def _code(vector: Vector) -> Codes:
    code: Codes = np.clip(np.rint(vector * STEPS), -127, 127).astype(np.int8)
    return code


def _grown(array: NDArray[Scalar], size: int, room: int) -> NDArray[Scalar]:
    grown: NDArray[Scalar] = np.zeros((room, *array.shape[1:]), array.dtype)
    grown[:size] = array[:size]
    return grown
