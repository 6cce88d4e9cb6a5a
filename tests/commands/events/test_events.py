"""Meetings: announced in one message, moved, cancelled; who comes hears it, and has it in their calendar."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.texts import _, _n
from storage.events import attendance, meetings
from storage.messaging import conversations
from tests.cafe import Door, Person

CROWD = 200
CAFE = "bijeenkomst: wereldcafé over water in Twente op 15 december om 13 uur"


async def later(door: Door, minutes: int = 15) -> None:
    """Let what waits go out."""
    door.clock.ahead(timedelta(minutes=minutes))
    await door.cafe.work["hearing"]()
    await door.cafe.settled()


async def announce(who: Person, text: str = CAFE, where: str = "gemeentehuis Almelo, het wordt een advies") -> str:
    """Announce a meeting: its number."""
    said = await who.in_turn(text, where, "klopt")
    return next(word for word in re.split(r"[\s.:]+", said) if word.startswith("B-"))


@pytest.fixture
def at_december(door: Door) -> Door:
    door.clock.now = datetime(2026, 12, 1, 9, tzinfo=UTC)
    return door


@pytest.mark.parametrize("said", ["14u-16u", "14 - 16 uur", "14:00-16:00", "van 14 tot 16 uur", "2pm - 4pm"])
async def test_from_when_until_when_is_read_however_it_is_written(at_december: Door, said: str) -> None:
    anna = await at_december.member("Anna")
    read = await anna.says(f"bijeenkomst: overleg over water in Twente op 15 december {said}")
    assert "dinsdag 15 december 2026, 14.00-16.00" in read
    assert said not in read


async def test_it_is_read_said_back_in_full_and_announced_by_one_press(at_december: Door) -> None:
    anna = await at_december.member("Anna")
    read = await anna.says(CAFE)
    assert "Ik lees: dinsdag 15 december 2026, 13.00-14.30; Twente; " in read
    assert read.tells(_("Where is it, and what is done with what comes of it?"))
    shown = await anna.says("gemeentehuis Almelo, het wordt een advies aan de hub")
    assert shown.tells(_("This is how I put it:"), "Wereldcafé over water", "gemeentehuis Almelo")
    assert "Wat gebeurt ermee: het wordt een advies aan de hub." in shown
    assert shown.tells(_("All members see it. Who comes gets the place."))
    assert shown.buttons[:2] == ["Klopt", "Wijzig"]
    said = await anna.says("klopt")
    when = "dinsdag 15 december 2026, 13.00-14.30"
    assert said.tells(_("{number} is planned: {when}.", number="B-1", when=when))
    card = await anna.says("B-1")
    assert card.tells("B-1 · dinsdag 15 december 2026, 13.00-14.30", _("What is done with it"))
    assert (await anna.says("maak ongedaan")).tells(_("{number} is withdrawn.", number="B-1"))


async def test_the_place_is_for_who_comes(at_december: Door) -> None:
    anna, bert = await at_december.member("Anna"), await at_december.member("Bert")
    number = await announce(anna)
    assert "gemeentehuis" not in await bert.says(number)
    come = await bert.says(f"ik kom {number}")
    assert come.tells(_("You are on the list of {number}.", number=number))
    assert come.tells(_("One working day before it you get the place."))
    assert "gemeentehuis" in await bert.says(number)
    assert "gemeentehuis" not in await bert.says(number, where=await at_december.room("Kamer"))
    assert (await bert.says("maak ongedaan")).tells(_("You say nothing of {number} any more.", number=number))
    assert "gemeentehuis" not in await bert.says(number)


async def test_a_change_at_the_proposal_is_heard(at_december: Door) -> None:
    anna = await at_december.member("Anna")
    await anna.in_turn(CAFE, "overslaan")
    shown = await anna.says("liever woensdag 16 december om half drie")
    assert "woensdag 16 december 2026, 14.30-16.00" in shown.lower()
    again = await anna.says("Salland")
    assert "Salland" in again
    assert "16 december 2026, 14.30" in again
    said = await anna.says("nee")
    assert "B-1" not in said
    await anna.says("stop")
    assert (await anna.says("bijeenkomsten")).tells(_("No meeting is planned yet."))


@pytest.mark.parametrize(
    "other", ["nee 15 uur", "nee, om 15 uur", "toch liever 15 uur", "om 15 uur", "maak er 15 uur van"]
)
async def test_where_the_place_is_asked_another_time_is_no_place(at_december: Door, other: str) -> None:
    anna = await at_december.member("Anna")
    await anna.says(CAFE)
    asked = await anna.says(other)
    assert "dinsdag 15 december 2026, 15.00-16.30" in asked
    assert asked.tells(_("Where is it, and what is done with what comes of it?"))
    asked = await anna.says("nee, woensdag")
    assert "woensdag 16 december 2026, 15.00-16.30" in asked
    shown = await anna.says("gemeentehuis Almelo, 16 uur, we maken er een plan van voor 1 maart")
    assert "oensdag 16 december 2026, 16.00-17.30; gemeentehuis Almelo; " in shown
    assert "Wat gebeurt ermee: we maken er een plan van voor 1 maart." in shown
    shown = await anna.says("toch liever donderdag")
    assert "onderdag 17 december 2026, 16.00-17.30; gemeentehuis Almelo; " in shown
    said = await anna.says("klopt")
    assert said.tells("B-1", "donderdag 17 december 2026, 16.00-17.30")


async def test_in_english_too_another_time_is_no_place(at_december: Door) -> None:
    bea = await at_december.member("Bea", "en")
    await bea.says("meeting: groundwater on 15 December at 2 pm")
    assert "15:00-16:30" in await bea.says("no, 3 pm")
    assert "15:00-16:30; town hall" in await bea.says("town hall, it becomes advice to the hub")
    assert "16:00-17:30; town hall" in await bea.says("make it 4 pm")
    assert (await bea.says("yes")).tells("B-1", "Tuesday 15 December 2026, 16:00-17:30")


@pytest.mark.parametrize(
    "line",
    [
        "plan een bijeenkomst in voor dinsdag 15 december 13.30 in het provinciehuis, over bodem",
        "bijeenkomst: bodem, 15 december 2026, 13.30",
        "meeting: soil on 15 December 13.30",
    ],
)
async def test_a_time_with_a_point_stands_behind_its_day(at_december: Door, line: str) -> None:
    anna = await at_december.member("Anna")
    assert "dinsdag 15 december 2026, 13.30-15.00" in await anna.says(line)


async def test_a_week_is_half_a_day_and_the_day_is_asked(at_december: Door) -> None:
    anna = await at_december.member("Anna")
    await anna.says("bijeenkomst: grondwater in Twente")
    assert (await anna.says("volgende week")).tells(
        _("Which day that week? From {day}.", day="maandag 7 december 2026")
    )
    assert "donderdag 10 december 2026, 14.00" in await anna.says("donderdag 14 uur")


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("bijeenkomst: overleg op 31 februari", _("There is no such day. Which day do you mean?")),
        ("bijeenkomst: overleg over water", _("On which day, and at what time?")),
        ("bijeenkomst: overleg eind januari", _("Which day then?")),
        (
            "bijeenkomst: overleg op maandag 15 december",
            _("The day of the week is not that of the date. Which day do you mean?"),
        ),
        (
            "bijeenkomst: overleg 15 december van 15.00 tot 13.00 uur",
            _("It would end before it begins. From when until when is it?"),
        ),
        ("bijeenkomst: terugblik op 1 juli 2026", _("That has been already. Do you want to place a report?")),
    ],
)
async def test_a_day_that_is_unclear_is_asked_and_the_text_kept(at_december: Door, line: str, asked: object) -> None:
    anna = await at_december.member("Anna")
    assert (await anna.says(line)).tells(asked)  # type: ignore[arg-type]  # a Msg
    read = await anna.says("dinsdag 15 december 13 uur")
    assert "dinsdag 15 december 2026, 13.00-14.30" in read


async def test_who_comes_hears_at_once_that_it_is_moved_or_cancelled(at_december: Door) -> None:
    anna, bert = await at_december.member("Anna"), await at_december.member("Bert")
    number = await announce(anna, "bijeenkomst: overleg water morgen om 13 uur")
    await bert.says(f"ik kom {number}")
    asked = await anna.says(f"verplaats {number} naar 15 uur")
    assert "woensdag 2 december 2026, 13.00-14.30 → woensdag 2 december 2026, 15.00-16.30" in asked
    moved = await anna.says("ja")
    at = "woensdag 2 december 2026, 15.00-16.30"
    assert moved.tells(_("{number} is moved: {when}.", number=number, when=at))
    await bert.hears("15.00-16.30", _("You hear this because you come."))
    assert (await anna.says("maak ongedaan")).tells(_("{number} is when it was.", number=number))
    assert "13.00-14.30" in await bert.says(number)
    refused = await bert.says(f"afgelast {number}: geen zin")
    assert refused.tells(_("Only who holds {number} can do this, or a coordinator of its region.", number=number))
    await anna.in_turn(f"{number} gaat niet door, de zaal is dicht", "ja")
    await bert.hears(_("cancelled, because: {why}", why="de zaal is dicht"))
    told = _("{number} is cancelled: {why}", number=number, why="de zaal is dicht")
    assert (await bert.says(f"ik kom {number}")).tells(told)
    assert "de zaal is dicht" in await bert.says("mijn inbreng")


async def test_what_is_far_ahead_is_told_in_office_hours_and_once(at_december: Door) -> None:
    anna, bert = await at_december.member("Anna"), await at_december.member("Bert")
    number = await announce(anna)
    await bert.says(f"ik kom {number}")
    await anna.in_turn(f"verplaats {number} naar 16 december 10 uur", "ja")
    await anna.in_turn(f"verplaats {number} naar 17 december 10 uur", "ja")
    assert not bert.notices
    await later(at_december)
    heard = await bert.hears(number, "17 december")
    assert "16 december" in heard, "acts within ten minutes are one notice"
    await later(at_december)
    assert not bert.notices


async def test_a_moved_meeting_reaches_who_said_yes_in_that_moment(at_december: Door) -> None:
    """They saw it as it was: what they were not told, the clock tells them, once."""
    anna, bert = await at_december.member("Anna"), await at_december.member("Bert")
    number = await announce(anna)
    me = await bert.member()
    await anna.in_turn(f"verplaats {number} naar 16 december 10 uur", "ja")
    await at_december.database.write(attendance.say, 1, me.id, 0, at_december.clock(), coming=True)
    assert await at_december.cafe.work["meetings"]() == 1
    assert await at_december.cafe.work["meetings"]() == 0
    await at_december.cafe.settled()
    await bert.hears(number, "woensdag 16 december 2026, 10.00-11.30")


async def test_two_hundred_say_yes_while_it_is_moved_and_nobody_is_lost(at_december: Door) -> None:
    door = at_december
    anna = await door.member("Anna")
    number = await announce(anna)
    people = [await door.member(f"Deelnemer {each}") for each in range(CROWD)]
    await anna.says(f"verplaats {number} naar 16 december 10 uur")
    events = [each.message(f"ik kom {number}") for each in people]
    half = CROWD // 2
    await door.at_once(*events[:half], anna.message("ja"), *events[half:])
    door.clock.ahead(timedelta(minutes=15))
    await door.cafe.work["meetings"]()
    await door.cafe.work["hearing"]()
    await door.cafe.settled()
    assert len(await door.database.read(attendance.coming, 1)) == CROWD
    for each in people:
        said = "\n".join(one for one in door.far.sent if one.conversation.key == each.chat.key)
        saw_new = "16 december" in said
        told = await door.database.read(attendance.of_member, 1, (await each.member()).id)
        assert told
        assert saw_new or told.told_sequence >= 1, "each saw it as it is, or was told"


async def test_the_place_comes_a_working_day_before_it_once(at_december: Door) -> None:
    anna, bert = await at_december.member("Anna"), await at_december.member("Bert")
    number = await announce(anna, "bijeenkomst: overleg water op maandag 14 december om 13 uur")
    await bert.says(f"ik kom {number}")
    at_december.clock.now = datetime(2026, 12, 10, 9, tzinfo=UTC)
    await at_december.cafe.work["meetings"]()
    await at_december.cafe.settled()
    assert not [each for each in bert.notices if "Almelo" in each]
    at_december.clock.now = datetime(2026, 12, 11, 9, tzinfo=UTC)
    for _again in range(2):
        await at_december.cafe.work["meetings"]()
        await at_december.cafe.settled()
    told = await bert.hears("gemeentehuis Almelo", _("You hear this because you come."))
    assert "maandag 14 december" in told
    assert not [each for each in bert.notices if "Almelo" in each]


async def test_after_it_who_was_there_says_what_it_was_worth_and_the_host_reads_it_from_five(at_december: Door) -> None:
    door = at_december
    anna = await door.member("Anna")
    number = await announce(anna, "bijeenkomst: overleg water morgen om 13 uur")
    people = [await door.member(f"Deelnemer {each}") for each in range(5)]
    for each in people:
        await each.says(f"ik kom {number}")
    door.clock.now = datetime(2026, 12, 2, 14, tzinfo=UTC)
    await door.cafe.work["meetings"]()
    await door.cafe.settled()
    assert (await people[0].says(f"ik kom {number}")).tells(_("{number} has been already.", number=number))
    for each in people:
        asked = await each.hears(_("Was {number} worth your time? 1 is no, 5 is very much.", number=number))
        if each is people[-1]:
            assert "van 5" not in await anna.says(number)
        await each.presses("4", asked)
    await people[0].says(f"waard {number} 4: fijn gesprek")
    card = await anna.says(number)
    assert "4 van 5, zeiden 5 mensen: fijn gesprek" in card
    assert "van 5" not in await people[1].says(number)
    assert (await anna.says(f"waard {number} 3")).tells(_("Only who was at {number} can say that.", number=number))


async def test_lines_of_a_report_become_things_and_go_with_it(at_december: Door) -> None:
    door = at_december
    anna, bert = await door.member("Anna", regions="Twente"), await door.member("Bert")
    number = await announce(anna, "bijeenkomst: overleg water morgen om 13 uur")
    await bert.says(f"ik kom {number}")
    assert (await anna.says(f"verslag {number}: alvast")).tells(
        _("{number} is still to come. Its report comes after it.", number=number)
    )
    door.clock.now = datetime(2026, 12, 2, 15, tzinfo=UTC)
    lines = ("We spraken over de beek", "les: met een kaart op tafel lukt het beter")
    text = "\n".join((*lines, "signaal: twee loketten sturen je door", "actie: ik bel het waterschap"))
    shown = await anna.says(f"verslag {number}: {text}")
    assert "1 les en 1 signaal" in shown
    said = await anna.says("klopt")
    assert said.tells(_("The report of {number} stands.", number=number), "L-1", "S-1")
    assert number in await anna.says("L-1")
    assert "bel het waterschap" in await anna.says("mijn huiswerk")
    await later(door)
    await bert.hears("We spraken over de beek")
    assert number in await bert.says("wie weet iets over de beek")
    assert (await anna.says("maak ongedaan")).tells(_("The report of {number} is taken back.", number=number))
    assert "kaart op tafel" not in await bert.says("L-1")
    assert (await anna.says("mijn huiswerk")).tells(_("You have no homework for a meeting."))


async def test_homework_is_reminded_of_three_working_days_before(at_december: Door) -> None:
    anna, bert = await at_december.member("Anna"), await at_december.member("Bert")
    number = await announce(anna)
    await bert.in_turn(f"ik kom {number}", f"ik doe voor {number}: ik zoek de kaart op")
    assert "ik zoek de kaart op" in await bert.says(number)
    assert "ik zoek de kaart op" not in await anna.says(number)
    at_december.clock.now = datetime(2026, 12, 10, 9, tzinfo=UTC)
    await at_december.cafe.work["meetings"]()
    await at_december.cafe.settled()
    asked = await bert.hears("ik zoek de kaart op", _("You hear this because you said that you do it."))
    await bert.presses(_("Done"), asked)
    assert (await bert.says("mijn huiswerk")).tells(_("You have no homework for a meeting."))


async def test_a_thing_of_any_topic_goes_on_the_programme_by_its_number(at_december: Door) -> None:
    anna, bert = await at_december.member("Anna"), await at_december.member("Bert")
    number = await announce(anna)
    await bert.in_turn("vraag Hoe diep mag een drainage liggen?", "ja")
    said = await bert.says(f"agendeer K-1 bij {number}")
    assert said.tells(_("{thing} is on the programme of {number}.", thing="K-1", number=number))
    assert "drainage" in await anna.says(number)
    assert number in await anna.says("K-1")
    assert (await bert.says("maak ongedaan")).tells(
        _("{thing} is off the programme of {number}.", thing="K-1", number=number)
    )
    await bert.in_turn("casus: het dorpshuis in Twente als plek voor oud en jong, hoe betaal je het?", "klopt")
    await bert.says(f"agendeer C-1 bij {number}")
    at_december.clock.now = datetime(2026, 12, 16, 9, tzinfo=UTC)
    await anna.in_turn(f"verslag {number}: we dachten mee over de huur van het dorpshuis", "klopt")
    assert "besproken" in await bert.says("C-1")


async def test_the_host_hears_who_comes_in_one_list_a_day(at_december: Door) -> None:
    anna, bert = await at_december.member("Anna"), await at_december.member("Bert")
    number = await announce(anna)
    carla = await at_december.member("Carla")
    await bert.says(f"ik kom {number}")
    await carla.says(f"ik kom niet {number}")
    at_december.clock.ahead(timedelta(days=1, minutes=5))
    for _again in range(2):
        await at_december.cafe.work["meetings"]()
        await at_december.cafe.settled()
    told = await anna.hears(number, "Bert")
    assert "Carla" in told
    assert not [each for each in anna.notices if "Bert" in each]
    assert (await carla.says(f"wie komt {number}")).tells(
        _("Who comes to {number} is seen by the host and by who comes.", number=number)
    )
    assert "Bert" in await bert.says(f"wie komt {number}")


async def test_who_brings_somebody_counts_for_two_and_undoes_that(at_december: Door) -> None:
    anna, bert = await at_december.member("Anna"), await at_december.member("Bert")
    number = await announce(anna)
    said = await bert.says(f"ik neem iemand mee {number}")
    one, more = (
        "You come to {number}, with {n} other. You tell them the place.",
        "You come to {number}, with {n} others. You tell them the place.",
    )
    assert said.tells(_n(one, more, 1, number=number))
    assert (await anna.says(f"wie komt {number}")).tells(
        _n("{n} comes to {number}", "{n} come to {number}", 2, number=number)
    )
    await bert.presses(_("Undo"), said)
    assert (await anna.says(f"wie komt {number}")).tells(_("Nobody comes to {number} yet.", number=number))


async def test_who_is_missing_is_told_once_five_come(at_december: Door) -> None:
    anna, peers = await at_december.member("Anna"), [await at_december.member(f"Deelnemer {n}") for n in range(4)]
    number = await announce(anna)
    for each in peers:
        await each.says(f"ik kom {number}")
    assert (await anna.says(f"wie ontbreekt {number}")).tells(
        _("{number}: too few people said that they come. From {n} on I tell who is missing.", number=number, n=5)
    )
    water = await at_december.member("Beheerder", organisation="Waterschap Voorbeeld", organisation_kind="waterschap")
    await water.says(f"ik kom {number}")
    told = await anna.says(f"wie ontbreekt {number}")
    assert "maatschappelijk initiatief" in told
    assert "waterschap" not in told
    assert "nog niemand van" in await anna.says(number), "its card says so too"


async def test_a_region_hears_once_by_its_channel_its_followers_and_the_digest(at_december: Door) -> None:
    door = at_december
    boss = await door.coordinator("Kernteam")
    anna, bert = await door.member("Anna"), await door.member("Bert")
    place = await door.room("Twentekamer", moderators=[boss])
    other = await door.room("Flevokamer", moderators=[boss])
    for room, region in ((place, "Twente"), (other, "Flevoland")):
        known = await door.database.read(conversations.by_key, room.key)
        assert known
        await door.database.write(conversations.describe, known.id, regions=[await door.region(region)])
    for line in ("volg Twente", "volg water"):
        await bert.says(line)
    await anna.in_turn(CAFE, "gemeentehuis Almelo, het wordt een advies")
    number = "B-1"
    said = await anna.says("klopt")
    assert number in said
    cards = [each for each in door.heard_in(place) if number in each]
    assert len(cards) == 1
    assert "Almelo" not in cards[0], "the place is for who comes"
    assert not [each for each in door.heard_in(other) if number in each]
    await later(door)
    heard = await bert.hears(number, _("You hear this because you follow what it is about."))
    assert "15 december" in heard
    await later(door)
    assert not [each for each in bert.notices if number in each]


async def test_a_digest_tells_of_a_meeting_of_the_region_once(at_december: Door) -> None:
    door = at_december
    await announce(await door.member("Anna"))
    carla = await door.member("Carla", regions="Twente", themes="water")
    await carla.says("weekbericht aan maandag 09:00")
    for day in (7, 14):
        door.clock.now = datetime(2026, 12, day, 9, tzinfo=UTC)
        await door.cafe.digests.make_due()
        await door.cafe.settled()
        await door.far.until(lambda: any("B-1" in each for each in door.heard_in(carla.chat)), "the digest")
    assert sum("B-1" in each for each in door.heard_in(carla.chat)) == 1


async def test_a_digest_tells_of_no_meeting_that_was_held_before_it(at_december: Door) -> None:
    door = at_december
    await announce(await door.member("Anna"))
    begun, ahead = door.clock(), timedelta(days=21)

    for until, told in ((timedelta(days=1), 1), (timedelta(days=30), 0)):
        period = begun - timedelta(hours=1), begun + until
        assert len(await door.database.read(meetings.coming_up, *period, ahead, 10)) == told


async def test_a_list_is_asked_by_region_and_time_and_shows_nothing_hidden(at_december: Door) -> None:
    door = at_december
    anna, bert = await door.member("Anna"), await door.member("Bert")
    number = await announce(anna)
    assert number in await bert.says("bijeenkomsten")
    assert number in await bert.says("bijeenkomsten Twente")
    assert number in await bert.says("bijeenkomsten deze maand")
    assert number in await bert.says("bijeenkomsten in december")
    assert (await bert.says("bijeenkomsten in maart")).tells(
        _("No meeting is planned {period}.", period="van 1 maart 2027 tot en met 31 maart 2027")
    )
    assert (await bert.says("bijeenkomsten volgende maand")).tells(
        _("No meeting is planned {period}.", period="volgende maand")
    )
    odd = await bert.says("bijeenkomsten ruimtevaart")
    assert "ruimtevaart vind ik nergens" in odd
    boss = await door.coordinator("Kernteam")
    await boss.does(f"verberg {number}")
    assert number not in await bert.says("bijeenkomsten")
    assert (await bert.says(number)).tells(_("{number} is out of sight.", number=number))
    assert number not in await bert.says("wie weet iets over wereldcafé")


async def test_it_is_said_in_english_too(at_december: Door) -> None:
    anna = await at_december.member("Anna", "en")
    read = await anna.says("meeting: world café on water in Twente on 15 December from 2 to 4 pm")
    assert "I read: Tuesday 15 December 2026, 14:00-16:00; Twente" in read
    shown = await anna.says("town hall Almelo, it becomes advice for the hub")
    assert "What is done with it: it becomes advice for the hub." in shown
    await anna.says("right")
    assert "Meeting B-999 does not exist. These are the latest: B-1." in await anna.says("B-999")
    given = await anna.says("calendar B-1")
    assert list(given.handed) == ["B-1.ics"]
    assert b"Europe/Amsterdam:20261215T140000" in given.handed["B-1.ics"]
    assert b"town hall Almelo" in given.handed["B-1.ics"]


async def test_the_file_of_all_follows_what_is_moved_and_cancelled(at_december: Door) -> None:
    anna, bert = await at_december.member("Anna"), await at_december.member("Bert")
    number = await announce(anna)
    await bert.says(f"ik kom {number}")
    before = (await bert.says("mijn kalender")).handed["mijn-kalender.ics"]
    await anna.in_turn(f"verplaats {number} naar 16 december 10 uur", "ja")
    after = (await bert.says("mijn kalender")).handed["mijn-kalender.ics"]
    assert b"20261215T130000" in before
    assert b"20261216T100000" in after
    uid = next(line for line in before.splitlines() if line.startswith(b"UID"))
    assert uid in after
    await anna.in_turn(f"afgelast {number}: de zaal is dicht", "ja")
    gone = (await bert.says("mijn kalender")).handed["mijn-kalender.ics"]
    assert b"STATUS:CANCELLED" in gone
    assert (await anna.says("mijn kalender als tekst")).tells(_("You are on the list of no meeting yet."))
