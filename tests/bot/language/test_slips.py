"""Slips of the finger in the words of how people speak, and what is said out of courtesy."""

import pytest

from bot.language import courtesy
from bot.language.names import Vocabulary
from bot.language.sentence import understand
from bot.language.slips import slipped
from bot.language.spelling import spelled
from storage.search.lexicon import Lexicon

KNOWN = frozenset({"coming", "weet", "vraag", "sluiten", "well", "weekbericht", "kosten"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("comming", "coming"),
        ("wete", "weet"),
        ("vraga", "vraag"),
        ("weekbricht", "weekbericht"),
        ("weekbericth", "weekbericht"),
    ],
)
def test_a_letter_too_many_or_few_or_two_that_changed_places_is_a_slip(typed: str, meant: str) -> None:
    assert slipped(typed, KNOWN) == meant


@pytest.mark.parametrize("word", ["sluizen", "posten", "wells", "wee", "bodem", "k12"])
def test_another_letter_another_form_or_a_short_word_is_none(word: str) -> None:
    assert slipped(word, KNOWN) is None


def test_of_two_words_that_it_may_be_none_is_meant() -> None:
    assert slipped("peien", frozenset({"peilen", "peinen"})) is None


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Geachte kennismakelaar, zou u mij in contact kunnen brengen met een hydroloog?", "een hydroloog?"),
        ("goedemorge, wie weet iets over mest", "wie weet iets over mest"),
        ("Is het mogelijk om mijn account op te heffen?", "mijn account op te heffen?"),
        ("ik zou weleens willen weten hoe anderen dat doen", "hoe anderen dat doen"),
        ("Could you tell me which networks there are", "which networks there are"),
        ("is it possible to change my name", "change my name"),
        ("hoi", "hoi"),
        ("dag van de bodem", "dag van de bodem"),
        ("mogelijk maken van wonen", "mogelijk maken van wonen"),
    ],
)
def test_what_is_said_first_out_of_courtesy_is_no_part_of_what_is_wanted(typed: str, left: str) -> None:
    assert typed[courtesy.asked(typed) :] == left


@pytest.mark.parametrize("word", ["meten", "beken", "graan", "kern", "kernen", "hout"])
def test_a_real_word_that_the_corpus_lacks_is_no_slip_for_one_that_carries_nothing(word: str) -> None:
    found = spelled(understand(f"wie weet iets over {word} in de polder", Vocabulary()), Lexicon({"polder": 9}))
    assert word in {each.word for each in found.wanted}


def test_a_word_of_the_question_with_a_slip_in_it_is_left_out() -> None:
    found = spelled(understand("wie wete er iets over de polder", Vocabulary()), Lexicon({"polder": 9}))
    assert {each.word for each in found.wanted} == {"polder"}
