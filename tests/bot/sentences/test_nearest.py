"""What is not understood is answered with what it comes nearest to; a subject alone, our name and fillers are heard."""

import pytest

from bot.chat.texts import _
from tests.cafe import Door, Person
from tests.commands.networks.test_networks import register

YES = _("Yes, do that")


async def test_a_line_that_was_looked_up_in_vain_is_offered_as_what_it_may_be(anna: Person) -> None:
    said = await anna.says("maak een overzicht van geantwoord in een halfjaar")
    assert not said.tells(YES)
    assert "Misschien bedoel je een van deze:" in said


async def test_what_is_denied_is_not_offered_as_a_change(anna: Person) -> None:
    said = await anna.says("verwijder de bot niet uit dit kanaal alsjeblieft")
    assert not said.tells(YES)
    assert "Trek" not in said


async def test_why_something_is_done_is_read_with_it(anna: Person, listening: Door) -> None:
    await register(anna)
    cora = await listening.coordinator("Cora")
    said = await cora.says("stuur N-1 terug, er staat geen regio bij")
    assert "er staat geen regio bij" in said


@pytest.mark.parametrize("line", ["bodem en water", "bodem, water", "water in twente", "water?"])
async def test_a_line_that_only_names_what_is_looked_for_is_looked_up(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert said.tells(_("Ask this as a question"))


@pytest.mark.parametrize("line", ["kennismakelaar, netwerken in twente", "@kennismakelaar netwerken in twente"])
async def test_our_own_name_is_no_part_of_what_is_said(anna: Person, line: str) -> None:
    assert await anna.says(line) == await anna.says("netwerken in twente")


@pytest.mark.parametrize("line", ["wat is nou precies een netwerk", "wat is in hemelsnaam een netwerk"])
async def test_words_that_only_fill_do_not_hide_what_is_asked(anna: Person, line: str) -> None:
    assert await anna.says(line) == await anna.says("wat is een netwerk")


async def test_what_was_followed_by_mistake_is_taken_back_in_words(anna: Person) -> None:
    await anna.says("volg water")
    said = await anna.says("oh nee, dat bedoelde ik niet, haal maar weer weg")
    assert "water" in said
    assert "volgt" in said


async def test_to_follow_nothing_any_more_shows_what_is_followed(anna: Person) -> None:
    await anna.in_turn("volg water", "volg bodem")
    said = await anna.says("ontvolg alles")
    assert "water" in said
    assert "bodem" in said


async def test_of_ones_own_there_is_nothing_is_said_so(anna: Person) -> None:
    said = await anna.says("mijn vraag is opgelost hoor, hij kan dicht")
    assert said.tells(_("You have no {kind} here now that this can be about.", kind="vraag"))


@pytest.mark.parametrize(
    ("line", "now"),
    [
        (
            "mijn functie klopt niet, ik ben geen adviseur meer maar programmamanager water. de rest mag blijven",
            "water",
        ),
        ("ik werk niet meer bij de gemeente maar bij de omgevingsdienst flevoland", "omgevingsdienst flevoland"),
    ],
)
async def test_what_it_is_instead_is_read(anna: Person, line: str, now: str) -> None:
    said = await anna.says(line)
    assert now in said
    assert "rest mag" not in said
    assert said.tells(YES)


TOLD = "wij hebben een avondbus geregeld op vrijdag en zaterdag en dat scheelde echt"


async def test_what_is_told_below_a_question_may_be_its_answer_and_makes_nothing_by_itself(anna: Person) -> None:
    await anna.in_turn("vraag: Hoe houden we jongeren in het dorp?", "ja", "K-1")
    said = await anna.says(TOLD)
    assert not said.tells(YES)
    assert said.tells(_("What you tell I can put down as one of these. Or I look it up."))
    assert said.tells(_("Answer a question"))


async def test_a_remark_on_what_was_said_before_makes_nothing(anna: Person) -> None:
    await anna.says("netwerken")
    said = await anna.says("die gaat over het riool, da's niet helemaal hetzelfde")
    assert not said.tells(YES)
    assert "Klopt" not in said


async def test_who_asks_what_there_is_brings_nothing_in(anna: Person) -> None:
    said = await anna.says("we ruziën over de cijfers in ons gebied, hebben jullie een lijst met bronnen?")
    assert not said.tells(_("Share a source: a map, monitor or figures"))


async def test_of_the_one_thing_that_is_asked_about_its_card_is_shown(anna: Person) -> None:
    await anna.in_turn("vraag: Hoe houden we jongeren in het dorp?", "ja")
    assert "Hoe houden we jongeren" in await anna.says("K-1, wie bracht dat in")


async def test_several_things_are_followed_at_once(anna: Person) -> None:
    both = await anna.says("volg water in twente")
    said = await anna.presses(_("All of these"), both)
    assert "water, Twente" in said
    held = await anna.says("wat volg ik")
    assert "Twente" in held


async def test_a_question_is_read_without_what_tells_why_it_is_asked(anna: Person) -> None:
    said = await anna.says(
        "Hoe pak je het aan als boeren afhaken? Over 3 weken is de volgende avond al en wij zitten er."
    )
    assert "bijeenkomst gepland" not in said


@pytest.mark.parametrize(
    "line", ["mag het wat meer over water en minder over bodem", "graag meer water en minder bodem"]
)
async def test_more_of_one_and_less_of_another_changes_neither(anna: Person, line: str) -> None:
    assert not (await anna.says(line)).tells(YES)


async def test_what_is_not_to_be_done_with_another_thing_is_left(anna: Person) -> None:
    await anna.in_turn("vraag: Hoe houd je water vast?", "ja", "vraag: Hoe houd je jongeren in het dorp?", "ja")
    said = await anna.says("sluit K-1, K-2 nog even niet")
    assert said.tells(_("{number} I leave as it is.", number="K-2"))
    assert said.tells(_("What came of it?"))
    assert "Hoe houd je jongeren" not in said


@pytest.mark.parametrize(
    "line",
    [
        "ik heb twee weken geleden iets gemeld over onze vergunning, hoor ik daar nog wat van?",
        "zien anderen wie ik ben als ik iets vraag? het gaat over gedoe in onze stuurgroep",
        "wij wachten al maanden op een besluit over de brug, weten jullie hoe dat zit?",
    ],
)
async def test_a_question_is_not_put_before_all_as_something_told(anna: Person, line: str) -> None:
    said = await anna.says(line)
    assert not said.tells(_("Right"))


async def test_who_says_first_who_asks_changes_nothing_of_themselves(anna: Person) -> None:
    said = await anna.says("Help, ik werk bij de gemeente Noordoostpolder. Welke programma's raken ons nou eigenlijk?")
    assert not said.tells(YES)
