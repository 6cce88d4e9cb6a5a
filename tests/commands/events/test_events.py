"""Meetings: announced in one message, moved, cancelled; who comes hears it, and has it in their calendar."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.texts import _
from tests.cafe import Door, Person

CAFE = "bijeenkomst: wereldcafé over water in Twente op 15 december om 13 uur"


async def later(door: Door, minutes: int = 15) -> None:
    """Let what waits go out."""
    door.clock.ahead(timedelta(minutes=minutes))
    await door.cafe.work["hearing"]()
    await door.cafe.settled()


async def announce(who: Person, text: str = CAFE, where: str = "gemeentehuis Almelo, het wordt een advies") -> str:
    """Announce a meeting: its number."""
    said = await who.in_turn(text, where, "klopt")
    return next(word for word in said.replace(".", " ").split() if word.startswith("B-"))


@pytest.fixture
def at_december(door: Door) -> Door:
    door.clock.now = datetime(2026, 12, 1, 9, tzinfo=UTC)
    return door


async def test_it_is_read_said_back_in_full_and_announced_by_one_press(at_december: Door) -> None:
    anna = await at_december.member("Anna")
    read = await anna.says(CAFE)
    assert "Ik lees: dinsdag 15 december 2026, 13.00-14.30; Twente; " in read
    assert read.tells(_("Where is it, and what is done with what comes of it?"))
    shown = await anna.says("gemeentehuis Almelo, het wordt een advies aan de hub")
    assert shown.tells(_("This is how I put it:"), "Wereldcafé over water", "gemeentehuis Almelo")
    assert "Wat gebeurt ermee: het wordt een advies aan de hub." in shown
    assert shown.tells(_("All members see it. Who comes gets the place."))
    assert shown.buttons[:2] == ["Klopt", "Wijzig"]
    said = await anna.says("klopt")
    assert said.tells(_("{number} is planned.", number="B-1"))
    card = await anna.says("B-1")
    assert card.tells("B-1 · dinsdag 15 december 2026, 13.00-14.30", _("What is done with it"))
    assert (await anna.says("maak ongedaan")).tells(_("{number} is withdrawn.", number="B-1"))


async def test_the_place_is_for_who_comes(at_december: Door) -> None:
    anna, bert = await at_december.member("Anna"), await at_december.member("Bert")
    number = await announce(anna)
    assert "gemeentehuis" not in await bert.says(number)
    come = await bert.says(f"ik kom {number}")
    assert come.tells(_("You are on the list of {number}.", number=number))
    assert come.tells(_("One working day before it you get the place."))
    assert "gemeentehuis" in await bert.says(number)
    assert "gemeentehuis" not in await bert.says(number, where=await at_december.room("Kamer"))
    assert (await bert.says("maak ongedaan")).tells(_("You say nothing of {number} any more.", number=number))
    assert "gemeentehuis" not in await bert.says(number)
