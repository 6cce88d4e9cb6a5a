"""Whether news went out is told in a sentence."""

from tests.cafe import Door


async def test_news_tells_in_which_digest_it_comes(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.in_turn("nieuws: https://voorbeeld.nl/wadi de wadi's in Twente zijn klaar", "klopt")
    assert "het eerste weekbericht daarna" in await anna.says("staat nieuwsbericht al in het weekbericht U-1")
