"""Who asked without a name is told by no search, reason, refusal or export, also when they answer it themselves."""

import json

from bot.chat.texts import _
from storage.accounts import erasure
from tests.cafe import Door, Person

QUESTION = "Hoe krijg je zwerfkeien uit een veenplas?"


async def ask_and_answer(door: Door) -> tuple[Person, Person, str]:
    """One who asked without a name and answered it, another, and the number of who asked."""
    asker, other = await door.member("Stille Vrager"), await door.member("Ander Lid")
    await asker.in_turn("altijd zonder naam", f"vraag {QUESTION}", "ja")
    await asker.says("antwoord K-1 Met een grijper en veel touw.")
    return asker, other, f"M-{(await asker.member()).id}"


async def test_nobody_is_found_by_the_answer_to_their_own_unnamed_question(door: Door) -> None:
    _asker, other, _number = await ask_and_answer(door)
    for line in ("wie weet iets van zwerfkeien", "wie weet wie heeft een grijper en touw", "K-1", "verloop K-1"):
        assert "Stille Vrager" not in await other.says(line), line


async def test_a_coordinator_learns_nothing_by_asking_why_not(door: Door) -> None:
    _asker, _other, number = await ask_and_answer(door)
    team = await door.coordinator("Kernteam")
    assert "K-1" not in await team.says(f"waarom niet {number} voor zwerfkeien uit een veenplas")
    assert "grijper" not in await team.says(f"waarom niet {number}")


async def test_who_cannot_be_found_is_not_named_by_their_number(door: Door) -> None:
    hidden, team = await door.member("Verborgen Lid", found="nee"), await door.coordinator("Kernteam")
    said = await team.says(f"waarom niet M-{(await hidden.member()).id}")
    assert said
    assert "Verborgen Lid" not in said


async def test_a_refusal_does_not_tell_who_asked(door: Door) -> None:
    _asker, other, number = await ask_and_answer(door)
    said = await other.says(f"breng K-1 bij {number}")
    assert not said.tells(_("You cannot put a question to yourself."))


async def test_own_data_hold_no_numbers_of_others(door: Door) -> None:
    asker, other, number = await ask_and_answer(door)
    await asker.says(f"breng K-1 bij M-{(await other.member()).id}")
    held = await door.database.read(erasure.held, (await other.member()).id)
    assert held["requests"], "it was brought to them"
    others = {(await asker.member()).id}
    for row in held["requests"]:
        assert others.isdisjoint(value for name, value in row.items() if name not in {"question_id", "id"})
    assert number not in json.dumps(held, default=str)
