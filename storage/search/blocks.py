"""A segment's postings as a few thousand packed blocks, so that neither database keeps a row for each posting.

A term that occurs in many rows has a block of its own; the others share blocks by the leading bits of their keys. A
posting takes about a byte and a half: the distance to the row before, and half a byte for the impact. Where rows are
short most terms are rare, and their keys weigh as much as their postings: seven bytes a term. Plain posting rows took
six times the text in PostgreSQL and fifty times as long (docs/ranking.md).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from storage.search.postings import Impacts, Keys, Places

SEGMENT_ROWS: Final = 1 << 16
"""Rows of the largest segment: what two bytes can count."""
ALONE: Final = 64
"""Postings from which a term has a block of its own, ..."""
NEAR: Final = 256
"""... if these stand less than so many rows apart, so that most distances take a byte."""
SHARED: Final = 4096
"""Bytes that a shared block is about."""
KEY: Final = 6
"""Bytes of a key that tell; the other two are nothing (`analyser`)."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Postings sorted by key, then row."""

    keys: Keys
    rows: Places
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
    return max(0, min(20, round(math.log2(max(1.0, 4 * light / SHARED)))))


def alone(rows: int) -> int:
    """Postings from which a term has a block of its own in a segment of so many rows."""
    return max(ALONE, rows // NEAR)


def write(postings: Postings, bits: int, least: int) -> Iterator[tuple[int, bytes, int]]:
    """Blocks as (number, bytes, postings of a term that has it for itself or 0), for terms with `least` postings."""
    starts = np.flatnonzero(np.r_[True, postings.keys[1:] != postings.keys[:-1]]) if len(postings) else np.zeros(0, int)
    ends = np.r_[starts[1:], len(postings)] if len(postings) else starts
    keys = postings.keys[starts]
    heavy = ends - starts >= least
    for start, end, key in zip(starts[heavy].tolist(), ends[heavy].tolist(), keys[heavy].tolist(), strict=True):
        yield key, _alone(key, postings.rows[start:end], postings.impacts[start:end]), end - start
    light = ~heavy
    counts = (ends - starts)[light]
    light_keys = keys[light]
    blocks = shared_block(light_keys, bits)
    positions = np.repeat(light, ends - starts).nonzero()[0]
    offsets = np.r_[0, np.cumsum(counts)]
    for first, last in _stretches(blocks):
        at = positions[offsets[first] : offsets[last]]
        rows, impacts = postings.rows[at], postings.impacts[at]
        yield int(blocks[first]), _shared(light_keys[first:last], counts[first:last], rows, impacts), 0


def read(data: bytes) -> tuple[Keys, NDArray[np.int64], Places, Impacts]:
    """A block's keys, where each one's postings end, and all their rows and impacts."""
    terms = int.from_bytes(data[:4], "little")
    if terms == 1:
        keys = np.frombuffer(data, "<i8", 1, 4)
        ends = np.frombuffer(data, "<u4", 1, 12).astype(np.int64)
        start = 16
    else:
        keys = _keys(np.frombuffer(data, np.uint8, KEY * terms, 4))
        ends = np.cumsum(np.frombuffer(data, np.uint8, terms, 4 + KEY * terms), dtype=np.int64)
        start = 4 + (KEY + 1) * terms
    size = int(ends[-1])
    impacts = _whole(np.frombuffer(data, np.uint8, (size + 1) // 2, start), size)
    start += (size + 1) // 2
    if terms == 1:
        return keys, ends, _rows(np.frombuffer(data, np.uint8, -1, start)), impacts
    return keys, ends, np.frombuffer(data, "<u2", size, start).astype(np.int32), impacts


def look_up(data: bytes, key: int) -> tuple[NDArray[np.integer], Impacts] | None:
    """The rows and impacts of one key in a block; None when it is not there. The others are not unpacked."""
    terms = int.from_bytes(data[:4], "little")
    if terms == 1:
        keys, _, rows, impacts = read(data)
        return (rows, impacts) if keys[0] == key else None
    told = key.to_bytes(8, "little", signed=True)[8 - KEY :]
    begin = 4
    counts_at = 4 + KEY * terms
    while (begin := data.find(told, begin, counts_at)) >= 0 and (begin - 4) % KEY:
        begin += 1
    if begin < 0:
        return None
    at = (begin - 4) // KEY
    first = int(np.frombuffer(data, np.uint8, at, counts_at).sum())
    last = first + data[counts_at + at]
    halves_at = counts_at + terms
    size = 2 * (len(data) - halves_at) // 5  # each posting takes two bytes and a half
    rows_at = halves_at + (size + 1) // 2
    rows = np.frombuffer(data, "<u2", last - first, rows_at + 2 * first)
    halves = np.frombuffer(data, np.uint8, (last + 1) // 2 - first // 2, halves_at + first // 2)
    return rows, _whole(halves, 2 * len(halves))[first % 2 :][: last - first]


def _shared(keys: Keys, counts: NDArray[np.int64], rows: Places, impacts: Impacts) -> bytes:
    if len(keys) == 1:
        return _alone(int(keys[0]), rows, impacts)
    told = keys.astype("<i8").view(np.uint8).reshape(-1, 8)[:, 8 - KEY :].tobytes()
    # A term with more than a byte can count has a block of its own.
    each = counts.astype(np.uint8).tobytes()
    return b"".join((len(keys).to_bytes(4, "little"), told, each, _halves(impacts), rows.astype("<u2").tobytes()))


def _alone(key: int, rows: Places, impacts: Impacts) -> bytes:
    head = (1).to_bytes(4, "little") + np.array([key], "<i8").tobytes() + len(rows).to_bytes(4, "little")
    return head + _halves(impacts) + _distances(rows)


def _keys(told: NDArray[np.uint8]) -> Keys:
    whole = np.zeros((len(told) // KEY, 8), np.uint8)
    whole[:, 8 - KEY :] = told.reshape(-1, KEY)
    return whole.view("<i8").ravel().astype(np.int64, copy=False)


def _distances(rows: Places) -> bytes:
    """How many rows lie between a row and the one before it, a byte each; 255 stands for 255 rows and goes on."""
    between = np.diff(rows, prepend=-1) - 1
    steps = between // 255 + 1
    coded = np.full(int(steps.sum()), 255, np.uint8)
    coded[np.cumsum(steps) - 1] = between % 255
    return coded.tobytes()


def _rows(coded: NDArray[np.uint8]) -> Places:
    between = np.cumsum(coded, dtype=np.int32)[coded < 255]
    rows: Places = np.add(between, np.arange(len(between)), dtype=np.int32)
    return rows


def _halves(impacts: Impacts) -> bytes:
    padded = impacts if len(impacts) % 2 == 0 else np.append(impacts, np.uint8(0))
    return (padded[::2] << 4 | padded[1::2]).astype(np.uint8).tobytes()


def _whole(halves: NDArray[np.uint8], size: int) -> Impacts:
    impacts = np.empty(2 * len(halves), np.uint8)
    impacts[::2] = halves >> 4
    impacts[1::2] = halves & 15
    return impacts[:size]


def _stretches(values: Keys) -> Iterator[tuple[int, int]]:
    """The stretches of equal values: (first, one past the last)."""
    if not len(values):
        return
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    yield from zip(starts.tolist(), [*starts[1:].tolist(), len(values)], strict=True)
