"""Rows vote, and domain sense weighs the vote."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.language.sentence import Name, Sentence, Tree, Vocabulary
from bot.search.ranking import Ranked, fuse, rank, relation, tally, worded
from storage.search import Retrieved, Subject

NOW = datetime(2026, 10, 1, tzinfo=UTC)
NEDERLAND, OVERIJSSEL, TWENTE, ENSCHEDE, ZEELAND = 1, 2, 3, 4, 5
PARENTS = {OVERIJSSEL: (NEDERLAND,), TWENTE: (OVERIJSSEL,), ENSCHEDE: (TWENTE,), ZEELAND: (NEDERLAND,)}
VOCABULARY = Vocabulary(regions=PARENTS, themes={11: (10,)})


class Vote(NamedTuple):
    kind: str
    id: int
    role: str


class Match(NamedTuple):
    row: int
    scores: dict[str, float]
    votes: tuple[Vote, ...]


def match(row: int, score: float, *votes: Vote) -> Match:
    return Match(row, {"words": score, "grams": score}, votes)


def retrieved(matches: Sequence[Match]) -> Retrieved:
    subjects = sorted({(vote.kind, vote.id) for each in matches for vote in each.votes})
    roles = sorted({vote.role for each in matches for vote in each.votes})
    votes = [(at, vote) for at, each in enumerate(matches) for vote in each.votes]
    return Retrieved(
        rows=np.array([each.row for each in matches], np.int64),
        scores={view: np.array([each.scores[view] for each in matches]) for view in ("words", "grams")},
        subjects=tuple(subjects),
        roles=tuple(roles),
        vote_row=np.array([at for at, _ in votes], np.int64),
        vote_subject=np.array([subjects.index((vote.kind, vote.id)) for _, vote in votes], np.int64),
        vote_role=np.array([roles.index(vote.role) for _, vote in votes], np.int64),
    )


def order(
    *matches: Match,
    subjects: tuple[Subject, ...],
    sentence: Sentence = Sentence("bodem"),  # noqa: B008  # frozen
    asked: dict[tuple[str, int], int] | None = None,
) -> list[Ranked]:
    known = {(subject.kind, subject.id): subject for subject in subjects}
    return rank(tally(retrieved(matches)), known, sentence, VOCABULARY, now=NOW, asked=asked or {})


def ids(ranked: list[Ranked]) -> list[int]:
    return [hit.subject.id for hit in ranked]


def network(id: int, *regions: int) -> Subject:
    return Subject("network", id, f"N{id}", regions=regions)


def equals(*subjects: Subject) -> tuple[Match, ...]:
    """One row for each, all equally good."""
    return tuple(match(at, 5.0, Vote(s.kind, s.id, "self")) for at, s in enumerate(subjects))


def test_two_rows_outvote_one_that_is_as_good() -> None:
    one, two = Vote("member", 1, "self"), Vote("member", 2, "self")
    subjects = (Subject("member", 1, "A"), Subject("member", 2, "B"))
    assert ids(order(match(1, 9, one), match(2, 9, two), match(3, 8, two), match(4, 1), subjects=subjects)) == [2, 1]


def test_an_accepted_answer_says_more_than_having_asked() -> None:
    votes = (Vote("member", 1, "asked"), Vote("member", 2, "accepted"), Vote("member", 3, "answered"))
    subjects = tuple(Subject("member", id_, "") for id_ in (1, 2, 3))
    assert ids(order(match(1, 9, *votes), subjects=subjects)) == [2, 3, 1]


def test_one_row_counts_once_for_a_subject_by_its_best_role() -> None:
    both = match(1, 9, Vote("member", 1, "asked"), Vote("member", 1, "accepted"))
    (hit,) = order(both, subjects=(Subject("member", 1, ""),))
    assert [voter.role for voter in hit.voters] == ["accepted"]


def test_the_region_tree_orders_equals_from_near_to_far() -> None:
    serving = tuple(network(region, region) for region in (NEDERLAND, ZEELAND, OVERIJSSEL, TWENTE, ENSCHEDE))
    sentence = Sentence("bodem in Twente", named=(Name("region", TWENTE, "Twente"),))
    ranked = order(*equals(*serving), subjects=serving, sentence=sentence)
    assert ids(ranked) == [TWENTE, ENSCHEDE, OVERIJSSEL, NEDERLAND, ZEELAND]
    assert [hit.factors.region_how for hit in ranked] == ["same", "within", "serves", "serves", "elsewhere"]


def test_without_a_region_in_the_question_regions_do_not_count() -> None:
    here, there = network(1, ZEELAND), network(2)
    assert ids(order(*equals(here, there), subjects=(here, there))) == [1, 2]


def test_a_theme_counts_for_those_who_have_it_or_one_below_it() -> None:
    plain, below = network(1), replace(network(2), themes=(11,))
    sentence = Sentence("water", named=(Name("theme", 10, "water"),))
    assert ids(order(*equals(plain, below), subjects=(plain, below), sentence=sentence)) == [2, 1]


def test_who_was_asked_often_comes_after_an_equal() -> None:
    busy, free = Subject("member", 1, "Busy"), Subject("member", 2, "Free")
    ranked = order(*equals(busy, free), subjects=(busy, free), asked={("member", 1): 2})
    assert ids(ranked) == [2, 1]
    assert ranked[1].factors.load < 1


def test_load_never_buries_who_matches_much_better() -> None:
    busy, free = Vote("member", 1, "self"), Vote("member", 2, "self")
    subjects = (Subject("member", 1, "Busy"), Subject("member", 2, "Free"))
    rows = (match(1, 9, busy), match(2, 3, free), match(3, 1))
    assert ids(order(*rows, subjects=subjects, asked={("member", 1): 99})) == [1, 2]


def test_a_network_that_nobody_confirmed_for_a_year_comes_after_an_equal() -> None:
    stale = replace(network(1), confirmed=NOW - timedelta(days=400))
    fresh = replace(network(2), confirmed=NOW - timedelta(days=30))
    assert ids(order(*equals(stale, fresh), subjects=(stale, fresh))) == [2, 1]


def test_the_question_that_is_worded_most_alike_comes_first() -> None:
    matches = [match(at, score, Vote("question", at, "self")) for at, score in enumerate((1.0, 4.8, 5.0))]
    tallies = tally(retrieved(matches))
    assert [one.key[1] for one in tallies] == [2, 1, 0]
    alike = {("question", 0): 0.9, ("question", 1): 0.7, ("question", 2): 0.2}
    votes = {one.key[1]: one.vote for one in worded(tallies, alike)}
    assert votes[1] > votes[2] > votes[0]


def test_no_question_comes_before_people_for_its_wording_alone() -> None:
    matches = [match(0, 5.0, Vote("member", 1, "answered")), match(1, 4.0, Vote("question", 1, "self"))]
    tallies = tally(retrieved(matches))
    assert worded(tallies, {("question", 1): 1.0}) == tallies


def test_who_is_not_admitted_does_not_rank() -> None:
    assert order(match(1, 9, Vote("member", 1, "self")), subjects=()) == []


def test_relations_over_a_region_with_two_parents() -> None:
    parents = Tree({**PARENTS, 6: (OVERIJSSEL, ZEELAND)})
    assert relation({6}, (ZEELAND,), parents) == ("serves", 1)
    assert relation({ZEELAND}, (6,), parents) == ("within", 0)
    assert parents.above(6) == {OVERIJSSEL: 1, ZEELAND: 1, NEDERLAND: 2}


def test_a_tree_that_runs_in_circles_ends() -> None:
    assert Tree({1: (2,), 2: (1,)}).above(1) == {2: 1}


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=30))
def test_fusion_keeps_the_order_of_views_that_agree(scores: list[int]) -> None:
    fused = fuse(retrieved([match(at, score / 10) for at, score in enumerate(scores)]))
    assert [scores[at] for at in np.argsort(fused, kind="stable")] == sorted(scores)


@given(st.lists(st.tuples(st.floats(0.1, 100), st.floats(0.1, 100)), min_size=2, max_size=30))
def test_fusion_does_not_depend_on_the_order_rows_come_in(pairs: list[tuple[float, float]]) -> None:
    matches = [Match(at, {"words": a, "grams": b}, ()) for at, (a, b) in enumerate(pairs)]
    assert fuse(retrieved(matches)).tolist() == fuse(retrieved(matches[::-1])).tolist()[::-1]


def test_what_serves_where_a_place_lies_reaches_over_it_and_what_lies_elsewhere_there_does_not() -> None:
    parents = Tree({2: (1,), 3: (2,), 4: (2,)})
    assert relation({2}, (2,), parents, around={2}) == ("serves", 1)
    assert relation({2}, (1,), parents, around={2}) == ("serves", 2)
    assert relation({2}, (3,), parents, around={2}) == ("elsewhere", 0)
    assert relation({2, 3}, (3,), parents, around={2}) == ("same", 0)
