"""What was just on the table goes on from any list, however it was asked for, also when something else came between."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from storage.database.database import Database
from tests.cafe import Door, Person


@pytest_asyncio.fixture
async def anna(small_map: None, database: Database) -> AsyncIterator[Person]:
    async with Door(database) as door:
        anna = await door.member("Anna")
        for question in ("Hoe meet je grondwater in Twente?", "Hoe houd je water vast in Flevoland?"):
            await anna.in_turn(f"vraag {question}", "ja")
        yield anna


async def test_a_list_is_asked_for_elsewhere_and_about_something_else(anna: Person) -> None:
    assert "K-1" in await anna.says("vragen in Twente")
    said = await anna.says("en in Flevoland?")
    assert "K-2" in said
    assert "K-1" not in said
    assert "K-1" in await anna.says("nee ik bedoelde Twente")


@pytest.mark.parametrize("line", ["de tweede", "the second", "toon de tweede", "nummer 2"])
async def test_one_thing_of_the_last_list_is_shown(anna: Person, line: str) -> None:
    await anna.says("vragen")
    said = await anna.says(line)
    assert "grondwater" in said
    assert "Flevoland?" not in said


async def test_what_it_points_to_is_followed_also_after_something_else(anna: Person) -> None:
    await anna.says("vragen")
    await anna.says("hulp")
    await anna.says("volg de eerste")
    await anna.says("volg niet meer K-2")
    await anna.says("K-2")
    assert "K-2" in await anna.says("volg die")


async def test_a_list_is_narrowed_by_what_it_filters_by(anna: Person) -> None:
    await anna.says("vragen in Twente")
    assert "K-1" in await anna.says("alleen open")
    assert "Zonder gesloten wel" in await anna.says("alleen gesloten")


@pytest.mark.parametrize("line", ["meer", "wie nog meer?", "who else"])
async def test_more_of_a_list_that_is_at_its_end_is_said(anna: Person, line: str) -> None:
    await anna.says("vragen")
    assert "alles" in await anna.says(line)


async def test_what_was_looked_for_is_put_as_a_question(anna: Person) -> None:
    await anna.says("wie weet iets over warmtenetten in Twente")
    said = await anna.says("zet die vraag dan maar uit")
    assert "Twente" in said
    assert "warmtenetten" in await anna.says("ja")


async def test_it_is_forgotten_after_a_while(anna: Person) -> None:
    await anna.says("vragen")
    anna.door.clock.ahead(timedelta(minutes=31))
    assert "K-1" not in await anna.says("de tweede")


@pytest.mark.parametrize(
    "line", ["welke daarvan zijn beantwoord?", "which of those are answered", "wie van die is beantwoord"]
)
async def test_which_of_what_was_listed_are_so_is_asked_of_that_list(anna: Person, line: str) -> None:
    await anna.says("antwoord K-1: Met peilbuizen.")
    await anna.says("vragen in Twente")
    said = await anna.says("welke daarvan zijn open?")
    assert "K-2" not in said
    await anna.says("vragen")
    said = await anna.says(line)
    assert "K-2 Hoe" not in said


async def test_a_region_or_period_alone_asks_for_the_same_list_of_that(anna: Person) -> None:
    await anna.says("vragen in Twente")
    assert "K-2" in await anna.says("en Flevoland dan?")
    assert "vorig jaar" in await anna.says("en vorig jaar?")


async def test_a_thing_is_pointed_to_by_a_word_of_its_name(anna: Person) -> None:
    await anna.says("vragen")
    assert "Hoe meet je grondwater" in await anna.says("hoe staat het met dat grondwater?")
