"""A question is sharpened together: proposed by one, taken by its asker with a press, told to who answered, undone."""

from datetime import timedelta

import pytest

from bot.chat.texts import _
from commands.questions.sharpening.propose import MOST
from storage.questions import questions
from tests.cafe import Door, Person
from tests.commands.questions.test_questions import LUCHT, put

SHARP = "Met welke sensoren meten buurten in Twente fijnstof?"
PROPOSES = _("Take it over")


async def _told(door: Door) -> None:
    door.clock.ahead(timedelta(minutes=15))
    await door.cafe.work["hearing"]()


async def _people(door: Door) -> list[Person]:
    return [await door.member(name) for name in ("Adviseur", "Onderzoeker", "Scherp")]


async def test_a_better_wording_is_taken_with_one_press_and_who_answered_hears_it(door: Door) -> None:
    asker, helper, sharp = await _people(door)
    await put(asker)
    await helper.says("antwoord K-1 Met vaste meetpunten.")
    assert (await sharp.says(f"scherp aan K-1: {SHARP}")).tells(
        _("Your proposal for {number} is with its asker, who takes it or not.", number="K-1")
    )
    asked = await asker.hears(LUCHT, SHARP)
    assert (await door.database.read(questions.get_one, 1)).text == LUCHT, "nothing changes before the press"
    taken = await asker.presses(PROPOSES, asked)
    assert taken.tells(_("{number} says from now on:", number="K-1"), SHARP)
    await sharp.hears(_("Your proposal was taken over. Thank you."))
    await _told(door)
    await helper.hears(_("it is worded otherwise now: does your answer still fit?"))
    assert (await sharp.says("verloop K-1")).tells(_("worded otherwise; before it was"), LUCHT)
    assert (await asker.presses(PROPOSES, asked)).tells(_("That proposal does not wait any more.")), "once"
    await asker.presses(_("Undo"), taken)
    assert (await door.database.read(questions.get_one, 1)).text == LUCHT
    await asker.presses(PROPOSES, asked)
    assert (await door.database.read(questions.get_one, 1)).text == SHARP, "it waits again when that was undone"


async def test_the_words_on_the_button_of_what_came_unasked_are_as_good_as_a_press(door: Door) -> None:
    asker, _helper, sharp = await _people(door)
    await put(asker)
    await sharp.says(f"scherp aan K-1: {SHARP}")
    await asker.hears(SHARP)
    assert (await asker.says("neem over")).tells(_("{number} says from now on:", number="K-1"), SHARP)


async def test_what_is_undone_in_time_is_told_to_nobody(door: Door) -> None:
    asker, helper, sharp = await _people(door)
    await put(asker)
    await helper.says("antwoord K-1 Met vaste meetpunten.")
    await sharp.says(f"scherp K-1 aan: {SHARP}")
    await asker.presses(PROPOSES, await asker.hears(SHARP))
    await asker.says("maak ongedaan")
    await _told(door)
    assert not [each for each in helper.notices if each.tells(_("You hear this because you answered it."))]


async def test_background_is_added_to_what_was_told(door: Door) -> None:
    asker, _helper, sharp = await _people(door)
    await put(asker)
    await asker.says("achtergrond K-1: Het gaat om drie wijken.")
    assert (await door.database.read(questions.get_one, 1)).told.context == "Het gaat om drie wijken."
    await sharp.says("achtergrond bij K-1: De GGD meet daar al sinds 2019.")
    await asker.presses(PROPOSES, await asker.hears("GGD"))
    held = await door.database.read(questions.get_one, 1)
    assert held.told.context == "Het gaat om drie wijken.\nDe GGD meet daar al sinds 2019."
    assert "GGD" in await sharp.says("K-1")


async def test_only_its_asker_takes_it_and_a_no_leaves_it(door: Door) -> None:
    asker, helper, sharp = await _people(door)
    await put(asker)
    await sharp.says(f"verwoord beter K-1: {SHARP}")
    asked = await asker.hears(SHARP)
    assert (await helper.says("neem voorstel over K-1 1")).tells(_("Only the asker can do this."))
    assert (await asker.presses(_("No, thank you"), asked)).tells(_("Good. {number} stays as it is.", number="K-1"))
    assert (await asker.says("neem voorstel over K-1 1")).tells(_("That proposal does not wait any more."))
    assert (await sharp.says(f"scherp aan K-1: {LUCHT}")).tells(_("It says that already."))


async def test_an_asker_is_not_flooded_and_who_proposes_again_replaces_theirs(door: Door) -> None:
    asker = await door.member("Adviseur")
    await put(asker)
    for number in range(MOST + 1):
        sharp = await door.member(f"Scherp {number}")
        for again in ("een", "twee"):
            said = await sharp.says(f"scherp aan K-1: Wie meet fijnstof, poging {number} {again}?")
    assert said.tells(_("{n} proposals wait for its asker already. Add it as an answer.", n=MOST))


@pytest.mark.parametrize(
    "line",
    ["vul aan K-1: er was al een proef", "vul K-1 aan: er was al een proef", "aanvulling op K-1: er was al een proef"],
)
async def test_what_is_added_is_the_text_and_not_the_words_that_add_it(door: Door, line: str) -> None:
    asker, _helper, sharp = await _people(door)
    await put(asker)
    await sharp.says(line)
    await asker.presses(PROPOSES, await asker.hears("er was al een proef"))
    assert (await door.database.read(questions.get_one, 1)).told.context == "er was al een proef"


@pytest.mark.parametrize("line", ["achtergrond van stikstof in Twente", "scherp aan de wind zeilen"])
async def test_a_line_without_a_number_is_no_proposal(door: Door, line: str) -> None:
    asker = await door.member("Adviseur")
    await put(asker)
    await asker.says(line)
    held = await door.database.read(questions.get_one, 1)
    assert (held.text, held.told.context) == (LUCHT, "")


async def test_who_changes_their_own_question_keeps_what_it_said(door: Door) -> None:
    asker, helper, _sharp = await _people(door)
    await put(asker)
    await helper.says("antwoord K-1 Met vaste meetpunten.")
    await asker.says(f"wijzig vraag K-1: {SHARP}")
    await _told(door)
    await helper.hears(_("it is worded otherwise now: does your answer still fit?"))
    assert LUCHT in await helper.says("verloop K-1")
