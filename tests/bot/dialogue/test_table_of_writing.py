"""Each cell of the table of writing, at a door with forms, as Teams has, and at one that asks a question at a time."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.language.learning import Learning
from storage.database.database import Database
from storage.questions import questions
from tests.cafe import Door, Person


@pytest_asyncio.fixture(params=[True, False], ids=["forms", "turns"])
async def door(
    small_map: None, database: Database, learning: Learning, request: pytest.FixtureRequest
) -> AsyncIterator[Door]:
    async with Door(database, forms=request.param, learning=learning) as opened:
        yield opened


@pytest_asyncio.fixture
async def anna(door: Door) -> Person:
    return await door.member("Anna")


async def test_a_whole_line_about_ones_own_is_done_and_can_be_undone(anna: Person) -> None:
    await anna.says("mijn rol: programmamanager")
    assert "programmamanager" in await anna.says("profiel")
    await anna.says("volg Twente")
    assert "Twente" in await anna.says("wat volg ik")
    await anna.says("maak ongedaan")
    assert "Twente" not in (await anna.says("wat volg ik")).splitlines()[0]


@pytest.mark.parametrize("then", ["netwerken", "nee", "wacht even", "wat bedoel je?"])
async def test_own_words_are_shown_and_lapse_with_what_is_no_yes(anna: Person, then: str) -> None:
    assert "adviseur \u2192 programmamanager" in await anna.says("ik ben tegenwoordig programmamanager")
    await anna.in_turn(then, "ja")
    assert "programmamanager" not in await anna.says("profiel")


async def test_own_words_are_done_after_one_yes(anna: Person) -> None:
    await anna.in_turn("ik ben tegenwoordig programmamanager", "ja graag")
    assert "programmamanager" in await anna.says("profiel")


@pytest.mark.parametrize("line", ["vergeet mij", "ik wil me uitschrijven"])
@pytest.mark.parametrize("then", ["netwerken", "nee", "nog niet"])
async def test_what_cannot_be_undone_is_asked_and_lapses(anna: Person, line: str, then: str) -> None:
    await anna.in_turn(line, then, "ja")
    assert (await anna.member()).signed_up_at


async def test_what_is_somebody_elses_is_asked_with_the_act_in_full(door: Door, anna: Person) -> None:
    boss = await door.coordinator("Kernteam")
    await boss.says("vraag: Hoe meet je geluid in Twente?")
    assert not (await anna.says("verberg K-1")).tells("verborgen")


@pytest.mark.parametrize("then", ["nee", "nee, niet in Salland", "nog niet", "wat bedoel je?", "netwerken", "nvm"])
async def test_a_new_thing_is_put_by_a_press_on_its_proposal_alone(anna: Person, then: str) -> None:
    await anna.in_turn("vraag: Hoe meet je geluid in Twente?", then)
    assert await anna.door.database.read(questions.load, [1]) == []
