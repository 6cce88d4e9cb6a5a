"""What is packed is unpacked the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from storage.search import blocks
from storage.search.blocks import Directory, Postings

# Hashes of 48 bits at the head of 64, so never small; a few of them often, so that some terms have many postings.
TOLD = 1 << 16
OFTEN = [-(1 << 46), -(1 << 46) + 1, 1 << 45, (1 << 45) + 1, (1 << 47) - 1]
numbers = st.sampled_from(OFTEN) | st.integers(-(1 << 47), -(1 << 24)) | st.integers(1 << 24, (1 << 47) - 1)
keys = numbers.map(lambda number: number * TOLD)
postings = st.dictionaries(st.tuples(keys, st.integers(0, 65_535)), st.integers(0, 15), min_size=1, max_size=300)


def packed(found: dict[tuple[int, int], int]) -> Postings:
    ordered = sorted(found.items())
    return Postings(
        np.array([key for (key, _), _ in ordered], np.int64),
        np.array([row for (_, row), _ in ordered], np.int32),
        np.array([impact for _, impact in ordered], np.uint8),
    )


@given(postings, st.integers(0, 12), st.sampled_from([1, 2, 4, 64]))
def test_blocks_hold_every_posting_once(found: dict[tuple[int, int], int], bits: int, least: int) -> None:
    seen: dict[tuple[int, int], int] = {}
    for _number, data, _ in blocks.write(packed(found), bits, least):
        terms, ends, rows, impacts = blocks.read(data)
        for key, row, impact in zip(np.repeat(terms, np.diff(ends, prepend=0)), rows, impacts, strict=True):
            assert (int(key), int(row)) not in seen
            seen[int(key), int(row)] = int(impact)
    assert seen == found


@given(postings, st.integers(0, 12), st.sampled_from([1, 2, 4]))
def test_the_directory_says_where_each_key_is(found: dict[tuple[int, int], int], bits: int, least: int) -> None:
    written = list(blocks.write(packed(found), bits, least))
    heavy = sorted((number, count) for number, _, count in written if count)
    directory = Directory.unpack(
        Directory(
            bits, np.array([number for number, _ in heavy], np.int64), np.array([count for _, count in heavy], np.int32)
        ).pack()
    )
    of = {number: data for number, data, _ in written}
    every = np.array(sorted({key for key, _ in found}), np.int64)
    counts = directory.heavy_count(every)
    for key, count, shared in zip(every.tolist(), counts.tolist(), directory.shared(every).tolist(), strict=True):
        occurs = sum(1 for other, _ in found if other == key)
        assert count == (occurs if occurs >= least else 0)
        terms, _, _, _ = blocks.read(of[key if count else shared])
        assert key in terms.tolist()


@given(postings, keys, st.integers(0, 4), st.sampled_from([2, 4, 64]))
def test_one_key_is_found_without_unpacking_the_others(
    found: dict[tuple[int, int], int], other: int, bits: int, least: int
) -> None:
    for _number, data, _ in blocks.write(packed(found), bits, least):
        there, ends, rows, impacts = blocks.read(data)
        for at, key in enumerate(there.tolist()):
            first, last = int(ends[at - 1]) if at else 0, int(ends[at])
            one = blocks.look_up(data, key)
            assert one is not None
            assert [part.tolist() for part in one] == [rows[first:last].tolist(), impacts[first:last].tolist()]
        assert (blocks.look_up(data, other) is None) == (other not in there.tolist())
