"""What was looked for is looked for among another kind of thing; a story is not repeated above its answer."""

import pytest

from bot.chat.texts import _
from tests.cafe import Door


@pytest.mark.parametrize("line", ["zijn er ook netwerken", "en netwerken?", "are there networks too?"])
async def test_of_what_was_looked_for_networks_are_asked_too(door: Door, line: str) -> None:
    anna = await door.member("Anna")
    await door.member("Boer", knows="Ik weet hoe je water vasthoudt")
    await anna.says("wie weet iets over water")
    said = await anna.says(line)
    assert "water" in said


async def test_where_nothing_was_looked_for_it_asks_what(door: Door) -> None:
    anna = await door.member("Anna")
    assert (await anna.says("zijn er ook netwerken")).tells(_("What shall I look for?"))


async def test_a_long_need_is_not_repeated(door: Door) -> None:
    anna = await door.member("Anna")
    need = "hoe je met een oude stoommachine een dorpsfeest opluistert zonder dat de buren klagen over roet"
    said = await anna.says(f"wie weet {need}")
    assert "stoommachine" not in said.splitlines()[0]


@pytest.mark.parametrize("line", ["waarom noem je die adviseur?", "hoe kom je bij die", "why do you show me that one?"])
async def test_why_something_was_shown_is_told_and_not_looked_up(door: Door, line: str) -> None:
    anna = await door.member("Anna")
    await door.member("Boer", knows="Ik weet hoe je water vasthoudt")
    await anna.says("wie weet iets over water")
    said = await anna.says(line)
    told = _(
        "Below each name stands why: what somebody says, a theme, a region or an answer. Your words are in bold there."
    )
    assert said.tells(told)


async def test_why_this_is_so_in_the_field_stays_a_question(door: Door) -> None:
    anna = await door.member("Anna")
    said = await anna.says("waarom die dijken verzakken")
    assert not said.tells(_("I showed you nothing just now that I looked up. Say what you are looking for."))
