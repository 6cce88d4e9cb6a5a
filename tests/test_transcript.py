"""The five lines that a visitor of the Café tries first, on the example set, as `make run` answers them."""

import pytest

from bot.chat.texts import _
from tests.cafe import Door, Person

FLEVOLAND = {
    "Regionale Kennishub Noordelijk Flevoland",
    "Flevolands Programma Landelijk Gebied",
    "Strategische Agenda Flevoland",
    "Platform Omgevingswet Flevoland",
    "Platform Afvalwater Flevoland",
    "Regio Deal in Flevoland",
    "Regionale Investeringsagenda Flevoland",
    "Lelylijn",
}
"""The hub, FPLG, SAF, two platforms and three programmes; nothing of Twente, nothing of the whole country."""


@pytest.fixture
async def anna(example_door: Door) -> Person:
    return await example_door.member("Beleidsmedewerker Bodem")


async def test_who_knows_about_soil_in_twente(anna: Person) -> None:
    found = await anna.says("wie weet iets over bodem en ondergrond in Twente?")
    lines = found.splitlines()
    hits = [line for line in lines if line.startswith("•")]
    assert "Twente" in hits[0], "the best are of the region itself, whether people or networks"
    assert "• Onder Twente" in hits[:3]
    assert lines[lines.index(hits[0]) + 1].strip(), "the first hit has no reason"
    pages = [found]
    while more := next((each for each in pages[-1].buttons if each.startswith("Meer (")), None):
        pages.append(await anna.presses(_("More ({n})", n=int(more[6:-1])), pages[-1]))
    assert "Regionale Schakelpunten Bodem en Ondergrond" in "".join(pages[1:]), "what serves the country comes later"
    assert "Aanjager Bodem Twente" in found
    assert "bodem en ondergrond" in found


async def test_networks_in_flevoland(anna: Person) -> None:
    found = f"{await anna.says('netwerken flevoland')}\n{await anna.says('meer')}"
    named = {line.removeprefix("• ") for line in found.splitlines() if line.startswith("•")}
    assert named == FLEVOLAND
    for abbreviation in ("FPLG", "SAF"):
        assert (await anna.says(f"netwerk {abbreviation}")).splitlines()[0] in FLEVOLAND


async def test_an_abbreviation_finds_what_it_stands_for(anna: Person) -> None:
    found = await anna.says("wie kent de ZZS?")
    first = next(line for line in found.splitlines() if line.startswith("•"))
    assert first == "• Kennisschakelpunt Zeer Zorgwekkende Stoffen"


async def test_a_registration_that_was_stopped_is_kept_and_resumed(anna: Person) -> None:
    said = await anna.in_turn("netwerk aanmelden", "Leerkring Veenweide", "leernetwerk", "water, bodem", "Friesland")
    assert said.tells(_("What is it for, in one or two sentences?"))
    stopped = await anna.says("stop")
    assert "9 november 2026" in stopped
    assert "verder" in stopped
    assert "Leerkring Veenweide" not in await anna.says("netwerken veenweide")
    resumed = await anna.says("verder")
    assert resumed.tells(_("What is it for, in one or two sentences?"))


async def test_what_is_alike_is_shown_before_a_question_is_put(anna: Person) -> None:
    alike = await anna.says("vraag Hoe meten buurten zelf de luchtkwaliteit?")
    assert "Begeleider bewonersmetingen" in alike
    assert alike.tells(_("Shall I put your question like this?"))
    assert "meten buurten zelf" not in await anna.says("mijn vragen")
    put = await anna.in_turn("verder", "ja")
    assert "Hoe meten buurten zelf de luchtkwaliteit?" in put


async def test_a_visitor_sees_what_is_alike_and_keeps_the_question_until_they_signed_up(example_door: Door) -> None:
    visitor = example_door.person("Bezoeker")
    alike = await visitor.says("vraag Hoe meten buurten zelf de luchtkwaliteit?")
    assert "Begeleider bewonersmetingen" in alike
    refused = await visitor.says("ja")
    assert refused.tells(_("For this I need to know who you are. Signing up takes two minutes."))
    assert "verder" in refused
    await visitor.signs_up()
    put = await visitor.says("verder")
    assert "Hoe meten buurten zelf de luchtkwaliteit?" in put
    assert "Hoe meten buurten zelf de luchtkwaliteit?" in await visitor.says("mijn vragen")


async def test_a_visitor_who_did_not_sign_up_gets_the_first_three_as_well(example_door: Door) -> None:
    visitor = example_door.person("Bezoeker")
    assert "Onder Twente" in await visitor.says("wie weet iets over bodem en ondergrond in Twente?")
    assert "Noordelijk Flevoland" in await visitor.says("netwerken flevoland")
    assert "Kennisschakelpunt Zeer Zorgwekkende Stoffen" in await visitor.says("wie kent de ZZS?")
