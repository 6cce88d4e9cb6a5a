"""Where a word comes from is told in a sentence."""

from tests.cafe import Door


async def test_a_proposal_waits_for_a_coordinator_who_settles_it(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await anna.in_turn("begrip wadi: een kuil waar regenwater in zakt", "klopt")
    assert "Jij legde" in await anna.says("wie heeft begrip uitgelegd W-1")
    told = await bert.says("wie heeft begrip uitgelegd W-1")
    assert "Anna" not in told
    assert "een coördinator stelt het vast" in told
    await (await door.coordinator("Kernteam")).says("stel vast W-1")
    assert "vastgesteld sinds" in await bert.says("is begrip al vastgesteld W-1")
    assert "wadi" in await bert.says("begrippen vastgesteld")
