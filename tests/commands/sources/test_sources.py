"""Shared sources: whose they are, new issues, and what contradicts them side by side without a side taken."""

from datetime import timedelta

import pytest

from bot.chat.texts import _
from commands.sources.written import months_in, written
from storage.sources import sources
from storage.sources.source import Draft, Openness, State
from tests.cafe import Door, Person, together

MONITOR = "bron: Wadikaart Twente van het waterschap elk jaar. Waar regenwater blijft. Open. https://voorbeeld.nl/kaart"


async def later(door: Door, minutes: int = 15) -> None:
    """Let what waits go out."""
    door.clock.ahead(timedelta(minutes=minutes))
    await door.cafe.work["hearing"]()
    await door.cafe.settled()


async def put(who: Person) -> None:
    await who.in_turn(MONITOR, "klopt")


async def test_owner_rhythm_link_and_openness_are_read_and_a_source_without_owner_is_asked_whose_it_is(
    door: Door,
) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    shown = await anna.says(MONITOR)
    for part in ("Wadikaart Twente", "waterschap", "elk jaar", "Twente", "voorbeeld.nl/kaart"):
        assert part.lower() in shown.lower(), part
    assert (await anna.says("zonder mijn naam")).tells(_("{number} is there, without your name.", number="D-1"))
    card = await bert.says("D-1")
    assert card.tells(_("nothing known"))
    assert "Anna" not in card
    assert (await bert.says("bron: Bodematlas")).tells(_("Whose is it?"))
    assert "provincie" in await bert.says("de provincie")
    assert "D-2" in await bert.says("klopt")
    there = await anna.says("bron: Wadikaart Twente")
    number, rhythm = "D-1", "elk jaar"
    assert there.tells(
        _("That is there already: {number}, of {owner}, {rhythm}.", number=number, owner="waterschap", rhythm=rhythm)
    )
    assert "Waar regenwater blijft" in await anna.says("ja")


async def test_sources_are_listed_by_region_openness_and_words_and_wider_ones_where_there_are_none(door: Door) -> None:
    anna = await door.member("Anna")
    await put(anna)
    country = Draft("Landkaart", "planbureau", regions=frozenset({await door.region("Nederland")}))
    await door.database.write(sources.put, None, country, door.clock())
    assert "D-1" in await anna.says("bronnen Twente open")
    assert "D-2" not in await anna.says("bronnen Twente")
    assert "D-1" not in await anna.says("bronnen niet open")
    wider = await anna.says("bronnen Flevoland")
    assert wider.tells(_("I know none of that region alone. These go over more than that."))
    assert "D-2" in wider
    assert "D-1" in await anna.says("bronnen regenwater")
    assert (await anna.says("bronnen ruimtevaart")).tells(_("I know no source for {words} yet.", words="ruimtevaart"))


async def test_sources_are_listed_by_a_period_beside_all_else(door: Door) -> None:
    anna = await door.member("Anna")
    await put(anna)
    assert "D-1" in await anna.says("bronnen deze maand")
    assert "D-1" in await anna.says("bronnen regenwater dit jaar")
    assert "D-1" not in await anna.says("bronnen vorige maand")
    assert "D-1" not in await anna.says("bronnen Twente vorig jaar")


async def test_what_contradicts_it_stands_beside_it_with_who_says_so_and_no_side_is_taken(door: Door) -> None:
    anna, bert, carla = [await door.member(name) for name in ("Anna", "Bert", "Carla")]
    await put(anna)
    said = await bert.says("spreekt tegen D-1: onze peilbuizen staan hoger")
    assert said.tells(_("Both stand side by side, with who says so. I do not choose."), _("Its keeper hears it."))
    card = await carla.says("D-1")
    assert "Bert" in card
    assert "onze peilbuizen staan hoger" in card
    assert "Waar regenwater blijft" in card
    await later(door)
    await anna.hears("D-1", "onze peilbuizen staan hoger", _("You hear this because you put it."))
    assert not bert.notices
    assert "tegen" in await anna.says("mijn inbreng")
    assert (await bert.says("maak ongedaan")).tells(_("What you told of {number} is taken back.", number="D-1"))
    assert "peilbuizen" not in await carla.says("D-1")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nl", "bronnen tegengesproken Twente"),
        ("nl", "welke bronnen spreken elkaar tegen?"),
        ("nl", "bronnen die elkaar tegenspreken over regenwater"),
        ("en", "which sources contradict each other"),
        ("en", "sources contradicted"),
    ],
)
async def test_those_that_something_contradicts_are_listed(door: Door, language: str, line: str) -> None:
    anna, reader = await door.member("Anna"), await door.member("Lezer", language)
    await put(anna)
    await anna.in_turn("bron: Bodematlas van de provincie. Regenwater in de grond in Twente.", "klopt")
    assert (await reader.says(line)).tells(_("As far as I know nothing contradicts those sources."))
    await anna.says("spreekt tegen D-2: onze meting is lager")
    said = await reader.says(line)
    assert "D-2" in said
    assert "D-1" not in said
    assert "lager" in await reader.says("D-2"), "side by side on its card"


async def test_who_follows_it_hears_of_a_new_issue(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await put(anna)
    await bert.says("volg D-1")
    said = await anna.says("nieuw bij D-1: de kaart van dit jaar is er")
    assert said.tells(_("Who follows it hears that."))
    await later(door)
    await bert.hears("D-1", "de kaart van dit jaar is er", _("You hear this because you follow it."))
    await anna.says("nieuw bij D-1: toch nog een")
    assert (await anna.says("maak ongedaan")).tells(_("What you told of {number} is taken back.", number="D-1"))
    await later(door)
    assert not bert.notices


async def test_its_keeper_is_asked_once_when_an_issue_is_twenty_working_days_late(door: Door) -> None:
    anna = await door.member("Anna")
    await put(anna)
    for days in (364, 14, 28):
        assert not anna.notices
        door.clock.ahead(timedelta(days=days))
        await door.cafe.work["upkeep"]()
        await door.cafe.settled()
    asked = await anna.hears("D-1", _("Is there a new issue?"))
    assert "D-1" in await anna.says("te doen")
    assert (await anna.presses(_("Not yet"), asked)).tells(_("Good. I ask again in a while."))
    assert "D-1" not in await anna.says("te doen")
    door.clock.ahead(timedelta(days=70))
    await door.cafe.work["upkeep"]()
    await door.cafe.settled()
    again = await anna.hears("D-1", _("Is there a new issue?"))
    await anna.presses(_("It is there"), again)
    assert "D-1" in await anna.says("de kaart van dit jaar")
    (held,) = await door.database.read(sources.load, [1])
    assert held.due_at is not None
    assert held.due_at > door.clock() + timedelta(days=300)


async def test_it_is_found_reported_hidden_kept_and_taken_back(door: Door) -> None:
    anna, bert, kern = await door.member("Anna"), await door.member("Bert"), await door.coordinator("Kernteam")
    await put(anna)
    assert "D-1" in await bert.says("wie weet iets over een wadikaart")
    await bert.says("meld D-1 dit klopt niet")
    await kern.does("verberg D-1")
    assert (await bert.says("D-1")).tells(_("{number} is out of sight.", number="D-1"))
    assert "D-1" not in await bert.says("bronnen")
    await kern.does("toon weer D-1")
    await anna.says(f"hoeder D-1 M-{(await bert.member()).id}")
    await bert.says("ik word hoeder van D-1")
    asked = await bert.says("trek in D-1")
    assert asked.tells(_("Take back {number}, which somebody else put?", number="D-1"))
    assert (await bert.says("ja")).tells(_("{number} is withdrawn.", number="D-1"))
    assert "D-1" not in await anna.says("wie weet iets over een wadikaart")
    assert (await bert.says("maak ongedaan D-1")).tells(_("{number} is there again.", number="D-1"))


async def test_two_who_take_it_back_at_once_do_so_once(door: Door) -> None:
    anna, kern = await door.member("Anna"), await door.coordinator("Kernteam")
    await put(anna)
    await kern.says("trek in D-1")
    said = await together(anna.says("trek in D-1"), kern.says("ja"))
    assert sum(each.tells(_("{number} is withdrawn.", number="D-1")) for each in said) >= 1
    assert (await door.database.read(sources.load, [1]))[0].state is State.withdrawn


async def test_the_digest_tells_of_a_new_source_and_a_new_issue_once(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert", regions="Twente")
    await bert.says("weekbericht aan maandag 09:00")
    await put(anna)
    for _week in range(2):
        door.clock.ahead(timedelta(days=7, hours=3))
        await door.cafe.digests.make_due()
        await door.cafe.settled()
    await door.far.until(lambda: any("D-1" in each for each in door.heard_in(bert.chat)), "the digest")
    told = [each for each in door.heard_in(bert.chat) if "D-1" in each]
    assert len(told) == 1
    assert told[0].tells(_("Maps and figures"))


async def test_who_is_forgotten_leaves_what_contradicts_without_them(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await put(anna)
    await bert.says("spreekt tegen D-1: onze peilbuizen staan hoger")
    await bert.in_turn("vergeet mij", "blijven", "ja")
    await door.cafe.settled()
    card = await anna.says("D-1")
    assert "onze peilbuizen staan hoger" in card
    assert "Bert" not in card
    await anna.in_turn("vergeet mij", "alles weg", "ja")
    await door.cafe.settled()
    assert "Wadikaart" not in await (await door.member("Carla")).says("D-1")


@pytest.mark.parametrize(
    ("rhythm", "months"),
    [
        ("elke twee jaar", 24),
        ("ongeveer elke drie jaar", 36),
        ("elk jaar", 12),
        ("elk half jaar", 6),
        ("per kwartaal", 3),
        ("maandelijks", 1),
        ("every two years", 24),
        ("eenmalig", None),
        ("tijdens de proef", None),
        ("", None),
    ],
)
def test_a_rhythm_is_read_from_its_words(rhythm: str, months: int | None) -> None:
    assert months_in(rhythm) == months


def test_a_source_is_read_from_a_sentence() -> None:
    read = written("Monitor NOVI van het PBL elke twee jaar")
    assert (read.title, read.owner, read.rhythm, read.months) == ("Monitor NOVI", "PBL", "elke twee jaar", 24)
    read = written("Staat van het milieu van het ministerie, niet open")
    assert (read.title, read.owner, read.openness) == ("Staat van het milieu", "ministerie", Openness.closed)
    assert written("monitor NOVI by PBL every two years").owner == "PBL"
    assert written("Bodematlas").owner == ""


async def test_a_second_page_is_reached_by_its_button(door: Door) -> None:
    anna, regions = await door.member("Anna"), frozenset({await door.region("Twente")})
    for n in range(8):
        await door.database.write(sources.put, None, Draft(f"Kaart {n}", "provincie", regions=regions), door.clock())
    first = await anna.says("bronnen Twente")
    assert "Kaart 7" in first
    second = await anna.presses(_("More"), first)
    assert "Kaart 0" in second
    assert "Kaart 7" not in second


async def test_of_a_sentence_the_words_that_sources_hold_are_looked_for_and_the_others_told(door: Door) -> None:
    anna = await door.member("Anna")
    await put(anna)
    said = await anna.says("bronnen regenwater paddenstoelen Twente")
    assert "D-1" in said
    assert "paddenstoelen" in said
    none = await anna.says("bronnen paddenstoelen")
    assert none.tells(_("I know no source for {words} yet.", words="paddenstoelen"))
