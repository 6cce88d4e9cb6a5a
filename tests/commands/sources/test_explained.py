"""One fact of a source is told in a sentence; what is not known is said."""

from tests.cafe import Door


async def test_owner_rhythm_and_link_are_told(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.in_turn("bron: Wadikaart Twente van het waterschap elk jaar. Open. https://voorbeeld.nl/kaart", "klopt")
    assert "is van waterschap" in await anna.says("van wie is bron D-1")
    told = await anna.says("hoe vaak komt bron uit D-1")
    assert "elk jaar" in told
    assert "wordt verwacht rond" in told
    assert "voorbeeld.nl/kaart" in await anna.says("wat is de link van bron D-1")
    await anna.says("nieuw bij D-1: de kaart van dit jaar")
    assert "de kaart van dit jaar" in await anna.says("hoe oud is bron D-1")


async def test_what_is_not_known_is_said(door: Door) -> None:
    anna = await door.member("Anna")
    await anna.in_turn("bron: Bodemkaart van de provincie", "klopt")
    assert "Hoe vaak het verschijnt is niet bekend" in await anna.says("hoe vaak komt bron uit D-1")
    told = await anna.says("is bron open D-1")
    assert "weet ik niet: vraag het" in told
    assert "Een link ken ik niet" in told
    assert "Bodemkaart" in await anna.says("bronnen onbekend")
