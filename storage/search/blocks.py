"""Packs a segment's postings into blocks, so that neither database keeps a row for each posting.

A term that occurs in many rows has a block of its own; the others share blocks by the leading bits of their keys.
Blocks are numbered in the order of the keys, and what the directory tells of a block is not written in it. A posting
takes about a byte and a half: the distance to the row before, and half a byte for the impact. Where rows are short most
terms are rare, and their keys weigh as much as their postings: six bytes a term. Plain posting rows took six times the
text in PostgreSQL and fifty times as long (docs/ranking.md).
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from storage.search.analyser import KEY_BITS
from storage.search.postings import (
    KEY_BYTES,
    LOWEST,
    Impacts,
    Keys,
    Places,
    pack_impacts,
    pack_keys,
    unpack_impacts,
    unpack_keys,
)

Numbers = NDArray[np.int64]

SEGMENT_ROWS: Final = 1 << 16
"""Rows of the largest segment: what two bytes can count."""
ALONE: Final = 64
"""Postings from which a term has a block of its own, ..."""
NEAR: Final = 256
"""... if these stand less than so many rows apart, so that most distances take a byte."""
SHARED: Final = 1000
"""Bytes that a shared block is about: some lie on one page of either database, and little of it stays empty."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Postings sorted by key, then row."""

    keys: Keys
    rows: Places
    impacts: Impacts

    def __len__(self) -> int:
        return len(self.keys)

    def slice(self, number: int, bits: int) -> "Postings":
        """Return those whose keys begin with these bits."""
        first, last = np.searchsorted(self.keys, [_least(number, bits), _least(number + 1, bits)]).tolist()
        return Postings(self.keys[first:last], self.rows[first:last], self.impacts[first:last])


@dataclass(frozen=True, slots=True)
class Block:
    """A packed block; of one that a term has for itself, also its key and number of postings."""

    number: int
    data: bytes
    key: int = 0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Directory:
    """Tells which terms have blocks of their own, with their number of postings, and how keys map to shared ones."""

    bits: int
    heavy: Keys
    counts: NDArray[np.int32]

    def pack(self) -> bytes:
        # A term has a posting at least and `SEGMENT_ROWS` at most: one less, and two bytes count it.
        return bytes([self.bits]) + pack_keys(self.heavy) + (self.counts - 1).astype("<u2").tobytes()

    @classmethod
    def unpack(cls, data: bytes) -> "Directory":
        counts_at = 1 + (len(data) - 1) // (KEY_BYTES + 2) * KEY_BYTES
        counts = np.frombuffer(data, "<u2", -1, counts_at).astype(np.int32) + 1
        return cls(data[0], unpack_keys(data[1:counts_at]), counts)

    def find(self, keys: Keys) -> tuple[Numbers, NDArray[np.int32]]:
        """Return the number of the block that each key is in, and its postings if it has that for itself, or 0."""
        shared = leading(keys, self.bits)
        at = np.searchsorted(self.heavy, keys)
        last = np.searchsorted(self.heavy, _least(shared + 1, self.bits))
        if not len(self.heavy):
            return shared + last, np.zeros(len(keys), np.int32)
        near = np.minimum(at, len(self.heavy) - 1)
        own = self.heavy[near] == keys
        return shared + np.where(own, at, last), np.where(own, self.counts[near], 0).astype(np.int32)

    def within(self, number: int, bits: int) -> tuple[int, int]:
        """Return the first and the last number of the blocks that hold keys which begin with these bits."""
        if bits > self.bits:
            number, bits = number >> (bits - self.bits), self.bits
        shift = self.bits - bits
        before, last = np.searchsorted(self.heavy, [_least(number, bits), _least(number + 1, bits)]).tolist()
        return (number << shift) + before, ((number + 1) << shift) - 1 + last

    def read(self, blocks: Mapping[int, bytes]) -> Iterator[Postings]:
        """Read what is in blocks, by number."""
        heavy = leading(self.heavy, self.bits) + np.arange(len(self.heavy))
        for number, data in blocks.items():
            at = int(np.searchsorted(heavy, number))
            if at < len(heavy) and heavy[at] == number:
                count = int(self.counts[at])
                yield Postings(np.repeat(self.heavy[at], count), *read_alone(data, count))
            else:
                yield _read_shared(data, number - at, self.bits)


def leading(keys: Keys, bits: int) -> Numbers:
    """Return the leading `bits` of keys, as a number that grows with them."""
    return (keys + LOWEST) >> (KEY_BITS - bits)


def bits_for(light: int) -> int:
    """Leading bits that make shared blocks about `SHARED` bytes for so many postings of light terms."""
    return max(0, min(20, round(math.log2(max(1.0, 4 * light / SHARED)))))


def alone(rows: int) -> int:
    """Postings from which a term has a block of its own in a segment of so many rows."""
    return max(ALONE, rows // NEAR)


def write(postings: Postings, bits: int, least: int, before: int = 0) -> Iterator[Block]:
    """Blocks by number, with one of its own for a term with `least` postings; `before` these, so many had theirs."""
    if not len(postings):
        return
    starts = np.flatnonzero(np.diff(postings.keys, prepend=postings.keys[:1] - 1))
    ends = np.append(starts[1:], len(postings))
    keys = postings.keys[starts]
    counts = ends - starts
    heavy = counts >= least
    ahead = before + np.cumsum(heavy)
    shared = leading(keys, bits)
    for first, last in _stretches(shared):
        number = int(shared[first])
        for at in (first + np.flatnonzero(heavy[first:last])).tolist():
            data = _alone(postings.rows[starts[at] : ends[at]], postings.impacts[starts[at] : ends[at]])
            yield Block(number + int(ahead[at]) - 1, data, int(keys[at]), int(counts[at]))
        light = ~heavy[first:last]
        if light.any():
            each = counts[first:last]
            kept = np.repeat(light, each)
            within = slice(starts[first], ends[last - 1])
            rows, impacts = postings.rows[within][kept], postings.impacts[within][kept]
            data = _shared(keys[first:last][light], each[light], rows, impacts, bits)
            yield Block(number + int(ahead[last - 1]), data)


def read_alone(data: bytes, count: int) -> tuple[Places, Impacts]:
    """Return the rows and impacts of a block that a term has for itself."""
    half = (count + 1) // 2
    between = np.frombuffer(data, np.uint8, -1, half)
    ends = np.cumsum(between, dtype=np.int32)[between < FAR]
    return np.add(ends, np.arange(count), dtype=np.int32), unpack_impacts(data[:half], count)


def look_up(data: bytes, key: int, bits: int) -> tuple[Places, Impacts] | None:
    """Return the rows and impacts of one key in a shared block; None when it is not there.
    The others are not unpacked.
    """
    told = (key + LOWEST).to_bytes(KEY_BYTES, "big")[bits // 8 :]
    counts_at = 2 + len(told) * int.from_bytes(data[:2], "little")
    begin = 2
    while (begin := data.find(told, begin, counts_at)) >= 0 and (begin - 2) % len(told):
        begin += 1
    if begin < 0:
        return None
    at = (begin - 2) // len(told)
    impacts_at = counts_at + (counts_at - 2) // len(told)
    first = sum(data[counts_at : counts_at + at])
    last = first + data[counts_at + at]
    size = 2 * (len(data) - impacts_at) // 5  # each posting takes two bytes and a half
    rows_at = impacts_at + (size + 1) // 2
    rows = np.frombuffer(data, "<u2", last - first, rows_at + 2 * first)
    halves = data[impacts_at + first // 2 : impacts_at + (last + 1) // 2]
    return rows, unpack_impacts(halves, 2 * len(halves))[first % 2 :][: last - first]


FAR: Final = 255
"""The farthest that a byte goes; a row that lies farther on takes more bytes."""


def _alone(rows: Places, impacts: Impacts) -> bytes:
    """Return how many rows lie between a row and the one before it, a byte each;
    `FAR` stands for so many rows and goes on.
    """
    between = np.diff(rows, prepend=-1) - 1
    steps = between // FAR + 1
    coded = np.full(int(steps.sum()), FAR, np.uint8)
    coded[np.cumsum(steps) - 1] = between % FAR
    return pack_impacts(impacts) + coded.tobytes()


def _shared(keys: Keys, counts: Numbers, rows: Places, impacts: Impacts, bits: int) -> bytes:
    head = len(keys).to_bytes(2, "little") + pack_keys(keys, bits // 8)
    # A term with more than a byte can count has a block of its own.
    return head + counts.astype(np.uint8).tobytes() + pack_impacts(impacts) + rows.astype("<u2").tobytes()


def _read_shared(data: bytes, number: int, bits: int) -> Postings:
    terms = int.from_bytes(data[:2], "little")
    known = bits // 8
    counts_at = 2 + (KEY_BYTES - known) * terms
    counts = np.frombuffer(data, np.uint8, terms, counts_at)
    size = int(counts.sum())
    impacts_at = counts_at + terms
    rows_at = impacts_at + (size + 1) // 2
    keys = unpack_keys(data[2:counts_at], known, number >> bits % 8)
    rows = np.frombuffer(data, "<u2", size, rows_at).astype(np.int32)
    return Postings(np.repeat(keys, counts), rows, unpack_impacts(data[impacts_at:rows_at], size))


def _least(number: Numbers | int, bits: int) -> Numbers:
    """Return the lowest key that begins with these bits."""
    return (np.asarray(number, np.int64) << (KEY_BITS - bits)) - LOWEST


def _stretches(values: Numbers) -> Iterator[tuple[int, int]]:
    """Yield the stretches of equal values: (first, one past the last)."""
    starts = np.flatnonzero(np.diff(values, prepend=values[:1] - 1))
    yield from zip(starts.tolist(), np.append(starts[1:], len(values)).tolist(), strict=True)
