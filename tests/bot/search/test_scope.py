"""How wide a need is looked for, in words."""

import pytest

import commands
from bot.language.sentence import Name, Vocabulary
from bot.search.scope import Scope, elsewhere, kinds_of, of_kind, scope
from bot.topic import Topics

MAP = Vocabulary(
    [
        Name("region", 1, "Nederland"),
        Name("region", 2, "Overijssel"),
        Name("region", 3, "Twente"),
        Name("theme", 9, "bodem"),
    ],
    regions={2: (1,), 3: (2,)},
)
KINDS = kinds_of(Topics.within(commands))
ALL = KINDS.all
NETWORKS, PEOPLE = frozenset({"network"}), frozenset({"member"})


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("bodem in Twente", Scope("bodem in Twente", ALL)),
        ("bodem alleen in Twente", Scope("bodem in Twente", ALL, only_there=True)),
        ("bodem alleen Twente", Scope("bodem in Twente", ALL, only_there=True)),
        ("soil only in Twente", Scope("soil in Twente", ALL, only_there=True)),
        ("bodem in Twente alleen netwerken", Scope("bodem in Twente", NETWORKS)),
        ("bodem, only people", Scope("bodem", PEOPLE)),
        ("bodem alleen in Twente alleen mensen", Scope("bodem in Twente", PEOPLE, only_there=True)),
        ("netwerken over bodem", Scope("netwerken over bodem", NETWORKS)),
        ("people with soil", Scope("people with soil", PEOPLE)),
        ("alleenstaanden in Twente", Scope("alleenstaanden in Twente", ALL)),
        ("wonen voor wie alleen is", Scope("wonen voor wie alleen is", ALL)),
    ],
)
def test_words_say_how_wide_to_look(text: str, asked: Scope) -> None:
    assert scope(text, MAP, KINDS) == asked


@pytest.mark.parametrize(
    ("text", "region", "moved"),
    [
        ("bodem in Twente?", "Overijssel", "bodem in Overijssel"),
        ("bodem alleen in Twente", "Overijssel", "bodem in Overijssel"),
        ("bodem", "Twente", "bodem in Twente"),
        ("bodem in Twente alleen netwerken", "Nederland", "bodem in Nederland alleen netwerken"),
        ("Twente en bodem", "Overijssel", "en bodem in Overijssel"),
        ("bodem in heel Overijssel", "Twente", "bodem in Twente"),
    ],
)
def test_another_region_takes_the_place_of_the_one_named(text: str, region: str, moved: str) -> None:
    assert elsewhere(text, MAP, region, KINDS) == moved
    narrowed = scope(elsewhere(text, MAP, region, KINDS, only=True), MAP, KINDS)
    assert narrowed.only_there
    assert region in narrowed.need


def test_one_kind_takes_the_place_of_another() -> None:
    assert of_kind("bodem in Twente?", "netwerken", KINDS) == "bodem in Twente alleen netwerken"
    assert of_kind("bodem alleen netwerken", "mensen", KINDS) == "bodem alleen mensen"
