"""Who was just shown or is named by what they are is asked: in private words, and nothing goes before a yes."""

import pytest

from bot.chat.texts import _
from tests.cafe import Door

YES = _("Yes, do that")


@pytest.mark.parametrize("line", ["kan ik m iets vragen over de kosten?", "kan ik hem wat vragen over de kosten"])
async def test_who_was_shown_is_asked_about_what_is_said(door: Door, line: str) -> None:
    anna = await door.member("Anna")
    await door.member("Melkveehouder", knows="Ik weet wat een hoger waterpeil kost")
    await anna.in_turn("wie weet iets over waterpeil", "M-2")
    said = await anna.says(line)
    assert "over de kosten" in said
    assert "Melkveehouder" in said


async def test_below_a_question_a_person_who_is_named_gets_it_after_a_yes(door: Door) -> None:
    anna = await door.member("Anna")
    await door.member("Melkveehouder", knows="Ik weet wat een hoger waterpeil kost")
    await anna.in_turn("vraag: Hoe verdeel je de kosten van een hoger waterpeil?", "ja", "K-1")
    said = await anna.says("vraag de melkveehouder maar")
    assert said.tells(YES)
    assert "Melkveehouder" in said


async def test_whom_nobody_knows_is_said_so(door: Door) -> None:
    anna = await door.member("Anna")
    said = await anna.says("vraag de sterrenkundige maar of ze komt kijken")
    assert "sterrenkundige" in said
    assert not said.tells(YES)
