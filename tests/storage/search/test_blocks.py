"""What is packed is unpacked the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from storage.search import blocks
from storage.search.blocks import Directory, Postings
from storage.search.segments import pack_rows, unpack_rows

# A few keys often, so that some terms have many postings; and the first and the last there are.
OFTEN = [-(1 << 47), -(1 << 40), -(1 << 40) + 1, 0, 1, (1 << 47) - 1]
keys = st.sampled_from(OFTEN) | st.integers(-(1 << 47), (1 << 47) - 1)
postings = st.dictionaries(st.tuples(keys, st.integers(0, 65_535)), st.integers(0, 15), min_size=1, max_size=300)
NOTHING = b"\0\0"
"""A shared block of no terms."""


def packed(found: dict[tuple[int, int], int]) -> Postings:
    ordered = sorted(found.items())
    return Postings(
        np.array([key for (key, _), _ in ordered], np.int64),
        np.array([row for (_, row), _ in ordered], np.int32),
        np.array([impact for _, impact in ordered], np.uint8),
    )


def stored(
    found: dict[tuple[int, int], int], bits: int, least: int, slices: int = 0
) -> tuple[Directory, dict[int, bytes]]:
    """The directory and the blocks by number, written in slices, as a merge does."""
    of: dict[int, bytes] = {}
    heavy: list[tuple[int, int]] = []
    for number in range(1 << slices):
        for block in blocks.write(packed(found).slice(number, slices), bits, least, len(heavy)):
            assert not of or block.number > max(of)
            of[block.number] = block.data
            if block.count:
                heavy.append((block.key, block.count))
    directory = Directory(
        bits, np.array([key for key, _ in heavy], np.int64), np.array([n for _, n in heavy], np.int32)
    )
    return Directory.unpack(directory.pack()), of


@given(postings, st.integers(0, 12), st.integers(0, 5), st.sampled_from([1, 2, 4, 64]))
def test_blocks_hold_every_posting_once(found: dict[tuple[int, int], int], bits: int, slices: int, least: int) -> None:
    directory, of = stored(found, bits, least, min(slices, bits))
    seen: dict[tuple[int, int], int] = {}
    for part in directory.read(of):
        for key, row, impact in zip(part.keys.tolist(), part.rows.tolist(), part.impacts.tolist(), strict=True):
            assert (key, row) not in seen
            seen[key, row] = impact
    assert seen == found


@given(postings, keys, st.integers(0, 20), st.sampled_from([1, 2, 4, 64]))
def test_one_key_is_found_without_unpacking_the_others(
    found: dict[tuple[int, int], int], other: int, bits: int, least: int
) -> None:
    directory, of = stored(found, bits, least)
    every = sorted({key for key, _ in found} | {other})
    numbers, counts = directory.find(np.array(every, np.int64))
    for key, number, count in zip(every, numbers.tolist(), counts.tolist(), strict=True):
        there = sorted((row, impact) for (term, row), impact in found.items() if term == key)
        assert count == (len(there) if len(there) >= least else 0)
        one = blocks.read_alone(of[number], count) if count else blocks.look_up(of.get(number, NOTHING), key, bits)
        assert (list(zip(one[0].tolist(), one[1].tolist(), strict=True)) if one else []) == there


@given(postings, st.integers(0, 12), st.integers(0, 7), st.sampled_from([1, 4]))
def test_the_directory_says_which_blocks_hold_keys_that_begin_alike(
    found: dict[tuple[int, int], int], bits: int, told: int, least: int
) -> None:
    directory, of = stored(found, bits, least)
    seen: set[tuple[int, int]] = set()
    for number in range(1 << told):
        first, last = directory.within(number, told)
        for part in directory.read({at: data for at, data in of.items() if first <= at <= last}):
            kept = blocks.leading(part.keys, told) == number
            seen.update(zip(part.keys[kept].tolist(), part.rows[kept].tolist(), strict=True))
    assert seen == set(found)


@given(st.sets(st.integers(1, 1 << 60), min_size=1))
def test_the_rows_of_a_segment_come_back(ids: set[int]) -> None:
    assert unpack_rows(pack_rows(sorted(ids))).tolist() == sorted(ids)
