"""Sentence vectors of rows, when there is an encoder: what is meant alike lies close together.

A vector is kept as 384 small integers. To find the nearest, all are first compared by the signs of their numbers alone
(one bit each), and the best of those by the numbers themselves: nearly always the same answer as comparing all by all,
at a tenth of the time (`docs/ranking.md`).
"""

from collections.abc import Sequence
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, insert, select

from storage.search import changes
from storage.search.tables import search_row, search_vector

DIMENSIONS: Final = 384
STEPS: Final = 508.0
"""Steps in 1: of a vector of length 1 in 384 dimensions, hardly a number is above 0.25."""
RESCORED: Final = 1500
"""Vectors that are compared in full."""

Scalar = TypeVar("Scalar", bound=np.generic)
Vector = NDArray[np.float32]
Codes = NDArray[np.int8]


class Vectors:
    """The vectors that a process holds: 432 bytes each."""

    def __init__(self) -> None:
        self._size = 0
        self._codes: Codes = np.zeros((0, DIMENSIONS), np.int8)
        self._signs: NDArray[np.uint64] = np.zeros((0, DIMENSIONS // 64), np.uint64)
        self._places: NDArray[np.int32] = np.zeros(0, np.int32)

    def __len__(self) -> int:
        return self._size

    def __copy__(self) -> "Vectors":
        twin = Vectors()
        # Exactly as long as what is in them: the first that is added to the twin goes to arrays of its own.
        twin._size = self._size
        twin._codes = self._codes[: self._size]
        twin._signs = self._signs[: self._size]
        twin._places = self._places[: self._size]
        return twin

    def add(self, places: Sequence[int], packed: Sequence[bytes]) -> None:
        """Add the vectors of the rows at `places`."""
        end = self._size + len(places)
        if end > len(self._places):
            room = max(end, 2 * len(self._places), 64)
            self._codes = _grown(self._codes, self._size, room)
            self._signs = _grown(self._signs, self._size, room)
            self._places = _grown(self._places, self._size, room)
        codes = np.frombuffer(b"".join(packed), np.int8).reshape(len(packed), DIMENSIONS)
        self._codes[self._size : end] = codes
        self._signs[self._size : end] = _signs(codes)
        self._places[self._size : end] = places
        self._size = end

    def nearest(
        self, vector: Vector, allowed: NDArray[np.bool_], depth: int
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The places of the `depth` nearest rows among the allowed, with the cosine of each, nearest first."""
        candidates = np.flatnonzero(allowed[self._places[: self._size]])
        if not len(candidates):
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        if len(candidates) > RESCORED:
            asked = _signs(_code(vector)[None, :])[0]
            apart = np.bitwise_count(self._signs[: self._size] ^ asked).sum(axis=1, dtype=np.uint16)[candidates]
            # All that are as near as the last one: what is found must not hang on the order rows were read in.
            candidates = candidates[apart <= np.partition(apart, RESCORED)[RESCORED]]
        cosines = (self._codes[candidates].astype(np.float32) @ (_code(vector) / STEPS)) / STEPS
        places = self._places[candidates]
        order = np.argsort(-cosines, kind="stable")[:depth]
        return places[order], cosines[order].astype(np.float32)


def pack(vector: Vector) -> bytes:
    """A vector of length 1 as bytes, for the database."""
    return _code(vector).tobytes()


def put(tx: Connection, found: Sequence[tuple[int, Vector]]) -> None:
    """Keep the vectors of rows. Rows that are gone meanwhile are passed over."""
    ids = [row for row, _ in found]
    there = set(tx.execute(select(search_row.c.id).where(search_row.c.id.in_(ids))).scalars())
    values = [{"row": row, "vector": pack(vector)} for row, vector in found if row in there]
    if values:
        tx.execute(delete(search_vector).where(search_vector.c.row.in_([value["row"] for value in values])))
        tx.execute(insert(search_vector), values)
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


def _code(vector: Vector) -> Codes:
    code: Codes = np.clip(np.rint(vector * STEPS), -127, 127).astype(np.int8)
    return code


def _signs(codes: Codes) -> NDArray[np.uint64]:
    return np.packbits(codes > 0, axis=1).view(np.uint64)


def _grown(array: NDArray[Scalar], size: int, room: int) -> NDArray[Scalar]:
    grown: NDArray[Scalar] = np.zeros((room, *array.shape[1:]), array.dtype)
    grown[:size] = array[:size]
    return grown
