"""What works how is answered in a sentence: by what is named, else of what was just on the table."""

import pytest

from bot.chat.texts import _
from tests.cafe import Door


@pytest.mark.parametrize("asked", ["hoe gaat dat, kennismaken?", "hoeveel tijd kost dat kennismaken me eigenlijk"])
async def test_a_question_that_names_it_is_answered(listening: Door, asked: str) -> None:
    anna = await listening.member("Anna", regions="Twente")
    said = await anna.says(asked)
    assert "spreken jullie zelf af" in said
    assert "Zet het aan" in said


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("en wie ziet dat?", "Niemand ziet dat je meedoet"),
        ("hoe vaak krijg ik dan iemand?", "op de eerste werkdag"),
        ("kan ik het later weer veranderen?", "Je kunt het altijd uitzetten"),
    ],
)
async def test_a_question_that_names_nothing_is_about_what_was_just_done(
    listening: Door, asked: str, answer: str
) -> None:
    anna = await listening.member("Anna", regions="Twente")
    await anna.says("kennismaken aan")
    assert answer in await anna.says(asked)


async def test_the_same_question_of_nothing_at_hand_has_the_answer_for_all(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    await anna.says("hulp")
    said = await anna.says("wie ziet dat?")
    assert said.tells(_("I always show who sees it, before anything is put."))


async def test_a_question_that_names_a_matter_stays_a_search(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    await anna.says("kennismaken aan")
    said = await anna.says("wie weet iets over kennismaken in Twente?")
    assert "Zet het aan" not in said


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("heeft iemand al geantwoord?", "K-1 heeft nog geen antwoord"),
        ("wie vroeg dit eigenlijk?", "K-1 is gesteld door Anna"),
        ("ik weet het alleen van Twente, mag ik dan toch antwoorden?", "Ja, ook als het op één plek geldt"),
    ],
)
async def test_a_fact_is_asked_of_what_was_just_shown(listening: Door, asked: str, answer: str) -> None:
    anna, bert = await listening.member("Anna", regions="Twente"), await listening.member("Bert", regions="Twente")
    await anna.in_turn("vraag Hoe vind je oude putten?", "ja")
    assert answer in await bert.in_turn("K-1", asked)


async def test_of_a_room_with_several_answers_that_of_what_was_done_is_given(listening: Door) -> None:
    anna = await listening.member("Anna", regions="Twente")
    said = await anna.in_turn("laat zien dat ik verbind", "wie ziet dat nou?")
    assert "gevonden als verbinder" in said


@pytest.mark.parametrize(
    "said",
    [
        "geen zin meer in die kennismakingen, haal me eraf",
        "ik ben wel klaar met dat kennismaken, schrap me daar maar",
        "I am done with these introductions, take me off",
    ],
)
async def test_who_ends_one_thing_is_not_signed_off(listening: Door, said: str) -> None:
    anna = await listening.member("Anna", regions="Twente")
    told = await anna.says(said)
    assert "Meld je af" not in told
    assert "Maak met niemand meer kennis" in told
