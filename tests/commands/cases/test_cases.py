"""Cases: brought in with a question, thought along with, followed, compared, kept in a circle, and learnt from."""

from datetime import timedelta

import pytest

from bot.chat.texts import _, _n
from bot.command.command import Commands, Context
from bot.things.circles import Circle
from bot.topic import Topic, Topics
from storage.cases import cases
from storage.cases.case import Draft
from storage.database.database import Database
from storage.links import Thing
from tests.cafe import ALL, Door, Person, together
from tests.small_map import draw

HALL = "het dorpshuis in Twente als plek voor oud en jong"
ASKED = "hoe betaal je het na het eerste jaar?"
ONLY = _("This case is only for the group in which it is discussed.")


async def later(door: Door, minutes: int = 15) -> None:
    """Let what waits go out."""
    door.clock.ahead(timedelta(minutes=minutes))
    await door.cafe.work["hearing"]()
    await door.cafe.settled()


async def brought(who: Person) -> None:
    await who.in_turn(f"casus: {HALL}, {ASKED}", "klopt")


async def test_a_case_asks_what_one_wants_to_know_unless_its_words_do(door: Door) -> None:
    anna = await door.member("Anna")
    assert (await anna.says(f"casus: {HALL}")).tells(_("What do you want to know of others?"))
    shown = await anna.says(ASKED)
    assert shown.tells(_("This is how I put it:"), HALL, ASKED, _("All members see it."))
    assert (await anna.says("klopt")).tells(_("{number} is put in.", number="C-1"))
    at_once = await anna.says(f"casus: Molenbeek in Salland. {ASKED}")
    assert at_once.tells(_("This is how I put it:"), ASKED)
    assert "Salland" in at_once
    put = await anna.says("zonder mijn naam")
    assert put.tells(_("{number} is put in, without your name.", number="C-2"))
    assert "Anna" not in await (await door.member("Bert")).says("C-2")


async def test_who_brought_it_in_hears_who_thinks_along_and_they_hear_how_it_ends(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await brought(anna)
    thought = await bert.says("denk mee C-1: bij ons huurt de huisarts een kamer")
    assert thought.tells(_("Who put it in hears that."))
    await later(door)
    await anna.hears("C-1", "bij ons huurt de huisarts een kamer", _("You hear this because you put it in."))
    assert not bert.notices, "never who did it"
    assert "huisarts" in await anna.says("C-1")
    refused = await bert.says("moment C-1: het ging door")
    assert refused.tells(_("Who keeps {number} does this, or a coordinator of its region.", number="C-1"))
    moved = await anna.says("moment C-1: de gemeente doet mee")
    assert moved.tells(_n("{n} person who took part hears it.", "{n} people who took part hear it.", 1))
    ended = await anna.says("rond af C-1: de huisarts betaalt de helft van de kosten")
    assert ended.tells(_("{number} is finished.", number="C-1"), _("What did we learn?"))
    assert "Als les delen" in ended.buttons
    await later(door)
    await bert.hears("C-1", "de helft van de kosten", _("You hear this because you thought along."))
    assert "dacht mee: afgerond" in await bert.says("mijn inbreng")
    shown = await anna.presses(_("Share as a lesson"), ended)
    assert shown.tells(_("Which of the four is it?"))


@pytest.mark.parametrize(
    "line", ["er is nieuws over C-1: de huisarts komt erin", "er is iets nieuws bij C-1: de huisarts komt erin"]
)
async def test_news_of_a_case_is_told_without_the_words_that_lead_to_it(door: Door, line: str) -> None:
    anna = await door.member("Anna")
    await brought(anna)
    await anna.says(line)
    held = await door.database.read(cases.get_one, 1)
    assert [each.text for each in held.moments] == ["de huisarts komt erin"]


async def test_what_was_done_is_undone(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await brought(anna)
    await bert.says("denk mee C-1: bij ons huurt de huisarts een kamer")
    assert (await bert.says("maak ongedaan")).tells(_("What you thought stands with {number} no longer.", number="C-1"))
    await anna.says("rond af C-1: het kwam er niet van")
    assert (await anna.says("maak ongedaan C-1")).tells(_("{number} is as it was.", number="C-1"))
    await later(door)
    assert not bert.notices
    assert not anna.notices
    assert "afgerond" not in await anna.says("C-1")


async def test_two_cases_stand_side_by_side_and_what_misses_is_asked_of_the_keeper_once(door: Door) -> None:
    anna, bert, carla = [await door.member(name) for name in ("Anna", "Bert", "Carla")]
    await brought(anna)
    await bert.in_turn(f"casus: Molenbeek in Salland. {ASKED}", "klopt")
    for told in ("wat verandert er: er komt een zaal bij", "wie draagt het: een stichting van bewoners"):
        await anna.says(f"vul casus in C-1 {told}")
    shown = await carla.says("vergelijk C-1 C-2")
    assert shown.tells(_("Three questions side by side."), "een stichting van bewoners")
    asked = await bert.hears(
        "C-2", _("Somebody compared {number} {title}. What misses?", number="C-2", title="Molenbeek in Salland")
    )
    assert "wie draagt het" in str(asked.buttons).lower()
    await carla.says("vergelijk C-1 C-2")
    await door.cafe.settled()
    assert not bert.notices, "once"
    assert (await carla.says("vergelijk C-1 C-1")).tells(_("Name two different cases to compare."))


@pytest.mark.parametrize(
    "line",
    [
        "vergelijk {one} en {other}",
        "vergelijk casus Dorpshuis met Molenbeek",
        "vergelijk Dorpshuis en {other}",
        "kun je {one} eens met {other} vergelijken",
        "compare Dorpshuis and Molenbeek",
    ],
)
async def test_two_cases_are_named_by_number_or_title_with_a_word_between_them(understanding: Door, line: str) -> None:
    door = understanding
    anna = await door.member("Anna")
    put = [
        await door.database.write(cases.put, (await anna.member()).id, Draft(name, f"{name}.", ASKED), door.clock())
        for name in ("Dorpshuis", "Molenbeek")
    ]
    shown = await anna.says(line.format(one=put[0].number, other=put[1].number))
    assert shown.tells(_("{one} beside {other}", one="Dorpshuis", other="Molenbeek"))


async def test_a_case_is_listed_found_followed_reported_and_hidden(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    coordinates = await door.coordinator("Coördinator")
    await brought(anna)
    assert "C-1" in await bert.says("casussen Twente")
    unknown = await bert.says("casussen ruimtevaart")
    assert "uimtevaart" in unknown
    assert "C-1" in await bert.says("wie weet iets over een dorpshuis")
    await bert.says("volg C-1")
    await anna.says("moment C-1: de gemeente doet mee")
    await later(door)
    await bert.hears("C-1", _("You hear this because you follow it."))
    await bert.says("meld C-1 dit klopt niet")
    await coordinates.does("verberg C-1")
    assert (await bert.says("C-1")).tells(_("{number} is not shown.", number="C-1"))
    assert "C-1" not in await bert.says("casussen Twente")
    await coordinates.does("toon weer C-1")
    assert "C-1" in await bert.says("casussen Twente")


async def test_who_keeps_a_case_is_asked_how_it_goes_every_three_months_once_and_what_was_learnt(door: Door) -> None:
    anna, coordinates = await door.member("Anna"), await door.coordinator("Coördinator")
    await brought(anna)
    door.clock.ahead(timedelta(days=8))
    assert (await coordinates.says("te doen")).tells(_("nobody thought along yet"))
    door.clock.ahead(timedelta(days=90))
    await door.cafe.work["upkeep"]()
    await door.cafe.settled()
    asked = await anna.hears("C-1", _("How does it go?"))
    door.clock.ahead(timedelta(days=21))
    await door.cafe.work["upkeep"]()
    await door.cafe.settled()
    assert not anna.notices, "once"
    await anna.presses(_("How it goes"), asked)
    assert "C-1" in await anna.says("de gemeente doet mee")
    door.clock.ahead(timedelta(days=280))
    await door.cafe.work["upkeep"]()
    await door.cafe.settled()
    await anna.hears("C-1", _("What did we learn?"))


async def test_the_digest_tells_of_a_new_case_and_of_what_came_of_one(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert", regions="Twente")
    await bert.says("weekbericht aan maandag 09:00")
    await brought(anna)
    door.clock.ahead(timedelta(days=7, hours=3))
    await door.cafe.digests.make_due()
    await door.cafe.settled()
    await door.far.until(lambda: any("C-1" in each for each in door.heard_in(bert.chat)), "the digest")
    told = next(each for each in door.heard_in(bert.chat) if "C-1" in each)
    assert told.tells(_("Cases to think along with"))
    assert "dorpshuis" in told
    assert not [each for each in anna.notices if "C-1" in each]


@pytest.fixture
async def closed(database: Database) -> tuple[Commands, set[str]]:
    """A Café in which some are in a closed circle that another topic keeps."""
    await database.write(draw)
    within: set[str] = set()

    async def mine(ctx: Context) -> frozenset[int]:
        return frozenset({7} if ctx.member.name in within else ())

    return Commands(ALL.all, Topics((*ALL.topics.topics, Topic("extra", Circle("circle", mine))))), within


async def test_a_case_of_a_closed_circle_is_seen_by_nobody_else(
    database: Database, closed: tuple[Commands, set[str]]
) -> None:
    known, within = closed
    async with Door(database, known=known) as door:
        anna, bert, carla = [await door.member(name) for name in ("Anna", "Bert", "Carla")]
        coordinates = await door.coordinator("Coördinator")
        within |= {"Anna", "Bert"}
        await brought(anna)
        await door.database.write(cases.restrict, 1, Thing("circle", 7), door.clock())
        assert HALL in await bert.says("C-1")
        assert (await bert.says("denk mee C-1: dat kan")).tells(_("Who put it in hears that."))
        room = await door.room("Kanaal")
        for who, where in ((carla, None), (coordinates, None), (bert, room)):
            assert (await who.says("C-1", where=where)).tells(ONLY)
        for line in ("casussen Twente", "wie weet iets over een dorpshuis", "te doen", "meld C-1 weg", "volg C-1"):
            assert "oud en jong" not in await carla.says(line)
            assert "oud en jong" not in await coordinates.says(line)
        assert (await carla.says("denk mee C-1: ik ook")).tells(ONLY)
        assert not (await coordinates.says("casus voor iedereen C-1")).tells(
            _("All members see {number} now.", number="C-1")
        )
        await anna.in_turn("casus voor iedereen C-1", "ja")
        assert HALL in await carla.says("C-1"), "its keeper said so"


async def test_two_who_finish_it_at_once_finish_it_once(door: Door) -> None:
    anna, coordinates = await door.member("Anna"), await door.coordinator("Coördinator")
    await brought(anna)
    said = await together(
        anna.says("rond af C-1: het dorpshuis staat"), coordinates.surely("rond af C-1: er kwam niets van terecht")
    )
    assert sum(each.tells(_("{number} is finished.", number="C-1")) for each in said) == 1


async def test_who_is_forgotten_leaves_what_others_thought_along_with(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await brought(anna)
    await bert.says("denk mee C-1: bij ons huurt de huisarts een kamer")
    await bert.in_turn("vergeet mij", "blijven", "ja")
    await door.cafe.settled()
    assert "huisarts" in await anna.says("C-1")
    await anna.in_turn(f"casus: Molenbeek in Salland. {ASKED}", "klopt")
    await anna.in_turn("vergeet mij", "alles weg", "ja")
    await door.cafe.settled()
    carla = await door.member("Carla")
    assert (await carla.says("C-1")).tells(_("{number} was taken back.", number="C-1"))
    assert (await carla.says("C-2")).tells(_("Case {number} does not exist.", number="C-2"))


async def test_a_case_from_a_list_has_no_maker_and_its_coordinator_keeps_it(door: Door) -> None:
    draft = Draft("Broekheurne", "Een gebied ontwikkelen.", regions=frozenset({await door.region("Twente")}))
    case = await door.database.write(cases.put, None, draft, door.clock())
    assert case.maker_id is None
    coordinates = await door.coordinator("Coördinator")
    assert "C-1" in await coordinates.says("moment C-1: er is een plan")
