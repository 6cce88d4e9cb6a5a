"""What a line names: numbers of things in any form, and no roads, parties and motorways."""

import pytest

import commands
from bot.command.kind import Kind
from bot.language.sentence import Name, Vocabulary
from bot.reading.numbers import CORE
from bot.reading.slots import slots, words_of
from bot.topic import Topics
from tests.cafe import START

KINDS = (*CORE, *Topics.within(commands).all(Kind))
MAP = Vocabulary([Name("region", 1, "Twente"), Name("theme", 2, "bodem"), Name("theme", 3, "gegevens")])


def found(text: str) -> list[tuple[str, str]]:
    names = [Name("network", 4, "Onder Twente"), Name("organisation", 5, "Provincie Drenthe")]
    return [(each.word, each.value) for each in slots(text, KINDS, MAP, names, frozenset({"gegevens"}), START.date())]


@pytest.mark.parametrize("typed", ["K-12", "k-12", "k12", "K 12", "K‐12", "K‑12", "K–12", "K—12", "K−12", "K - 12"])
def test_a_number_is_read_in_any_form(typed: str) -> None:
    assert found(f"sluit {typed} maar") == [("K", "K-12")]


def test_a_number_may_stand_behind_the_word_for_it() -> None:
    assert found("sluit vraag 12 maar") == [("K", "K-12")]


def test_days_and_times_are_named_too() -> None:
    assert found("zet me op pauze tot 15.12") == [("date", "15-12-2026")]
    assert found("liever op dinsdag om half tien") == [("day", "3-11-2026"), ("time", "09:30")]


def test_a_theme_or_region_with_a_slip_is_named_all_the_same() -> None:
    vocabulary = Vocabulary([Name("region", 1, "Overijssel"), Name("theme", 2, "drinkwater")])
    line = "hou me op de hoogte van drinkwatr in overijsel"
    assert [each.value for each in slots(line, KINDS, vocabulary, (), frozenset(), START.date())] == [
        *("drinkwater", "Overijssel")
    ]
    assert not slots("drinkwatr", KINDS, vocabulary, (), frozenset(), START.date(), {"drinkwatr"})


ROADS = [f"{letter}{number}" for letter in "AN" for number in (1, 2, 9, 12, 28, 33, 35, 50, 58, 67, 73, 200, 302, 331)]
OTHERS = ["D66", "B1", "E10", "A4", "S100", "N35", "B12", "E35", "D1", "A28", "N18", "N50", "S106", "E232", "B2", "A1"]


@pytest.mark.parametrize("road", [*ROADS, *OTHERS])
def test_a_road_or_party_is_no_number_of_ours(road: str) -> None:
    assert found(f"wie weet iets over de {road}") == []


def test_a_road_letter_with_a_hyphen_is_a_number() -> None:
    assert found("keur N-5 goed") == [("N", "N-5")]


def test_names_take_the_place_of_their_words() -> None:
    text = "volg Onder Twente en bodem in Twente voor provincie Drenthe"
    assert found(text) == [
        ("net", "Onder Twente"),
        ("theme", "bodem"),
        ("region", "Twente"),
        ("org", "Provincie Drenthe"),
    ]
    spans = slots(text, KINDS, MAP, [Name("network", 4, "Onder Twente")], frozenset(), START.date())
    assert words_of(text, spans)[:6] == ("volg", "{net}", "en", "{theme}", "in", "{region}")


def test_a_word_of_the_samples_is_no_theme() -> None:
    assert found("verwijder mijn gegevens") == []
