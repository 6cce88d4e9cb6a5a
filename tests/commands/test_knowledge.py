"""Who knows what: people, networks and earlier questions, each with the reason; and what happens when nobody does."""

import pytest

from bot.wording import _
from storage import needs
from tests.door import START, Door, Person


@pytest.fixture
async def seeker(door: Door) -> Person:
    await door.member(
        "Aanjager Bodem",
        regions="Twente",
        themes="bodem en ondergrond",
        knows="Ik weet hoe je oude putten vindt.",
    )
    await door.member(
        "Adviseur Lucht", regions="Flevoland", themes="luchtkwaliteit", knows="Ik meet fijnstof op straat."
    )
    return await door.member("Hydroloog", knows="Ik weet veel van grondwater.")


@pytest.mark.parametrize(
    ("line", "who", "why"),
    [
        ("wie weet iets over bodem in Twente?", "Aanjager Bodem", "bodem en ondergrond"),
        ("who knows about soil in Twente?", "Aanjager Bodem", "bodem en ondergrond"),
        ("wie kent fijnstof", "Adviseur Lucht", "fijnstof"),
        ("who can help with oude putten", "Aanjager Bodem", "putten"),
        ("wie weet iets over luchtkwaliteit in Nederland", "Adviseur Lucht", "lucht"),
    ],
)
async def test_people_are_found_with_the_reason(seeker: Person, line: str, who: str, why: str) -> None:
    lines = (await seeker.says(line)).splitlines()
    first = next(index for index, each in enumerate(lines) if who in each)
    assert any(why in each for each in lines[first : first + 4])


async def test_who_seeks_is_not_told_of_themselves(seeker: Person) -> None:
    assert "Hydroloog" not in await seeker.says("wie weet iets over grondwater")


@pytest.mark.parametrize("line", ["wie weet iets over kwantumzwaartekracht", "who knows about quantum gravity"])
async def test_a_need_that_nobody_meets_is_kept_for_the_coordinators(door: Door, seeker: Person, line: str) -> None:
    said = await seeker.says(line)
    assert said.tells(_("Put it as a question"))
    (unmet,) = await door.database.read(needs.unmet, START)
    assert unmet.times == 1
    assert any("kwantum" in topic or "quantum" in topic for topic in unmet.topics)


async def test_someone_found_is_shown_and_asked(door: Door, seeker: Person) -> None:
    anna = door.person("Aanjager Bodem")
    found = await seeker.says("wie weet iets over oude putten")
    shown = await seeker.presses(_("Look"), found)
    assert shown.tells("Aanjager Bodem", "Ik weet hoe je oude putten vindt.")
    asked = await seeker.presses(_("Ask them"), shown)
    assert asked.tells(_("What do you want to ask?"))
    assert "K-1" in await seeker.says("Waar liggen de putten?")
    await anna.hears("Waar liggen de putten?")


async def test_nothing_to_look_for_is_asked_for(seeker: Person) -> None:
    assert (await seeker.says("wie weet")).tells(_("What are you looking for?"))
    assert "Adviseur Lucht" in await seeker.says("fijnstof")


@pytest.mark.parametrize("line", ["thema toevoegen fosfaat", "add theme fosfaat"])
async def test_a_theme_and_its_synonym_are_added_in_chat_and_found(door: Door, seeker: Person, line: str) -> None:
    kernteam = await door.coordinator("Kernteam")
    await kernteam.in_turn(line, "water")
    assert "fosfaat" in await kernteam.says("thema's")
    assert (await kernteam.says("synoniem fosfaat")).tells(_("Which other name or abbreviation does it have?"))
    assert (await kernteam.says("P2O5")).tells(
        _("Whoever says {also} means {name} from now on.", also="P2O5", name="fosfaat")
    )
    await seeker.says("mijn thema's p2o5")
    assert "fosfaat" in await seeker.says("profiel")
    assert (await kernteam.in_turn("synoniem water", "P2O5")).tells(
        _("{name} already means {other}.", name="P2O5", other="fosfaat")
    )
