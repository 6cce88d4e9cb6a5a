"""Each cell of the table of writing, at a door with forms, as Teams has, and at one that asks a question at a time."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.chat.texts import _
from bot.language.learning import Learning
from storage.database.database import Database
from storage.members.roles import Grant
from storage.questions import questions
from storage.vocabulary import QuestionStatus, Role
from tests.cafe import Door, Person
from tests.commands.questions.test_questions import put


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


async def hidden(door: Door) -> bool:
    return (await door.database.read(questions.get_one, 1)).status is QuestionStatus.hidden


@pytest.mark.parametrize(
    ("language", "line"),
    [("nl", "verberg K-1"), ("en", "hide K-1"), ("nl", "verberg k 1 alsjeblieft"), ("nl", "kun je K-1 verbergen")],
)
async def test_what_is_somebody_elses_is_asked_with_the_act_in_full(
    door: Door, anna: Person, language: str, line: str
) -> None:
    await put(anna, "Hoe meet je geluid in Twente?")
    boss = await door.coordinator("Kernteam", language)
    asked = await boss.says(line)
    assert asked.tells(_("Take something out of sight"), "Hoe meet je geluid in Twente?", _("Yes, do that"))
    assert not await hidden(door)
    await boss.says(boss.yes)
    assert await hidden(door)


@pytest.mark.parametrize("then", ["nee", "nog niet", "wat bedoel je?", "netwerken", "laat maar", "verberg"])
async def test_what_is_somebody_elses_is_left_without_a_yes(door: Door, anna: Person, then: str) -> None:
    await put(anna, "Hoe meet je geluid in Twente?")
    boss = await door.coordinator("Kernteam")
    await boss.in_turn("verberg K-1", then)
    assert not await hidden(door)


async def test_a_button_that_names_it_does_what_is_somebody_elses_at_once(door: Door, anna: Person) -> None:
    await put(anna, "Hoe meet je geluid in Twente?")
    boss = await door.coordinator("Kernteam")
    await (await door.member("Bert")).says("meld K-1 dit is reclame")
    reported = await boss.says("meldingen")
    await boss.presses(_("Hide"), reported)
    assert await hidden(door)
    await boss.says("1")
    assert not await hidden(door), "the number of a button presses it"


async def test_what_cannot_be_done_to_it_is_said_before_a_yes_is_asked(door: Door, anna: Person) -> None:
    await put(anna, "Hoe meet je geluid in Twente?")
    flevoland = await door.member("Coordinator Flevoland")
    await door.grant(flevoland, Grant(Role.coordinator, region_id=await door.region("Flevoland")))
    refused = await flevoland.says("verberg K-1")
    assert refused.tells(_("You can do this only for the networks and regions that you answer for."))
    boss = await door.coordinator("Kernteam")
    await boss.does("verberg K-1")
    assert (await boss.says("verberg K-1")).tells(_("It is out of sight already."))


async def test_closing_is_asked_of_who_did_not_put_it(door: Door, anna: Person) -> None:
    await put(anna, "Hoe meet je geluid in Twente?")
    boss = await door.coordinator("Kernteam")
    line = "sluit K-1 beantwoord: de buren losten het op"
    assert (await boss.says(line)).tells(_("Close a question and say what came of it"))
    await boss.says("nee")
    assert (await door.database.read(questions.get_one, 1)).status is QuestionStatus.open
    await anna.in_turn(line, "ja")
    assert (await door.database.read(questions.get_one, 1)).status is QuestionStatus.closed


@pytest.mark.parametrize("then", ["nee", "nee, niet in Salland", "nog niet", "wat bedoel je?", "netwerken", "nvm"])
async def test_a_new_thing_is_put_by_a_press_on_its_proposal_alone(anna: Person, then: str) -> None:
    await anna.in_turn("vraag: Hoe meet je geluid in Twente?", then)
    assert await anna.door.database.read(questions.load, [1]) == []
