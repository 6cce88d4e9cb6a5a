"""Those that are open are listed where that is asked for, by its phrase and in other words."""

import pytest

from tests.cafe import Door


@pytest.mark.parametrize(
    "line",
    ["open vragen", "open questions", "vragen waar nog niemand op gereageerd heeft", "vragen zonder enige reactie"],
)
async def test_only_what_nobody_answered_is_listed(door: Door, line: str) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    for question in ("Hoe meet je grondwater?", "Hoe houd je water vast?"):
        await anna.in_turn(f"vraag {question}", "ja")
    await bert.says("antwoord K-1: Met peilbuizen.")
    said = await bert.says(line)
    assert "K-2" in said
    assert "K-1" not in said
