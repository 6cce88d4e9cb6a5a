"""Forms of a word are that word: plurals, diminutives, participles, numbers of articles, and what is not shown."""

import pytest

from storage.search.analyser import content, stem
from storage.search.forms import akin


@pytest.mark.parametrize(
    ("form", "word"),
    [
        ("palen", "paal"),
        ("musea", "museum"),
        ("leden", "lid"),
        ("kinderen", "kind"),
        ("koeien", "koe"),
        ("steden", "stad"),
        ("schepen", "schip"),
        ("dorpje", "dorp"),
        ("bruggetjes", "brug"),
        ("straatje", "straat"),
        ("boompje", "boom"),
        ("regiootje", "regio"),
        ("gemeentes", "gemeente"),
        ("provincies", "provincie"),
        ("afgekoppeld", "afkoppelen"),
        ("aangelegd", "aanleggen"),
        ("vaklui", "vakman"),
        ("vastloopt", "vastlopen"),
        ("schaalt", "schalen"),
        ("isoleert", "isoleren"),
    ],
)
def test_a_form_of_a_word_is_that_word(form: str, word: str) -> None:
    assert stem(form) == stem(word)


@pytest.mark.parametrize(
    "word",
    [
        "omgevingswet",
        "aangelegenheid",
        "toegankelijkheid",
        "beetje",
        "oranje",
        "proces",
        "kaart",
        "buurt",
        "feest",
        "expert",
    ],
)
def test_what_only_looks_like_a_form_stays_what_it_is(word: str) -> None:
    assert stem(word)[:7] == word[: len(stem(word))][:7]


def test_an_article_of_law_is_one_word_and_not_another_number() -> None:
    assert content("artikel 2.21 Ow") == ["artikel", "2.21", "ow"]
    assert content("2,5 of 25") == ["2.5", "25"]


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff"])
def test_what_is_not_shown_within_a_word_does_not_break_it(unseen: str) -> None:
    assert content(f"bodem{unseen}daling") == ["bodemdaling"]


def test_a_field_and_who_does_it_go_together() -> None:
    assert akin("hydrologie")[1:] == ("hydroloog", "hydrologisch")
    assert set(akin("ecologen")) == set(akin("ecologie"))
    assert not akin("loog")
    assert not akin("kaart")
