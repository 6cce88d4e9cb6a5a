"""Who asks in English finds what was written in Dutch, also without sentence vectors."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import bot
from bot.language.english import in_dutch, mended
from bot.language.sentence import Name, Sentence, Vocabulary, understand
from bot.language.spelling import spelled
from bot.search.query import Query
from bot.search.search import Found, find, similar
from storage import search
from storage.database.database import Database
from storage.search import Evidence, Owner, Subject
from storage.search.analyser import tokens
from storage.search.lexicon import Lexicon
from storage.search.stopwords import STOP

NOW = datetime(2026, 10, 1, tzinfo=UTC)
KNOWS = {1: "Verpleeghuizen en hun daken", 2: "Stikstof op de Veluwe", 3: "Aanleg van fietspaden"}


VOCABULARY = Vocabulary([Name("level", "lokaal", "lokaal", ("local",))])
NO_CORPUS = Lexicon({})


def seen(text: str, *, lexicon: Lexicon = NO_CORPUS, english: bool = False) -> Sentence:
    return spelled(replace(understand(text, VOCABULARY), english=english), lexicon)


def dutch(text: str) -> list[tuple[str, ...]]:
    return [forms for _, _, forms in in_dutch(list(tokens(text)))]


@pytest.fixture
def cafe(database: Database) -> Database:
    with database.begin() as tx:
        for id_, knows in KNOWS.items():
            search.admit(tx, Subject("member", id_, f"M{id_}"))
            search.put(tx, "member", id_, [Evidence("knows", "", knows, (Owner("member", id_, "self"),))])
    return database


def ask(cafe: Database, text: str, *, english: bool = False) -> Found:
    with cafe.reader.begin() as tx:
        return find(tx, Query(text, now=NOW, english=english), Vocabulary())


@pytest.mark.parametrize(
    ("text", "member"),
    [
        ("who knows about nursing homes?", 1),
        ("does anybody here have experience with nitrogen", 2),
        ("Looking for someone who has built a cycle path", 3),
    ],
)
def test_a_question_in_english_finds_who_knows_in_dutch(cafe: Database, text: str, member: int) -> None:
    hit = ask(cafe, text).hits[0]
    assert hit.id == member
    assert any(bold for reason in hit.reasons for _, bold in reason.text)


def test_a_question_in_english_is_like_the_one_that_was_asked_in_dutch(database: Database) -> None:
    with database.begin() as tx:
        for id_, text in ((1, "Hoe meet je stikstof in grondwater?"), (2, "Wie betaalt de fietspaden?")):
            search.admit(tx, Subject("question", id_, text))
            search.put(tx, "question", id_, [Evidence("question", text, "", (Owner("question", id_, "self"),))])
    with database.reader.begin() as tx:
        hits = similar(tx, "question", "How do you measure nitrogen in groundwater?", Vocabulary(), now=NOW).hits
    assert [hit.id for hit in hits] == [1]


def test_the_dutch_words_count_and_the_english_ones_less() -> None:
    wanted = {word.word: word for word in seen("who knows about nitrogen").wanted}
    assert wanted["stikstof"].weight > wanted["nitrogen"].weight
    assert (wanted["stikstof"].instead_of, wanted["stikstof"].how) == ("nitrogen", "translation")


def test_the_forms_of_one_word_together_count_little_more_than_one() -> None:
    wanted = {word.word: word.weight for word in seen("housing and nitrogen").wanted}
    assert wanted["huisvesting"] < wanted["stikstof"] < 2 * wanted["huisvesting"]


def test_the_longest_phrase_is_taken() -> None:
    assert dutch("nursing homes") == [("verpleeghuis", "rusthuis")]


@pytest.mark.parametrize("text", ["bodies", "taxes", "churches", "businesses", "rivers"])
def test_plurals_are_known(text: str) -> None:
    assert dutch(text)


@pytest.mark.parametrize(
    "text", ["van de arts", "planten en de post", "mens en dier", "aids", "wie weet iets over water"]
)
def test_a_dutch_sentence_stays_as_it_is(text: str) -> None:
    assert seen(text).dutch == ""


def test_a_level_in_english_is_no_matter_of_its_own_in_dutch_either() -> None:
    wanted = {word.word: word for word in seen("local housing").wanted}
    assert wanted["plaatselijk"].aside
    assert not wanted["wonen"].aside


def test_what_is_kept_of_a_question_is_what_was_typed_and_what_is_encoded_also_says_it_in_dutch() -> None:
    sentence = seen("who knows about noise?")
    assert sentence.topic == "noise"
    assert sentence.meant == "noise geluid lawaai"


def test_an_english_word_is_not_taken_for_a_misspelt_dutch_one() -> None:
    sentence = seen("water and roads", lexicon=Lexicon({"raads": 9, "wegen": 9}))
    assert "raads" not in {word.word for word in sentence.wanted}


@pytest.mark.parametrize(("text", "english"), [("nitrgoen", True), ("nitrgoen in the forest", False)])
def test_a_misspelt_english_word_finds_it_too_where_one_reads_english_or_says_more_in_it(
    cafe: Database, text: str, english: bool
) -> None:
    hit = ask(cafe, text, english=english).hits[0]
    assert hit.id == 2
    assert any(bold for reason in hit.reasons for _, bold in reason.text)


def test_what_was_typed_is_what_an_english_word_stands_for_also_when_misspelt() -> None:
    wanted = {word.word: word for word in seen("nitrgoen", english=True).wanted}
    assert (wanted["stikstof"].instead_of, wanted["stikstof"].how) == ("nitrgoen", "translation")
    assert wanted["stikstof"].weight < {word.word: word for word in seen("nitrogen").wanted}["stikstof"].weight


def test_a_dutch_word_that_is_like_an_english_one_stays_as_it_is() -> None:
    assert mended("steden") == "sweden"
    assert seen("steden").dutch == ""
    assert seen("steden", english=True, lexicon=Lexicon({"steden": 3})).dutch == ""


@pytest.mark.parametrize(
    ("word", "english"), [("houssing", "housing"), ("frests", "forests"), ("helth", None), ("raod", None)]
)
def test_an_english_word_is_mended_when_it_can_be_one_only(word: str, english: str | None) -> None:
    assert mended(word) == english


def test_the_words_are_written_as_they_are_read() -> None:
    """Every entry has both sides, nothing stands twice on one side, and no common Dutch word is taken for English."""
    text = (Path(bot.__file__).parent / "locales" / "nl" / "english.txt").read_text("utf-8")
    entries = [entry for line in text.splitlines() if not line.startswith("#") for entry in line.split(";")]
    for entry in entries:
        assert re.fullmatch(r" ?[a-z][a-z' ,-]*: [a-z][a-z ,-]*", entry), entry
        english, _, forms = entry.partition(":")
        assert len(set(forms.split(", "))) == len(forms.split(", ")), entry
        assert not STOP.intersection(phrase.strip() for phrase in english.split(",")), entry
