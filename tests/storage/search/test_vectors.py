"""The nearest are found, among those who may be."""

from copy import copy

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import search
from storage.database.database import Database
from storage.search import Evidence, Owner, Request, Subject, vectors
from storage.search.vectors import DIMENSIONS, LEAST, Vector, Vectors, pack
from tests import FUZZ
from tests.storage.search.conftest import NOW


def unit(seed: int) -> Vector:
    drawn = np.random.default_rng(seed).normal(size=DIMENSIONS)
    return (drawn / np.linalg.norm(drawn)).astype(np.float32)


@given(st.integers(1, 60), st.integers(1, 80))
@settings(max_examples=20 * FUZZ)
def test_the_nearest_are_those_of_an_exact_comparison(depth: int, count: int) -> None:
    kept = Vectors()
    every = np.array([unit(seed) for seed in range(count)])
    kept.add(range(count), [pack(vector) for vector in every])
    asked = unit(1000)
    allowed = np.arange(count) % 3 != 1
    places, _, cosines = kept.nearest(asked, allowed.__getitem__, depth)
    exact = every @ asked
    assert not set(places.tolist()) & set(range(1, count, 3))
    assert len(places) == min(depth, int(allowed.sum()))
    assert np.allclose(cosines, exact[places], atol=0.02)
    assert list(cosines) == sorted(cosines, reverse=True)


def test_what_all_vectors_share_does_not_count(database: Database) -> None:
    """All texts here speak of one place, and differ most in their length: neither says what they are about."""
    place, length, matter = (unit(2000 + at) for at in range(3))

    def text(size: float, about: Vector) -> Vector:
        mixed = place + size * length + 0.3 * about
        whole: Vector = (mixed / np.linalg.norm(mixed)).astype(np.float32)
        return whole

    with database.begin() as tx:
        search.admit(tx, Subject("network", 1, "N1"))
        owners = (Owner("network", 1, "self"),)
        search.put(tx, "network", 1, [Evidence(f"aim {at}", "Een doel", owners=owners) for at in range(LEAST)])
        rows = [row for row, _, _ in vectors.missing(tx, LEAST)]
    short, long = rows[:2]

    def nearest() -> list[int]:
        request = Request({}, NOW, frozenset({"network"}), vector=text(-0.5, matter), depth=LEAST)
        with database.reader.begin() as tx:
            got = search.retrieve(tx, request)
        nearest: list[int] = got.rows[np.argsort(-got.scores["meaning"])].tolist()
        return nearest

    with database.begin() as tx:
        vectors.put(tx, [(short, text(-0.5, matter)), (long, text(0.5, matter))])
        others = [(row, text(0.5 if at % 2 else -0.5, unit(at))) for at, row in enumerate(rows[2:])]
        vectors.put(tx, others[1:])
        assert vectors.taken(tx) is None
        vectors.put(tx, others[:1])
    assert nearest()[0] == short
    assert nearest().index(long) > LEAST / 4
    with database.begin() as tx:
        taken = vectors.taken(tx)
        assert taken is not None
        vectors.keep(tx, *taken)
        assert vectors.taken(tx) is None
    assert set(nearest()[:2]) == {short, long}


def test_what_is_added_to_a_copy_stays_in_the_copy() -> None:
    kept = Vectors()
    kept.add([0], [pack(unit(0))])
    twin = copy(kept)
    twin.add([1], [pack(unit(1))])
    kept.add([2], [pack(unit(2))])
    everywhere = np.ones(3, np.bool_)
    assert set(twin.nearest(unit(9), everywhere.__getitem__, 9)[0].tolist()) == {0, 1}
    assert set(kept.nearest(unit(9), everywhere.__getitem__, 9)[0].tolist()) == {0, 2}


def test_a_row_is_found_by_its_vector_once_it_has_one_and_no_longer_when_it_is_gone(database: Database) -> None:
    def found(vector: Vector) -> list[int]:
        request = Request({}, NOW, frozenset({"network"}), vector=vector)
        with database.reader.begin() as tx:
            got = search.retrieve(tx, request)
        nearest = np.argsort(-got.scores["meaning"][got.vote_row])
        return [got.subjects[at][1] for at in got.vote_subject[nearest]]

    with database.begin() as tx:
        for number in (1, 2):
            search.admit(tx, Subject("network", number, f"N{number}"))
            row = Evidence("aim", f"Netwerk {number}", owners=(Owner("network", number, "self"),))
            search.put(tx, "network", number, [row])
        waiting = vectors.missing(tx, 10)
    assert [title for _, title, _ in waiting] == ["Netwerk 2", "Netwerk 1"]
    assert found(unit(2)) == []
    with database.begin() as tx:
        vectors.put(tx, [(row, unit(int(title[-1]))) for row, title, _ in waiting])
        assert vectors.missing(tx, 10) == []
    assert found(unit(2)) == [2, 1]
    assert found(unit(1)) == [1, 2]
    with database.begin() as tx:
        search.remove(tx, "network", 2)
    assert found(unit(2)) == [1]
