"""The desks: asked without signing up, one owner by name until who asked is helped, seen by nobody else."""

from datetime import timedelta

import pytest

from bot.chat.texts import Msg, _, _n
from storage.helpdesk import requests, seats
from storage.helpdesk.request import Desk, Draft
from storage.maintenance.retention import prune
from storage.members.roles import Grant
from storage.vocabulary import Role
from tests.cafe import Door, Person, Said

MONEY = "is er geld voor een klein begin?"
GUEST = "ik ben gast en zie de kanalen niet"
UNSEEN = _("This is a request at the desk. Only who asked it and the desk see it.")


async def later(door: Door, minutes: int = 15) -> None:
    """Let what waits go out."""
    door.clock.ahead(timedelta(minutes=minutes))
    await door.cafe.work["hearing"]()
    await door.cafe.settled()


async def sitting(door: Door, name: str, desk: Desk = Desk.civic, region: str = "") -> Person:
    """A member who sits at a desk."""
    someone = await door.member(name)
    where = await door.region(region) if region else None
    member = (await someone.member()).id
    await door.database.write(seats.ask, member, desk, where, door.clock())
    await door.database.write(seats.accept, member, desk, where, door.clock())
    return someone


async def test_a_visitor_asks_and_is_helped_by_one_owner_who_stays_until_it_is_solved(door: Door) -> None:
    owner, asker = await sitting(door, "Vaste Contactpersoon"), door.person("Vrijwilliger")
    shown = await asker.says(f"loket: {MONEY}")
    assert shown.tells(_("This is how I put it to {desk}:", desk=_("the desk")), MONEY)
    assert shown.tells(_("Only you and the desk see this."))
    put = await asker.says("klopt")
    assert put.tells(_("{number} is with {desk}.", number="H-1", desk=_("the desk")))
    assert "woensdag 4 november 17:00" in put, "two working days, at the end of the day"
    await later(door)
    await owner.hears("H-1", MONEY, _("new at your desk"))
    assert (await owner.says("ik pak het op H-1")).tells(_("{number} is yours.", number="H-1"))
    await later(door)
    await asker.hears("H-1", "Vaste Contactpersoon")
    asked = await owner.says("zet door H-1 naar Greenwish")
    assert asked.tells(_("{who} reads then:", who="Greenwish"), MONEY)
    passed = await owner.says("ja")
    assert passed.tells(_("{number} is passed on to {where}.", number="H-1", where="Greenwish"))
    assert passed.tells(_("You stay its owner. After {n} working days of silence you hear it.", n=5))
    await owner.says("antwoord H-1: Greenwish denkt mee over een klein begin, bel maandag")
    await later(door)
    answered = await asker.hears("bel maandag", _("Helped"))
    assert "Vaste Contactpersoon" in await asker.says("H-1"), "its owner stays"
    solved = await asker.presses(_("Helped"), answered)
    assert solved.tells(_("Good to hear. {number} is solved.", number="H-1"))
    assert {"Als les delen", "Als vraag stellen", "Liever niet"} <= set(solved.buttons)
    await later(door)
    await owner.hears("H-1", _("solved, says who asked"))


async def test_a_visitor_undoes_what_they_asked_and_nobody_hears_of_it(door: Door) -> None:
    owner, asker = await sitting(door, "Contactpersoon"), door.person("Vrijwilliger")
    put = await asker.in_turn(f"loket: {MONEY}", "klopt")
    assert (await asker.presses(_("Undo"), put)).tells(_("{number} was taken back.", number="H-1"))
    await later(door)
    assert not owner.notices


@pytest.mark.parametrize("desk", [Desk.civic, Desk.cafe])
async def test_what_is_asked_tells_at_which_desk_it_belongs_however_it_is_called(door: Door, desk: Desk) -> None:
    text, wrong = (MONEY, "helpdesk") if desk is Desk.civic else (GUEST, "loket")
    shown = await door.person("Bewoner").says(f"{wrong}: {text}")
    called = _("the desk") if desk is Desk.civic else _("the help desk of the Café")
    assert shown.tells(_("This is how I put it to {desk}:", desk=called))


async def test_an_answer_that_helped_before_is_shown_first(door: Door) -> None:
    keeper, first, guest = await sitting(door, "Helpdesk", Desk.cafe), door.person("Eerste"), door.person("Gast")
    await first.in_turn(f"helpdesk: {GUEST}", "klopt")
    await keeper.in_turn("ik pak het op H-1", "antwoord H-1: Kies bovenaan de organisatie van het Café.")
    kept = await keeper.in_turn("vast antwoord H-1: gast ziet kanalen niet", "ja")
    assert kept.tells(_("Kept as {number}. Who asks about the same reads it first.", number="HA-1"))
    helped = await guest.says("helpdesk: als gast zie ik geen kanalen")
    assert helped.tells(_("This helped others:"), "Kies bovenaan de organisatie van het Café.")
    assert GUEST not in helped, "nobody reads what another asked"
    assert (await guest.presses(_("That helped"), helped)).tells(_("Good. Nothing was put to the desk."))
    again = await guest.in_turn("helpdesk: als gast zie ik de kanalen nog niet", "dat hielp niet")
    assert again.tells(_("This is how I put it to {desk}:", desk=_("the help desk of the Café")))
    assert "1" in await keeper.says("vaste antwoorden")


async def test_nobody_but_who_asked_and_the_desk_sees_a_request_of_whatever_role(door: Door) -> None:
    await sitting(door, "Contactpersoon Twente", region="Twente")
    elsewhere = await sitting(door, "Contactpersoon Flevoland", region="Flevoland")
    cafe = await sitting(door, "Helpdesk", Desk.cafe)
    admin, member = await door.coordinator("Beheerder", role=Role.admin), await door.member("Deelnemer")
    asker = door.person("Bewoner")
    await asker.in_turn("loket: is er een potje voor een dorpshuis in Twente?", "klopt")
    await later(door)
    for who in (elsewhere, cafe, admin, member, door.person("Voorbijganger")):
        assert (await who.says("H-1")).tells(UNSEEN)
        for line in ("loketvragen", "mijn gegevens json p1", "wie weet iets over een potje voor een dorpshuis"):
            assert "dorpshuis in Twente?" not in (await who.says(line)).replace(line, "")
        assert not [said for said in who.notices if "potje" in said]
    for line in ("te doen", "koppel H-1 aan M-1", "hoeder H-1", "meld H-1 niet goed", "volg H-1", "verloop H-1"):
        assert "potje" not in await admin.says(line)
    for line in ("geholpen H-1", "vul aan H-1: ook dit", "trek in H-1", "nog niet H-1", "ik pak het op H-1"):
        assert (await member.says(line)).tells(UNSEEN)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("nog niet geholpen, de wijkcoach neemt niet op", "nl"),
        ("ik ben nog steeds niet geholpen", "nl"),
        ("i was not helped yet", "en"),
    ],
)
async def test_who_says_without_its_number_that_it_did_not_help_picks_which(
    door: Door, line: str, language: str
) -> None:
    owner, asker = await sitting(door, "Contactpersoon"), door.person("Bewoner", language)
    await asker.in_turn(f"loket: {MONEY}" if language == "nl" else f"desk: {MONEY}", "klopt")
    await owner.in_turn("ik pak het op H-1", "antwoord H-1: bel de wijkcoach")
    picked = await asker.presses(f"H-1 {MONEY}", await asker.says(line))
    assert picked.tells(_("{number} goes on. Its owner hears it.", number="H-1"))
    helped = await asker.says("dank je, ik ben geholpen" if language == "nl" else "thanks, i was helped")
    assert (await asker.presses(f"H-1 {MONEY}", helped)).tells(_("Good to hear. {number} is solved.", number="H-1"))


async def test_another_question_at_what_is_shown_is_not_read_as_a_change_of_region(door: Door) -> None:
    asker = door.person("Bewoner")
    await asker.says("loket: is er een potje voor onze speeltuin in Flevoland?")
    other = "hoe krijg ik een vergunning voor een speeltuin, wie kan ons helpen? we zijn vrijwilligers uit Twente"
    assert "hoe krijg ik een vergunning voor een speeltuin" in await asker.says(other)


async def test_silence_is_seen_by_the_next_and_then_by_the_coordinator_who_reads_nothing_of_it(door: Door) -> None:
    first, second = await sitting(door, "Eerste"), await sitting(door, "Tweede")
    coordinates, asker = await door.coordinator("Coördinator"), door.person("Vrijwilliger")
    door.clock.ahead(timedelta(days=4))  # a Friday
    await asker.in_turn(f"loket: {MONEY}", "klopt")
    await later(door)
    await first.hears("H-1")
    door.clock.ahead(timedelta(days=2))
    assert await door.cafe.work["desks"]() == 0, "a weekend is no silence"
    door.clock.ahead(timedelta(days=1, hours=1))
    assert await door.cafe.work["desks"]() == 1
    await door.cafe.settled()
    told = await second.hears("H-1", _("It waits at your desk, and nobody did anything yet."))
    assert not coordinates.notices
    door.clock.ahead(timedelta(days=1, hours=1))
    await door.cafe.work["desks"]()
    await door.cafe.settled()
    late = await coordinates.hears("H-1", _("waits too long at the desk"))
    assert "geld" not in late
    todo = await coordinates.says("te doen")
    assert "H-1" in todo
    assert "geld" not in todo
    assert (await second.presses(_("I take it up"), told)).tells(_("{number} is yours.", number="H-1"))
    assert (await first.says("ik pak het op H-1")).tells(_("{number} has an owner already.", number="H-1"))


async def test_a_weekend_between_two_silences_is_none(door: Door) -> None:
    first, second = await sitting(door, "Eerste"), await sitting(door, "Tweede")
    coordinates = await door.coordinator("Coördinator")
    door.clock.ahead(timedelta(days=3))  # a Thursday
    await door.person("Vrijwilliger").in_turn(f"loket: {MONEY}", "klopt")
    await later(door)
    await first.hears("H-1")
    door.clock.ahead(timedelta(days=1))
    assert await door.cafe.work["desks"]() == 1
    await door.cafe.settled()
    await second.hears("H-1")
    door.clock.ahead(timedelta(days=3) - timedelta(minutes=10))
    assert await door.cafe.work["desks"]() == 0, "on Monday morning no working day has gone by"
    door.clock.ahead(timedelta(minutes=20))
    assert await door.cafe.work["desks"]() == 1
    await door.cafe.settled()
    await coordinates.hears("H-1", _("waits too long at the desk"))


async def test_who_is_silent_after_passing_on_hears_to_give_a_call_and_stays_the_owner(door: Door) -> None:
    owner, asker = await sitting(door, "Contactpersoon"), door.person("Vrijwilliger")
    await asker.in_turn(f"loket: {MONEY}", "klopt")
    await owner.in_turn("ik pak het op H-1", "zet door H-1 naar Greenwish", "ja")
    door.clock.ahead(timedelta(days=7, hours=1))
    await door.cafe.work["desks"]()
    await door.cafe.settled()
    await owner.hears("H-1", _("Nothing was heard for {n} working days. Give them a call.", n=5))
    await asker.says("nog niet H-1")
    assert "Contactpersoon" in await asker.says("H-1")


async def three_alike(door: Door, keeper: Person) -> Said:
    """What the keeper of a desk sees of three requests that ask the same."""
    for name, text in (
        ("Anna", "wie betaalt de verzekering van vrijwilligers in ons dorpshuis?"),
        ("Bert", "hoe regelen wij een verzekering voor vrijwilligers?"),
        ("Carla", "verzekering vrijwilligers buurttuin, wie helpt?"),
    ):
        await door.person(name).in_turn(f"loket: {text}", "klopt")
    await later(door)
    assert (await keeper.says("te doen")).tells(_n("{n} other asks the same", "{n} others ask the same", 2))
    return await keeper.says("loketvraag komt terug H-3")


async def test_three_alike_are_offered_as_a_signal_without_telling_who_asked(door: Door) -> None:
    keeper = await sitting(door, "Contactpersoon")
    shown = await three_alike(door, keeper)
    assert {"Maak er een signaal van", "Zet op de agenda", "Niet hetzelfde"} <= set(shown.buttons)
    assert "Anna" not in shown
    await keeper.presses(_("Not the same"), shown)
    assert not (await keeper.says("te doen")).tells(_n("{n} other asks the same", "{n} others ask the same", 2))


@pytest.mark.parametrize(("button", "number"), [(_("Make it a signal"), "S-1"), (_("Put it on the agenda"), "G-1")])
async def test_what_is_made_of_three_alike_stands_on_them_and_shows_none(door: Door, button: Msg, number: str) -> None:
    keeper, member = await sitting(door, "Contactpersoon"), await door.member("Deelnemer")
    asked = await keeper.presses(button, await three_alike(door, keeper))
    assert "verzekering" not in asked, "it is told in words of one's own"
    shown = await keeper.says("Groepen in Twente krijgen hun vrijwilligers niet verzekerd")
    assert shown.tells("Groepen in Twente krijgen hun vrijwilligers niet verzekerd")
    await keeper.says("klopt")
    own = await keeper.says(number)
    assert all(each in own for each in ("H-1", "H-2", "H-3"))
    seen = await member.says(number)
    assert seen.tells(_("Asked at the desk"), _n("{n} time", "{n} times", 3))
    assert not any(each in seen for each in ("H-1", "dorpshuis", "buurttuin", "Anna"))
    assert not (await keeper.says("te doen")).tells(_n("{n} other asks the same", "{n} others ask the same", 2))
    assert number in await door.person("Anna").says("H-1"), "who asked reads what came of it"


@pytest.mark.parametrize(("button", "number"), [(_("Make it a signal"), "S-1"), (_("Put it on the agenda"), "G-1")])
async def test_what_was_made_of_three_alike_is_offered_again_once_it_is_gone(
    door: Door, button: Msg, number: str
) -> None:
    keeper = await sitting(door, "Contactpersoon")
    offered = _n("{n} other asks the same", "{n} others ask the same", 2)
    await keeper.presses(button, await three_alike(door, keeper))
    await keeper.in_turn("Groepen in Twente krijgen hun vrijwilligers niet verzekerd", "klopt")
    assert not (await keeper.says("te doen")).tells(offered)
    await keeper.says("maak ongedaan")
    assert (await keeper.says("te doen")).tells(offered), "undone"
    await keeper.presses(button, await keeper.says("loketvraag komt terug H-3"))
    await keeper.in_turn("Groepen in Twente krijgen hun vrijwilligers nog niet verzekerd", "klopt")
    assert not (await keeper.says("te doen")).tells(offered)
    again = f"{number[:2]}2"
    await keeper.in_turn(*(["overslaan"] if number == "S-1" else []), f"trek in {again}", "ja")
    assert (await keeper.says("te doen")).tells(offered), "taken back"
    await keeper.says("maak ongedaan")
    assert not (await keeper.says("te doen")).tells(offered), "it is there again"


async def test_nothing_is_made_of_a_request_by_who_does_not_see_it(door: Door) -> None:
    member = await door.member("Deelnemer")
    await door.person("Anna").in_turn(f"loket: {MONEY}", "klopt")
    for line in ("maak een signaal van H-1", "maak een agendapunt van H-1"):
        assert "geld" not in await member.says(f"{line}: er is te weinig voor een klein begin")
        assert "H-1" not in await member.says("mijn inbreng")


async def test_where_no_desk_is_near_the_national_one_hears_it(door: Door) -> None:
    near = await sitting(door, "Contactpersoon Twente", region="Twente")
    national = await sitting(door, "Contactpersoon")
    await door.person("Bewoner").in_turn("loket: is er een potje voor een dorpshuis in Flevoland?", "klopt")
    await later(door)
    await national.hears("H-1", _("new at your desk"))
    await door.person("Buur").in_turn("loket: is er een potje voor een buurttuin in Twente?", "klopt")
    await later(door)
    await near.hears("H-2", _("new at your desk"))
    assert not [each for each in near.notices if "H-1" in each]
    assert not [each for each in national.notices if "H-2" in each], "that of the region goes first"


async def test_a_desk_is_not_for_an_emergency_and_says_what_it_can_do(door: Door) -> None:
    said = await door.person("Bewoner").says("loket: er loopt iets in de sloot dat stinkt en brandt")
    assert said.tells(_("The desk is not for this. Call your municipality; in danger call 112."))


async def test_who_is_asked_for_a_desk_says_yes_and_only_a_coordinator_of_there_asks(door: Door) -> None:
    twente, anna = await door.member("Coördinator Twente"), await door.member("Anna")
    await door.grant(twente, Grant(Role.coordinator, region_id=await door.region("Twente")))
    number = f"M-{(await anna.member()).id}"
    assert not (await twente.says(f"vraag voor het loket {number} Flevoland")).tells(
        _("I asked them. Until they say yes, nothing changes.")
    )
    asked = await twente.does(f"vraag voor het loket {number} loket Twente")
    assert asked.tells(_("I asked them. Until they say yes, nothing changes."))
    assert (await twente.says("wie zit aan het loket")).tells(
        _("Nobody sits at a desk yet. A coordinator asks people for it.")
    )
    told = await anna.hears(_("You see what people ask there, and take some up. Who asks sees your name."))
    place = _("{desk} of {region}", desk=_("the desk"), region="Twente")
    assert (await anna.presses(_("Yes, I sit there"), told)).tells(_("You sit at {place} from now on.", place=place))
    assert "Twente" in await twente.says("wie zit aan het loket")
    await door.person("Bewoner").in_turn("loket: bij wie moet ik zijn met mijn plan in Twente?", "klopt")
    await later(door)
    await anna.hears("H-1")


async def test_a_request_goes_with_who_asked_whatever_the_desk_did_and_after_a_year(door: Door) -> None:
    owner, asker, other = await sitting(door, "Contactpersoon"), door.person("Vrijwilliger"), door.person("Bewoner")
    await asker.in_turn(f"loket: {MONEY}", "klopt")
    await owner.in_turn("ik pak het op H-1", "antwoord H-1: bel maandag")
    await asker.in_turn("vergeet mij", "ja")
    await door.cafe.settled()
    assert (await owner.says("H-1")).tells(_("Request {number} does not exist.", number="H-1"))
    await other.in_turn(f"loket: {MONEY}", "klopt")
    door.clock.ahead(timedelta(days=366))
    assert await door.database.write(prune, "desk_requests", door.clock()) == 1
    assert (await owner.says("H-2")).tells(_("Request {number} does not exist.", number="H-2"))


async def test_two_who_take_it_up_at_once_leave_one_owner(door: Door) -> None:
    one, two = await sitting(door, "Eerste"), await sitting(door, "Tweede")
    await door.person("Bewoner").in_turn(f"loket: {MONEY}", "klopt")
    said = await door.at_once(one.message("ik pak het op H-1"), two.message("ik pak het op H-1"))
    took = [each[0].tells(_("{number} is yours.", number="H-1")) for each in said]
    assert sorted(took) == [False, True]


async def test_requests_of_others_stay_out_of_what_is_published_and_exported(door: Door) -> None:
    other = await door.member("Deelnemer")
    draft = Draft("Wie helpt met onze boerderij?", Desk.civic)
    await door.database.write(requests.put, (await other.member()).id, draft, door.clock())
    coordinates = await door.coordinator("Coördinator")
    assert "boerderij" not in await coordinates.says("weekbericht")
    assert "boerderij" not in await coordinates.says("H-1")
