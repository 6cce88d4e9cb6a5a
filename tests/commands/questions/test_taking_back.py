"""Who answered takes an answer back, in a command or in their own words, and can undo that."""

import pytest

from bot.chat.texts import _
from tests.cafe import Door, Person


async def _answered(door: Door) -> tuple[Person, Person]:
    anna, boer = await door.member("Anna"), await door.member("Boer")
    await anna.in_turn("vraag: Hoe houd je water vast in een beekdal?", "ja")
    await boer.says("antwoord K-1: met stuwen die de boeren zelf bedienen")
    return anna, boer


async def test_an_answer_is_taken_back_and_put_back(door: Door) -> None:
    anna, boer = await _answered(door)
    said = await boer.says("trek antwoord in K-1")
    assert said.tells(_("Your answer to {number} is taken back.", number="K-1"))
    await anna.hears("trok een antwoord in", "met stuwen")
    assert "stuwen" not in await anna.says("K-1")
    await boer.presses(_("Undo"), said)
    assert "stuwen" in await anna.says("K-1")


async def test_of_several_answers_which_is_asked(door: Door) -> None:
    _anna, boer = await _answered(door)
    await boer.says("antwoord K-1: en met een beekdal dat mag overstromen")
    which = await boer.says("trek antwoord in K-1")
    assert which.tells(_("Which of your answers?"))
    await boer.says(next(which.reply.actions()).line)
    left = await boer.says("K-1")
    assert ("stuwen" in left) != ("overstromen" in left)


async def test_nobody_takes_back_what_another_answered(door: Door) -> None:
    anna, _boer = await _answered(door)
    said = await anna.says("trek antwoord in K-1")
    assert said.tells(_("You gave no answer to {number} that stands there.", number="K-1"))
    assert "stuwen" in await anna.says("K-1")
    assert (await anna.says("trek antwoord in K-1 A-1")).tells(
        _("You gave no answer to {number} that stands there.", number="K-1")
    )


@pytest.mark.parametrize("line", ["trek antwoord in K-7", "trek antwoord in A-1"])
async def test_what_is_no_question_is_said_so(door: Door, line: str) -> None:
    _anna, boer = await _answered(door)
    assert not (await boer.says(line)).tells(_("Your answer to {number} is taken back.", number="K-1"))
