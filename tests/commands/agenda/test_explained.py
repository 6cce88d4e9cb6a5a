"""One fact of an agenda item is told in a sentence, and "nobody yet" is said."""

import pytest

from tests.cafe import Door


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("hoeveel steun heeft punt G-1", "Nog niemand steunt G-1"),
        ("wie werkt er aan punt G-1", "Nog niemand werkt aan G-1"),
        ("hoe staat punt ervoor G-1", "beslist erover"),
        ("welke punten hebben de meeste steun", "Nog niemand steunt een agendapunt"),
    ],
)
async def test_a_new_proposal_has_nobody_yet(door: Door, asked: str, answer: str) -> None:
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert", regions="Twente")
    await anna.in_turn("zet op de agenda: hoe houden we het dorpshuis open in Twente", "klopt")
    assert answer in await bert.says(asked)


async def test_who_supports_it_is_counted_and_who_put_it_hears_that_it_was_they(door: Door) -> None:
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert", regions="Twente")
    await anna.in_turn("zet op de agenda: hoe houden we het dorpshuis open in Twente", "klopt")
    await bert.says("steun G-1")
    assert "Jij bent daarbij" in await bert.says("hoeveel steun heeft punt G-1")
    assert "G-1 (" in await anna.says("welke punten hebben de meeste steun")
    assert "bracht je zelf in" in await anna.says("wie bracht punt in G-1")
    told = await bert.says("wie bracht punt in G-1")
    assert "Anna" not in told
    assert "laat ik aan deelnemers niet zien" in told
