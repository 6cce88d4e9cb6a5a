"""What is not understood is answered with what it comes nearest to; a subject alone, our name and fillers are heard."""

import pytest

from bot.chat.texts import _
from tests.cafe import Door, Person
from tests.commands.networks.test_networks import register

YES = _("Yes, do that")


async def test_a_line_that_was_looked_up_in_vain_is_offered_as_what_it_may_be(anna: Person) -> None:
    said = await anna.says("hoe vaak er vanuit raden is geantwoord in een halfjaar, maak daar een overzicht van")
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
