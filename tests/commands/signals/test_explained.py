"""One fact of a signal is told in a sentence."""

from storage.vocabulary import Role
from tests.cafe import Door

SIGNAL = "signaal: de vergunning voor een proef duurt in Twente een jaar"


async def test_where_it_stands_who_raised_it_and_what_is_proposed(door: Door) -> None:
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert", regions="Twente")
    await anna.in_turn(SIGNAL, "klopt")
    assert "nog aan niemand voorgelegd" in await bert.says("hoe staat signaal ervoor S-1")
    told = await bert.says("wie meldde signaal S-1")
    assert "Anna" not in told
    assert "Ingebracht door: 1 mens" in told
    assert "nog geen voorstel" in await bert.says("wat is het voorstel bij signaal S-1")
    await bert.says("voorstel S-1: geef een proef een korte vergunning")
    assert "korte vergunning" in await anna.says("wat is het voorstel bij signaal S-1")


async def test_a_decision_is_told_with_its_reason(door: Door) -> None:
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert", regions="Twente")
    steward = await door.coordinator("Stuurgroeplid", role=Role.steward)
    await anna.in_turn(SIGNAL, "klopt")
    await bert.says("voorstel S-1: geef een proef een korte vergunning")
    await (await door.coordinator("Kernteam")).says("leg voor S-1 stuurgroep")
    assert "nog niets besloten" in await bert.says("hoe staat signaal ervoor S-1")
    await steward.in_turn("besluit S-1 overnemen want meer gebieden lopen hierop vast", "klopt")
    told = await bert.says("hoe staat signaal ervoor S-1")
    assert "meer gebieden lopen hierop vast" in told
    assert "nog niet verteld" in told


async def test_what_is_for_another_day_is_not_ended(door: Door) -> None:
    anna, coordinator = await door.member("Anna", regions="Twente"), await door.coordinator("Kernteam")
    await anna.in_turn(SIGNAL, "klopt")
    told = await coordinator.says("niet verder S-1: nu niet, daar komen we na de zomer op terug")
    assert "blijft open" in told
    assert "ontvangen" in await anna.says("S-1")
