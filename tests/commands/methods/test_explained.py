"""What was told of using a way of working, and what it lacks to be a standard, is one sentence."""

from tests.cafe import Door


async def test_uses_and_what_it_lacks_are_told(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert", regions="Twente")
    await anna.in_turn("werkvorm: Praatkaarten, bewoners in Twente laten vertellen. Leg kaarten over elkaar.", "klopt")
    assert "Nog niemand vertelde" in await bert.says("hoe vaak is werkvorm gebruikt F-1")
    assert "nog 3 keer gebruik" in await bert.says("wat mist werkvorm nog voor standaard F-1")
    await bert.says("gebruikt F-1: in Twente, bewoners vertelden meer dan anders")
    told = await anna.says("hoe vaak is werkvorm gebruikt F-1")
    assert "1 keer gebruikt, in Twente" in told
    assert "Bert" not in told
