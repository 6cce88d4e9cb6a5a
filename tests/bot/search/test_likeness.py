"""Which earlier questions may ask the same."""

import pytest

from bot.search.similarity import SIMILAR, Likeness
from storage.search.lexicon import Lexicon

ASKED = "Hoe delen overheden hun boringen en metingen met elkaar?"
NO_CORPUS = Lexicon({})


def likeness(one: str, other: str, lexicon: Lexicon = NO_CORPUS) -> float:
    return Likeness((one,), lexicon).to(other)


@pytest.mark.parametrize(
    "again",
    [
        "Hoe deel je metingen en boringen met andere overheden?",
        "Wie weet hoe overheden boringen delen?",
        "hoe delen overheden hun boringen en meetingen",
    ],
)
def test_the_same_in_other_words_is_alike(again: str) -> None:
    assert likeness(again, ASKED) >= SIMILAR


@pytest.mark.parametrize("other", ["Hoe betrouwbaar zijn meters voor fijnstof?", "Hoe delen we een fiets?", ""])
def test_another_matter_is_not(other: str) -> None:
    assert likeness(other, ASKED) < SIMILAR


def test_likeness_goes_both_ways_and_is_whole_for_the_same_words() -> None:
    assert likeness(ASKED, ASKED) == pytest.approx(1)
    other = "Metingen van overheden"
    assert likeness(ASKED, other) == pytest.approx(likeness(other, ASKED))


def test_rare_words_in_common_say_more_than_common_ones() -> None:
    corpus = Lexicon({"overheden": 500, "metingen": 400, "boringen": 3})
    rare = likeness("boringen", ASKED, corpus)
    assert rare > likeness("overheden", ASKED, corpus)


def test_the_nearest_of_several_ways_to_say_it_counts() -> None:
    asked = Likeness(("drilling data", "boringen en metingen", ""), NO_CORPUS)
    assert asked.to(ASKED) == likeness("boringen en metingen", ASKED)
    assert Likeness((), NO_CORPUS).to(ASKED) == 0
