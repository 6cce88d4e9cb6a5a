"""What a question is understood to ask."""

import pytest

from bot.language.sentence import Name, Sentence, Vocabulary, understand
from bot.language.spelling import spelled
from storage.search.lexicon import Lexicon

VOCABULARY = Vocabulary(
    [
        Name("region", 3, "Twente"),
        Name("region", 5, "Noordelijk Flevoland"),
        Name("region", 6, "Flevoland"),
        Name("theme", 10, "zeer zorgwekkende stoffen", ("ZZS",)),
        Name("theme", 12, "bodem en ondergrond"),
        Name("knowledge", "praktijkkennis", "praktijkkennis"),
    ]
)


def seen(text: str) -> Sentence:
    return understand(text, VOCABULARY)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("wie weet iets over bodem en ondergrond in Twente?", "bodem en ondergrond in Twente"),
        ("Hoi, ken je iemand die verstand heeft van Geluidshinder?", "Geluidshinder"),
        ("who knows about noise", "noise"),
        ("Wie kan mij helpen met warmtenetten, alvast bedankt!", "warmtenetten"),
        ("wie is de expert op het gebied van geluid", "geluid"),
        ("ik zoek iemand die iets kan vertellen over nieuwe warmtenetten", "warmtenetten"),
        ("who should I talk to with regard to noise", "noise"),
        ("hoi", "hoi"),
        ("", ""),
    ],
)
def test_the_form_of_a_question_is_stripped(text: str, topic: str) -> None:
    assert seen(text).topic == topic


def test_regions_and_themes_are_seen_by_any_of_their_names() -> None:
    sentence = seen("praktijkkennis over ZZS in twente")
    assert sentence.ids("region") == {3}
    assert sentence.ids("theme") == {10}
    assert sentence.values("knowledge") == {"praktijkkennis"}


def test_the_longest_name_counts() -> None:
    assert seen("netwerken in Noordelijk Flevoland").ids("region") == {5}


def test_an_abbreviation_is_also_looked_for_in_full_and_weighs_less() -> None:
    wanted = {word.word: word for word in seen("wie kent de ZZS?").wanted}
    assert wanted["zzs"].weight > wanted["stoffen"].weight
    assert wanted["stoffen"].instead_of == "zzs"


def test_a_word_that_names_a_region_weighs_less_than_what_is_asked() -> None:
    wanted = {word.word: word.weight for word in seen("geluid in Twente").wanted}
    assert wanted["geluid"] > wanted["twente"]


def test_a_misspelled_word_is_also_looked_for_as_it_should_be() -> None:
    lexicon = Lexicon({"bodemkwaliteit": 5, "luchtkwaliteit": 9, "geluid": 4})
    sentence = spelled(seen("wie weet iets over bodmekwaliteit en geluid?"), lexicon)
    assert [(word.word, word.instead_of) for word in sentence.wanted] == [
        ("bodmekwaliteit", None),
        ("geluid", None),
        ("bodemkwaliteit", "bodmekwaliteit"),
    ]
    assert sentence.topic == "bodemkwaliteit en geluid"


def test_a_misspelled_word_of_the_question_form_is_not_looked_for() -> None:
    lexicon = Lexicon({"ervaring": 9, "geluid": 4})
    assert [word.word for word in spelled(seen("wie heeft ervarnig met geluid"), lexicon).wanted] == ["geluid"]
    assert spelled(seen("ervarnig"), lexicon).wanted, "or nothing is left"


@pytest.mark.parametrize("text", ["bodem in Tvente", "bodem in twent", "soil from Twentte"])
def test_a_region_with_one_slip_is_seen_after_a_word_that_says_where(text: str) -> None:
    assert seen(text).ids("region") == {3}


@pytest.mark.parametrize(
    "text", ["tvente en bodem", "wie weet er iets van in transitie", "in Rente", "bodem in de buurt"]
)
def test_another_word_is_no_region(text: str) -> None:
    assert seen(text).ids("region") == frozenset()


@pytest.mark.parametrize("text", ["een goede pizzeria", "pizzeria, liefst op hoog niveau in Twente"])
def test_words_of_praise_are_not_what_is_looked_for(text: str) -> None:
    assert "pizzeria" in {word.word for word in seen(text).wanted}
    assert not {word.word for word in seen(text).wanted} & {"goede", "liefst", "niveau"}


def test_what_names_a_place_says_nothing_about_the_matter() -> None:
    assert {word.word for word in seen("geluid in Noordelijk Flevoland").wanted if word.aside} == {
        "noordelijk",
        "flevoland",
    }


def test_organisations_and_people_are_seen_when_they_are_told_of() -> None:
    names = (Name("organisation", 7, "Waterschap Kwelderdal"), Name("member", 8, "Zilverreiger Oever"))
    sentence = understand("wie kent Zilverreiger Oever van Waterschap Kwelderdal", VOCABULARY, names)
    assert sentence.ids("organisation") == {7}
    assert sentence.ids("member") == {8}
    assert {word.word for word in sentence.wanted if word.aside} == {"zilverreiger", "oever"}


@pytest.mark.parametrize(
    "text", ["bodem, maar niet in Twente", "bodem behalve Twente", "soil but not in Twente, please"]
)
def test_what_is_not_meant_is_not_looked_for(text: str) -> None:
    sentence = seen(text)
    assert not sentence.ids("region")
    assert sentence.not_meant("region") == {3}
    assert "twente" not in {word.word for word in sentence.wanted}


@pytest.mark.parametrize("text", ["Noord-Twente", "noord twente", "het zuidelijk Twente"])
def test_a_part_of_a_region_without_a_name_of_its_own_is_that_region(text: str) -> None:
    sentence = seen(text)
    assert sentence.ids("region") == {3}
    assert {word.word for word in sentence.wanted} == {"twente"}


def test_a_theme_is_seen_in_its_plural_too() -> None:
    vocabulary = Vocabulary([Name("theme", 20, "warmtetransitie", ("warmtenet",)), Name("theme", 21, "Ow")])
    assert understand("wie weet iets over warmtenetten", vocabulary).ids("theme") == {20}
    assert not understand("wie heeft owen", vocabulary).ids("theme")


@pytest.mark.parametrize("text", ["iets", "wat", "hier iets van", "er iets over"])
def test_who_says_nothing_asks_nothing(text: str) -> None:
    assert seen(text).wanted == ()
