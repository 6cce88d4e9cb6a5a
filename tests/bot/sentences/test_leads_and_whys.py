"""What a line is told for is read from its first sentence, and what tells why from what is wanted."""

import pytest

from bot.chat.texts import _
from bot.language.statements import asks_or_orders, tells
from tests.cafe import Door, Person

STORY = (
    "Ik heb een lastig project waar ik anderen over wil laten meedenken. De straat moet open voor riool en warmtenet, "
    "maar onder de stoep ligt oude vervuiling. Hoe pakken anderen zo'n combinatie aan zonder dat het duurder wordt?"
)


async def test_a_story_is_put_as_its_first_sentence_says(listening: Door) -> None:
    bert = await listening.member("Bert", regions="Twente")
    said = await bert.says(STORY)
    assert said.tells(_("This is how I put it:"))
    assert "Hoe pakken anderen zo'n combinatie aan" in said


async def test_what_tells_why_is_not_done_instead_of_what_is_wanted(anna: Person) -> None:
    said = await anna.says("te veel berichten. één keer per maand is genoeg voor mij")
    assert said.tells(_("Do I understand you well?"))
    assert not said.tells(_("You also asked for this:"))


@pytest.mark.parametrize(
    "line", ["ik was drie weken weg, wat heb ik gemist", "op welke vragen blijft een antwoord uit"]
)
def test_a_line_that_asks_in_its_second_half_tells_nothing(line: str) -> None:
    assert not tells(line)


def test_what_orders_or_asks_says_no_why() -> None:
    assert asks_or_orders("zet het weekbericht uit")
    assert not asks_or_orders("te veel berichten")


@pytest.mark.parametrize("line", ["ik ruik gas in de straat!!", "there is a fire at the office"])
async def test_in_an_emergency_one_hears_whom_to_call(anna: Person, line: str) -> None:
    assert "112" in await anna.says(line)


@pytest.mark.parametrize("line", ["wie weet iets van brandveiligheid", "wie kent de risico's van een dijkdoorbraak"])
async def test_a_danger_that_one_studies_is_no_emergency(anna: Person, line: str) -> None:
    assert "112" not in await anna.says(line)


@pytest.mark.parametrize(
    "line",
    [
        "het weekbericht komt nu op vrijdag, wanneer moet ik dat aanpassen",
        "die over stikstof in de peel",
    ],
)
async def test_a_line_that_asks_without_a_mark_changes_nothing(listening: Door, line: str) -> None:
    anna = await listening.member("Anna", regions="Twente")
    said = await anna.says(line)
    assert not said.tells(_("Do I understand you well?"))
    assert not said.tells(_("This is how I put it:"))


async def test_what_is_added_to_ones_own_text_leaves_what_it_says(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    said = await anna.says("voeg bij mijn kennis toe: ik was tien jaar dijkgraaf")
    assert "Ik weet hoe je een bodemkaart leest. Ik was tien jaar dijkgraaf" in said
