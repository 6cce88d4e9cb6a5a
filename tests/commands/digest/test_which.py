"""Which questions come in a digest is said in a few words: what they need, how far that is there, whose they are."""

from datetime import timedelta

from bot.chat.texts import _
from tests.cafe import Door
from tests.commands.digest.test_digest import MONDAY, ON, digest_in
from tests.commands.questions.test_questions import put


async def test_of_questions_only_those_come_and_all_else_comes_too(door: Door) -> None:
    reader, hub = await door.member("Lezer"), await door.member("Hub", organisation="Hub Twente")
    asker = await door.member("Adviseur", organisation="Waterschap Vechtstromen", organisation_kind="waterschap")
    unnamed = await door.member("Ander", organisation="Waterschap Vechtstromen", organisation_kind="waterschap")
    await reader.says(ON["nl"])
    await put(hub, "Wie meet de bodemdaling in het veen?")
    await put(asker, "Hoe houden we het grondwater schoon?")
    await put(unnamed, "Wat kost een sensor voor water?")
    await unnamed.says("zonder naam K-3")
    await hub.says("K-1: praktijkkennis, ontwikkelen")
    await asker.in_turn("les: de planning ging mis, want alle inspraak viel op dezelfde avond", "ja")
    door.clock.ahead(timedelta(hours=1))

    async def told(line: str) -> set[str]:
        await reader.says(line)
        said = await reader.says("weekbericht bekijken")
        assert "inspraak" in said, "what is no question comes in any case"
        return {number for number in ("K-1", "K-2", "K-3") if number in said}

    assert await told("weekbericht alleen praktijkkennis") == {"K-1"}
    assert await told("weekbericht alleen praktijkkennis elders halen") == set()
    assert await told("weekbericht alleen waterschap Vechtstromen") == {"K-2"}, "who asked without a name is left out"
    shown = await reader.says("weekbericht")
    assert shown.tells(_("Of questions only"))
    assert "Vechtstromen" in shown
    digest = await digest_in(door, reader.chat, MONDAY)
    assert "grondwater" in digest
    assert "bodemdaling" not in digest
    assert (await reader.says("weekbericht alleen alle vragen")).tells(
        _("All questions on your regions and themes come in the digest.")
    )


async def test_a_word_that_says_nothing_of_questions_is_named(door: Door) -> None:
    reader = await door.member("Lezer")
    await reader.says(ON["nl"])
    refused = await reader.says("weekbericht alleen ruimtevaart")
    assert "ruimtevaart" in refused
    assert not (await reader.says("weekbericht")).tells(_("Of questions only"))
    part = await reader.says("weekbericht alleen regionaal, praktijkkennis ruimtevaart")
    assert "praktijkkennis en regionaal" in part
    assert "ruimtevaart" in part
    assert (await reader.says("weekbericht")).tells(_("practice knowledge"))
