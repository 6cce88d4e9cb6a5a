"""One vocabulary: what a word means, whoever put it there."""

import pytest

from bot.language.vocabulary import vocabulary
from storage import atlas, terms
from storage.atlas import Atlas
from storage.database.database import Database
from storage.search.analyser import stem

LEFT_OUT = "^"


@pytest.fixture
def themed(database: Database) -> tuple[Database, int]:
    with database.begin() as tx:
        water, _new = atlas.put_theme(tx, "waterkwaliteit", also=["schoon water"])
    return database, water


def read(database: Database) -> Atlas:
    with database.reader.begin() as tx:
        return atlas.atlas(tx)


def test_a_word_means_the_theme_that_goes_by_it(themed: tuple[Database, int]) -> None:
    database, water = themed
    meant = read(database).meaning("Schoon  water")
    assert meant is not None
    assert (meant.name, meant.theme) == ("waterkwaliteit", water)


@pytest.mark.parametrize(
    ("short", "full"),
    [("KRW", "Kaderrichtlijn Water"), ("rws", "Rijkswaterstaat"), ("DSO", "Digitaal Stelsel Omgevingswet")],
)
def test_an_abbreviation_of_the_field_is_known_in_full_everywhere(database: Database, short: str, full: str) -> None:
    meant = read(database).meaning(short)
    assert meant is not None
    assert full in meant.also
    assert read(database).meaning(full) == meant


def test_what_a_topic_calls_something_comes_before_what_the_field_says(themed: tuple[Database, int]) -> None:
    database, water = themed
    before = read(database).meaning("KRW")
    with database.begin() as tx:
        assert terms.put(tx, "word", 5, ["KRW", "waterrichtlijn"], theme=water) == ()
    meant = read(database).meaning("waterrichtlijn")
    assert meant is not None
    assert (meant.name, meant.theme, meant.kind, meant.id) == ("KRW", water, "word", 5)
    with database.begin() as tx:
        assert terms.remove(tx, "word", 5)
        assert not terms.remove(tx, "word", 5)
    assert read(database).meaning("KRW") == before
    assert read(database).meaning("waterrichtlijn") is None


def test_a_name_that_another_thing_has_is_told_and_left_there(database: Database) -> None:
    with database.begin() as tx:
        terms.put(tx, "word", 1, ["hub"])
        assert terms.put(tx, "word", 2, ["knooppunt", "Hub"]) == ("Hub",)
        assert terms.put(tx, "word", 1, ["hub", "kennishub"]) == ()
    held = read(database)
    assert [(each.name, each.also) for each in held.terms] == [("hub", ("kennishub",)), ("knooppunt", ())]


def test_what_the_field_says_is_many_and_each_name_is_of_one_thing() -> None:
    held = terms.of_the_field()
    assert sum(bool(term.also) for term in held) > 200
    named = [name for term in held for name in (term.name, *term.also)]
    twice = sorted({name for name in named if [each.casefold() for each in named].count(name.casefold()) > 1})
    assert twice == []
    assert not any(name.startswith(LEFT_OUT) for name in named)
    assert "PAS" in next(term for term in held if term.name == "PAS").capitals


@pytest.mark.parametrize("said", ["geluidsoverlast", "lawaai"])
def test_a_theme_goes_by_what_the_field_calls_it_too(database: Database, said: str) -> None:
    with database.begin() as tx:
        noise, _new = atlas.put_theme(tx, "geluid")
    named = vocabulary(read(database)).themes_of_one_word
    assert named[stem(said)] == noise


def test_things_that_are_near_the_same_theme_are_not_one_another(database: Database) -> None:
    held = read(database)
    birds, insects = held.meaning("weidevogels"), held.meaning("insecten")
    assert birds is not None
    assert insects is not None
    assert "insecten" not in birds.also
    assert birds.near == insects.near == ("biodiversiteit",)
