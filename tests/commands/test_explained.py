"""What is asked of how a topic works, or of one thing, is answered in a sentence, with what can be done next."""

import pytest

from bot.chat.texts import _
from storage.area_process import area_processes
from storage.cases import cases
from storage.cases.case import Draft
from tests.cafe import Door
from tests.commands.area_process.life import area
from tests.commands.programmes.life import hub


@pytest.mark.parametrize(
    ("asked", "answer", "button"),
    [
        ("hoe plaats ik een verslag", "dat kan de gastheer", _("Past meetings")),
        ("wie ziet dat ik kom", "alleen de gastheer en wie zelf komt", _("See the meetings")),
        ("hoe werkt een intervisiegroep", "vier keer ja", _("Find a peer group")),
        ("hoe werkt een peiling", "vanaf 5 stemmen", _("Ask a group to choose")),
        ("hoe maak ik een open peiling", "ziet iedereen", _("Make an open poll")),
        ("tot wanneer kan ik stemmen", "geen peiling open", _("See the polls")),
        ("hoe lang duurt een antwoord van het loket", "Dat kan ik niet zeggen", _("Who sits at the desks")),
        ("wat antwoordt de helpdesk meestal over inloggen", "geen vast antwoord", _("Ask the help desk of the Café")),
        ("wat is een casus", "anderen meedenken", _("Bring in a case")),
        ("hoe werkt een duo", "een bewonersgroep", _("See the tasks")),
        ("hoe staan de taken ervoor", "nog geen taken", _("See the tasks")),
        ("wat heb ik aan een hub", "doet het niet zelf", _("See the hubs")),
        ("hoe werkt een gebiedsproces", "stap voor stap", _("Start an area process")),
        ("wie ziet de afspraken van een gebied", "ook de coördinator niet", _("Agreements")),
        ("gebiedsprocessen", "Er loopt nog geen gebiedsproces", _("Start an area process")),
    ],
)
async def test_how_it_works_is_told_in_a_sentence(door: Door, asked: str, answer: str, button: str) -> None:
    anna = await door.member("Anna")
    said = await anna.says(asked)
    assert answer in said
    assert said.tells(button)


async def test_of_a_poll_is_told_how_many_voted_and_until_when_but_not_what(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.in_turn("peiling: welk woord werkt beter? / natuur / groen", "ja")
    assert "Nog niemand stemde in Z-1" in await anna.says("hoeveel mensen stemden in peiling Z-1")
    await anna.says("stem Z-1 natuur")
    said = await anna.says("hoeveel mensen stemden in peiling Z-1")
    assert "1 persoon stemde tot nu toe in Z-1" in said
    assert "natuur" not in said
    assert "Je kunt stemmen in Z-1 tot" in await anna.says("tot wanneer loopt peiling Z-1")
    assert "Nu open: Z-1 tot" in await anna.says("tot wanneer kan ik stemmen")
    assert "nog geen uitslag" in await anna.says("wat kwam er uit de laatste peiling")
    await anna.says("sluit Z-1")
    assert "Z-1" in await anna.says("wat kwam er uit de laatste peiling")


async def test_of_a_case_is_told_what_came_of_it_and_whether_anybody_thought_along(door: Door) -> None:
    anna, bas = await door.member("Anna"), await door.member("Bas")
    draft = Draft("Molenbeek", "Een beek langer maken.", "Wie deed dat?")
    made = await door.database.write(cases.put, (await anna.member()).id, draft, door.clock())
    assert "nog geen uitkomst" in await bas.says(f"hoe liep de casus af {made.number}")
    assert f"Nog niemand dacht mee met {made.number}" in await anna.says(
        f"heeft iemand meegedacht met casus {made.number}"
    )
    assert "Molenbeek" in await bas.says("casussen zonder reactie")
    await bas.says(f"denk mee {made.number}: bij ons hielp een kaart van de oude loop")
    assert "1 keer meegedacht" in await anna.says(f"heeft iemand meegedacht met casus {made.number}")
    assert "Molenbeek" not in await bas.says("casussen zonder reactie")
    assert "Molenbeek" in await bas.says("casussen lopend")
    await anna.in_turn(f"sluit {made.number}", "de beek is een kilometer langer")
    assert "een kilometer langer" in await bas.says(f"wat kwam er uit de casus {made.number}")
    assert "Molenbeek" not in await bas.says("casussen lopend")


async def test_of_a_task_is_told_who_misses(door: Door) -> None:
    await door.coordinator("Kernteam")
    lead = await door.member("Trekker")
    await hub(door, lead)
    await lead.in_turn("taak: Zwerfkeien tellen in Twente", "klopt")
    assert "Nog niemand trekt T-1" in await lead.says("wie mist er nog bij taak T-1")
    await lead.says("ik trek T-1 voor de regio")
    assert "T-1 heeft één kant" in await lead.says("wie mist er nog bij taak T-1")
    assert "Er is 1 taak" in await lead.says("hoe staan de taken ervoor")


async def test_of_a_hub_is_told_its_phase_and_its_next_step(door: Door) -> None:
    await door.coordinator("Kernteam")
    lead = await door.member("Trekker")
    number = await hub(door, lead)
    await lead.says(f"fase {number}: plan")
    said = await lead.says("in welke fase zit hub Twente")
    assert "in de fase plan" in said
    assert said.tells(_("Show {number}", number=number))
    assert "geen volgende stap bekend" in await lead.says("wat is de volgende stap van hub Twente")
    await lead.says(f"functie stap leren {number}: een zwerfkeienklas beginnen")
    assert "een zwerfkeienklas beginnen" in await lead.says("wat is de volgende stap van hub Twente")


async def test_area_processes_are_listed_with_their_step_and_what_follows(door: Door) -> None:
    await door.coordinator("Kernteam")
    lead, other = await door.member("Procesleider"), await door.member("Ander")
    number = await area(door, lead)
    said = await other.says("welke afspraken zijn er Zwerfkeiengebied")
    assert "nog geen gebiedsproces, dus er is niets afgesproken" in said
    said = await other.says("volgende stap van gebiedsproces")
    assert "Daarna komt stap 1, Inzicht krijgen" in said
    await lead.in_turn(f"gebiedsproces starten {number}", "klopt")
    assert await door.database.read(area_processes.every)
    assert "stap 0 van 2: Opstart" in await other.says("gebiedsprocessen")
    said = await lead.says("volgende stap van gebiedsproces")
    assert "Klaar als: iedereen opstart kent. Daarna komt stap 1, Inzicht krijgen." in said
    said = await other.says("stappen van het integraal gebiedsproces")
    assert "Opstart" in said
    assert "Visie" in said


async def test_who_may_not_move_an_area_can_look_at_it_and_go_on_from_there(door: Door) -> None:
    await door.coordinator("Kernteam")
    lead, other = await door.member("Procesleider"), await door.member("Ander")
    number = await area(door, lead)
    said = await other.says(f"gebiedsproces starten {number}")
    assert said.tells(_("View the network"))
    assert "Zwerfkeiengebied" in await other.says("praat me bij")
