"""Where a need is about: what the map lacks is said, what two places are called is asked, and "bij ons" is home."""

import pytest

from bot.language.vocabulary import vocabulary
from bot.search.places import Missing, where
from storage.atlas import Atlas, Region
from storage.database.text import fold
from storage.search.analyser import tokens
from storage.vocabulary import Level

NAMES = ("Nederland", "Noord-Holland", "Overijssel", "Twente", "Gelderland", "Limburg", "Bergen (NH)", "Bergen (L)")
REGIONS = {number: Region(number, name, Level.regionaal) for number, name in enumerate(NAMES, 1)}
ATLAS = Atlas(
    REGIONS, {}, {fold(each.name): each.id for each in REGIONS.values()}, {}, {fold(name): name for name in NAMES}
)
HOME = frozenset({4})


@pytest.mark.parametrize("need", ["participatie in Hilversum", "participatie in hilversum", "participatie Hilversum"])
def test_a_place_that_the_map_lacks_is_looked_for_where_it_lies(need: str) -> None:
    found = where(need, ATLAS, HOME)
    assert (found.need, found.regions) == ("participatie", frozenset({2}))
    assert found.around == {2}, "who works elsewhere there does not work in it"
    assert found.missing[0].lies_in


@pytest.mark.parametrize("need", ["warmte in Mokum", "warmte in Amsterdam"])
def test_a_nickname_is_that_place(need: str) -> None:
    assert where(need, ATLAS, HOME).regions == {2}


def test_another_name_of_what_is_on_the_map_is_no_missing_place() -> None:
    found = where("boeren in Tukkerland", ATLAS, HOME)
    assert (found.regions, found.around, found.missing) == (frozenset({4}), frozenset(), ())


@pytest.mark.parametrize("need", ["duinbeheer in Bergen", "duinbeheer in bergen"])
def test_a_name_of_two_places_is_asked_about(need: str) -> None:
    found = where(need.replace("bergen", "Bergen"), ATLAS, HOME)
    assert [label for label, _ in found.either] == ["Bergen (NH)", "Bergen (L)"]
    assert found.either[0][1] == "duinbeheer in Bergen (NH)"


def test_two_places_that_lie_in_different_areas_are_asked_about_by_these() -> None:
    found = where("wonen in Rijswijk", Atlas({}, {}, {}, {}, {}), HOME)
    assert found.either == ()
    assert [label for label, _ in where("beheer in Hengelo", ATLAS, HOME).either] == [
        "Hengelo (Overijssel)",
        "Hengelo (Gelderland)",
    ]


def test_a_place_that_nobody_knows_is_said_with_the_nearest_name() -> None:
    assert where("wonen in Twentelo", ATLAS, HOME).missing == (Missing("Twentelo", 4, False),)
    assert where("wonen in Blubberdam", ATLAS, HOME).missing == (Missing("Blubberdam", None, False),)


@pytest.mark.parametrize(
    "need",
    ["wonen bij ons", "wonen in mijn regio", "wonen hier in de buurt", "wonen bij ons in de gemeente", "wonen near us"],
)
def test_ours_is_where_one_works(need: str) -> None:
    found = where(need, ATLAS, HOME)
    assert (found.need, found.regions, found.ours) == ("wonen", HOME, True)


@pytest.mark.parametrize(
    "need", ["klimaat in het oosten", "klimaat in het oosten van het land", "klimaat Oost-Nederland"]
)
def test_a_part_of_the_country_is_the_areas_that_it_holds(need: str) -> None:
    found = where(need, ATLAS, HOME)
    assert (found.need, found.regions, found.missing) == ("klimaat", frozenset({3, 5}), ())


def test_a_part_of_a_region_is_no_part_of_the_country() -> None:
    assert where("klimaat in het oosten van Twente", ATLAS, HOME).regions == frozenset()


@pytest.mark.parametrize("need", ["geluid in de Domstad", "geluid in West-Friesland", "geluid in de Bommelerwaard"])
def test_nicknames_and_areas_are_places_also_behind_an_article_or_with_a_hyphen(need: str) -> None:
    found = where(need, ATLAS, HOME)
    assert (found.need, [each.refused for each in found.missing]) == ("geluid", [False])


def test_a_longer_name_that_nobody_knows_is_not_cut_in_two() -> None:
    assert where("wonen in Vogel-Limburg", ATLAS, HOME).missing == ()


@pytest.mark.parametrize(
    ("need", "rest", "missing"),
    [
        ("wonen niet in Hilversum", "wonen", ["Hilversum"]),
        ("wonen (behalve Blaricum)", "wonen)", ["Blaricum"]),
        ("wonen buiten het oosten", "wonen buiten het Overijssel, Gelderland", []),
        ("living not in the east", "living not in Overijssel, Gelderland", []),
        ("wonen niet in Tukkerland", "wonen niet in Twente", []),
    ],
)
def test_a_place_that_is_refused_is_looked_for_nowhere(need: str, rest: str, missing: list[str]) -> None:
    found = where(need, ATLAS, HOME)
    assert (found.need, found.regions) == (rest, frozenset())
    assert [each.name for each in found.missing if each.refused] == missing


@pytest.mark.parametrize("need", ["Twentse boeren", "boeren in het Twentse land", "de Twentse ondergrond"])
def test_what_is_said_of_an_area_names_it(need: str) -> None:
    named = [name for name, _first, _last in vocabulary(ATLAS).named([*tokens(need)])]
    assert [(name.kind, name.id) for name in named] == [("region", 4)]
    assert where(need, ATLAS, HOME).need == need


@pytest.mark.parametrize(
    "need",
    [
        "isolatie van huizen",
        "praten met buren",
        "Hydroloog van de Beek",
        "bodem in Twente",
        "bodem in Tvente",
        "houten vloeren",
    ],
)
def test_what_is_no_place_or_is_on_the_map_stays(need: str) -> None:
    found = where(need, ATLAS, HOME)
    assert (found.need, found.missing, found.regions) == (need, (), frozenset())
