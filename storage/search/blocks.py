"""A segment's postings as a few thousand packed blocks, so that neither database keeps a row for each posting.

A term that occurs in many rows has a block of its own; the others share blocks by the leading bits of their keys. A
posting is two bytes for the row, counted within the segment, and one for the impact: a third of the text it is about.
Plain posting rows took six times the text in PostgreSQL and fifty times as long (docs/ranking.md).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from storage.search.postings import Impacts, Keys

SEGMENT_ROWS: Final = 1 << 16
"""Rows of the largest segment: what two bytes can count."""
HEAVY: Final = 256
"""Postings from which a term has a block of its own."""
SHARED: Final = 4096
"""Bytes that a shared block is about."""

Locals = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Postings:
    """Postings sorted by key, then row."""

    keys: Keys
    rows: Locals
    impacts: Impacts

    def __len__(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True)
class Directory:
    """Which terms have blocks of their own, with their number of postings, and how keys map to shared blocks."""

    bits: int
    heavy: Keys
    counts: NDArray[np.int32]

    def pack(self) -> bytes:
        return bytes([self.bits]) + self.heavy.astype("<i8").tobytes() + self.counts.astype("<i4").tobytes()

    @classmethod
    def unpack(cls, data: bytes) -> "Directory":
        size = (len(data) - 1) // 12
        return cls(data[0], np.frombuffer(data, "<i8", size, 1), np.frombuffer(data, "<i4", size, 1 + 8 * size))

    def heavy_count(self, keys: Keys) -> NDArray[np.int32]:
        """The number of postings of each key that has a block of its own; 0 for the others."""
        if not len(self.heavy):
            return np.zeros(len(keys), np.int32)
        at = np.minimum(np.searchsorted(self.heavy, keys), len(self.heavy) - 1)
        return np.where(self.heavy[at] == keys, self.counts[at], 0).astype(np.int32)

    def shared(self, keys: Keys) -> Keys:
        """The number of the block that each key shares with others: its leading bits."""
        return shared_block(keys, self.bits)


def shared_block(keys: Keys, bits: int) -> Keys:
    """The leading `bits` of keys, as if these were unsigned; blocks of their own have numbers that are far larger."""
    if bits == 0:
        return np.zeros(len(keys), np.int64)
    return (keys.view(np.uint64) >> np.uint64(64 - bits)).astype(np.int64)


def bits_for(light: int) -> int:
    """Leading bits that make shared blocks about `SHARED` bytes for so many postings of light terms."""
    return max(0, min(20, round(math.log2(max(1.0, 5 * light / SHARED)))))


def write(postings: Postings, bits: int) -> Iterator[tuple[int, bytes, int]]:
    """Blocks as (number, bytes, postings of a term of its own or 0)."""
    starts = np.flatnonzero(np.r_[True, postings.keys[1:] != postings.keys[:-1]]) if len(postings) else np.zeros(0, int)
    ends = np.r_[starts[1:], len(postings)] if len(postings) else starts
    keys = postings.keys[starts]
    heavy = ends - starts >= HEAVY
    for start, end, key in zip(starts[heavy].tolist(), ends[heavy].tolist(), keys[heavy].tolist(), strict=True):
        yield (
            key,
            _block(keys=np.array([key]), counts=np.array([end - start]), of=postings, at=np.arange(start, end)),
            (end - start),
        )
    light = ~heavy
    counts = (ends - starts)[light]
    light_keys = keys[light]
    # Order within the whole is that of signed keys; leading bits are those of unsigned ones.
    blocks = shared_block(light_keys, bits)
    positions = np.repeat(light, ends - starts).nonzero()[0]
    offsets = np.r_[0, np.cumsum(counts)]
    for first, last in _stretches(blocks):
        at = positions[offsets[first] : offsets[last]]
        yield int(blocks[first]), _block(light_keys[first:last], counts[first:last], postings, at), 0


def read(data: bytes) -> tuple[Keys, NDArray[np.int64], Locals, Impacts]:
    """A block's keys, where each one's postings end, and all their rows and impacts."""
    terms = int.from_bytes(data[:4], "little")
    keys = np.frombuffer(data, "<i8", terms, 4)
    ends = np.frombuffer(data, "<u4", terms, 4 + 8 * terms).astype(np.int64)
    start = 4 + 12 * terms
    size = (len(data) - start) // 3
    return keys, ends, np.frombuffer(data, "<u2", size, start), np.frombuffer(data, np.uint8, size, start + 2 * size)


def _block(keys: Keys, counts: NDArray[np.int64], of: Postings, at: NDArray[np.int64]) -> bytes:
    return b"".join(
        (
            len(keys).to_bytes(4, "little"),
            keys.astype("<i8").tobytes(),
            np.cumsum(counts).astype("<u4").tobytes(),
            of.rows[at].astype("<u2").tobytes(),
            of.impacts[at].tobytes(),
        )
    )


def _stretches(values: Keys) -> Iterator[tuple[int, int]]:
    """The stretches of equal values: (first, one past the last)."""
    if not len(values):
        return
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    yield from zip(starts.tolist(), [*starts[1:].tolist(), len(values)], strict=True)
