"""One form for the many ways in which a word is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.search.analyser import analyse, content, fold, gram_keys, grams, stem, tokens, word_key
from storage.search.lexicon import Lexicon

LEXICON = Lexicon(dict.fromkeys(["lucht", "kwaliteit", "grond", "water", "gezondheid", "zorg", "energie"], 5))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fryslân", "fryslan"),
        ("regio's", "regio"),
        ("m.e.r.", "MER"),
        ("I&W", "IenW"),
        ("gemeenten", "gemeente"),
        ("vergunningen", "vergunning"),
        ("coördinatie", "coordinatie"),
    ],
)
def test_two_spellings_are_one_term(one: str, other: str) -> None:
    assert [word_key(token.word) for token in tokens(one)] == [word_key(token.word) for token in tokens(other)]


def test_stop_words_say_nothing() -> None:
    assert content("Wat gebeurt er met de bodem in de regio?") == ["gebeurt", "bodem", "regio"]


@pytest.mark.parametrize(
    "forms", [("wolf", "wolven"), ("huis", "huizen"), ("brief", "brieven"), ("bos", "bossen"), ("brug", "bruggen")]
)
def test_one_and_many_have_one_stem(forms: tuple[str, str]) -> None:
    assert stem(forms[0]) == stem(forms[1])


def test_the_stem_stays_inside_the_word() -> None:
    assert stem("omgevingswet") == "omgevingswet"


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("luchtkwaliteit", ("lucht", "kwaliteit")),
        ("gezondheidszorg", ("gezondheid", "zorg")),
        ("grondwaterkwaliteit", ("grond", "water", "kwaliteit")),
        ("water", ()),
        ("onbekendwoord", ()),
    ],
)
def test_compounds_are_split_on_the_words_of_the_corpus(compound: str, parts: tuple[str, ...]) -> None:
    assert tuple(part for part in LEXICON.split(compound) if part in {"lucht", "kwaliteit", *parts}) == parts


@pytest.mark.parametrize(
    ("compound", "parts"), [("dorpsplan", ("dorps", "plan")), ("waterpeil", ("water", "peil")), ("kwantumtheorie", ())]
)
def test_common_words_split_compounds_also_where_there_are_hardly_any_texts(
    compound: str, parts: tuple[str, ...]
) -> None:
    assert Lexicon({}).split(compound) == parts


def test_a_part_of_a_compound_is_a_term_of_the_text() -> None:
    assert word_key("kwaliteit") in analyse("luchtkwaliteit", "", LEXICON).words


def test_a_word_with_a_typo_shares_most_of_its_grams() -> None:
    right, wrong = set(gram_keys("luchtkwaliteit")), set(gram_keys("luchtkwalitiet"))
    assert len(right & wrong) >= len(right) / 2


def test_a_lexicon_survives_the_database() -> None:
    again = Lexicon.unpack(LEXICON.pack())
    assert again.version == LEXICON.version
    assert again.split("luchtkwaliteit") == ("lucht", "kwaliteit")


@given(st.text())
def test_any_text_has_terms_or_none_but_no_accident(text: str) -> None:
    terms = analyse(text, text, LEXICON)
    assert all(weight > 0 for weight in (*terms.words.values(), *terms.grams.values()))


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("abcdefgh", min_size=1))
def test_every_word_has_a_gram(word: str) -> None:
    assert grams(word)


def test_a_misspelling_is_mended_but_a_rare_word_is_left_alone() -> None:
    lexicon = Lexicon.unpack(Lexicon({"warmtenet": 9, "warmtepomp": 4, "warmtewet": 1}).pack())
    assert lexicon.meant("warmtenet") is None
    assert lexicon.meant("warmtnet") == "warmtenet"
    assert lexicon.meant("warmtewet") is None
    assert lexicon.meant("fietspad") is None
