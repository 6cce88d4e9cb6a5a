"""Signals: raised without names, merged when alike, decided with a reason that all who gave input read, and seen."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.chat.texts import _
from storage.members.roles import Grant
from storage.signals import signals
from storage.signals.signal import Draft, State
from storage.signals.waiting import waiting
from storage.vocabulary import Role
from tests.cafe import START, Door, Person

DAYTIME = "het overleg in De Peel is altijd overdag, vrijwilligers kunnen dan niet"
WHY = "leren hoort bij het werk en niet erna"


async def later(door: Door, minutes: int = 15) -> None:
    """Let what waits go out."""
    door.clock.ahead(timedelta(minutes=minutes))
    await door.cafe.work["hearing"]()
    await door.cafe.settled()


async def raised(who: Person, text: str = DAYTIME) -> None:
    await who.in_turn(f"signaal: {text}", "klopt", "overslaan")


async def steward(door: Door) -> Person:
    someone = await door.member("Lid stuurgroep")
    await door.grant(someone, Grant(Role.steward))
    return someone


async def test_a_signal_is_shown_first_put_unnamed_and_says_by_when_one_hears(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    shown = await anna.says(f"signaal: {DAYTIME}")
    assert shown.tells(_("This is how I put it:"), DAYTIME, _("All members see it."))
    assert "De Peel; in de regio." in shown
    said = await anna.says("zonder mijn naam")
    assert said.tells(_("{number} is received, without your name.", number="S-1"))
    assert "16 november 2026" in said, "ten working days"
    assert said.tells(_("What does this cost you? Time, money, energy?"))
    assert (await anna.says("overslaan")).tells(_("Fine. {number} stays as it is.", number="S-1"))
    card = await bert.says("S-1")
    assert DAYTIME in card
    assert "Anna" not in card


async def test_an_order_about_a_thing_is_no_answer_to_what_it_costs(understanding: Door) -> None:
    anna = await understanding.member("Anna")
    await anna.says("signaal: in Twente weet niemand wie over de sloten gaat")
    number = (await anna.says("klopt")).split()[0]
    asked = await anna.says(f"trek {number} in")
    assert asked.tells(_("Is this your answer, or shall I do it?"))
    await anna.presses(_("Do it"), asked)
    await anna.says("ja")
    assert (await anna.says(number)).tells(_("taken back"))


async def test_what_is_alike_is_joined_and_a_name_of_somebody_is_taken_off(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert", regions="Salland")
    await door.member("Adviseur Bodem")
    await raised(anna)
    shown = await bert.says("signaal: overleg in De Peel altijd overdag, vrijwilligers kunnen niet")
    assert shown.tells(_("This looks like it:"), "S-1")
    assert (await bert.says("ik bedoel die")).tells(_("You hear what happens with it."))
    assert (await bert.says("bij ons ook S-1")).tells(_("You are with {number} already.", number="S-1"))
    warned = await bert.says("signaal: Adviseur Bodem geeft nooit antwoord op vragen over zand")
    assert warned.tells(_("Rather name nobody. Say what happens and where."))
    shown = await bert.presses(_("Take the name off"), warned)
    assert "iemand geeft nooit antwoord" in shown


async def test_a_question_is_asked_as_one_unless_it_is_a_signal_all_the_same(door: Door) -> None:
    anna = await door.member("Anna")
    asked = await anna.says("signaal: waarom is het overleg in De Peel altijd overdag?")
    assert asked.tells(_("This looks like a question. Shall I ask it as a question?"))
    assert (await anna.says("ja")).tells(_("Shall I put your question like this?"), "altijd overdag?")
    await anna.says("stop")
    await anna.says("signaal: waarom is het overleg in De Peel altijd overdag?")
    assert (await anna.says("nee")).tells(_("This is how I put it:"), "altijd overdag?")
    assert (await anna.says("klopt")).tells("S-1")


async def test_what_is_decided_already_is_shown_to_who_means_that_one(door: Door) -> None:
    decides, coordinates = await steward(door), await door.coordinator("Coördinator")
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await raised(anna)
    await coordinates.in_turn("voorstel S-1: wissel af", "leg voor S-1 aan de stuurgroep")
    await decides.in_turn(f"besluit S-1 niet: {WHY}", "klopt")
    await bert.says("signaal: overleg in De Peel altijd overdag, vrijwilligers kunnen niet")
    assert (await bert.says("ja")).tells(DAYTIME, WHY)


async def test_the_whole_loop_reaches_everyone_who_gave_input_once(door: Door) -> None:
    decides, coordinates = await steward(door), await door.coordinator("Coördinator")
    anna, bert, carla = [await door.member(name) for name in ("Anna", "Bert", "Carla")]
    await raised(anna)
    await bert.says("bij ons ook S-1")
    assert (await carla.says("leg voor S-1 aan stuurgroep")).tells(_("Only a coordinator of its regions can do this."))
    await carla.says("voorstel S-1: wissel overdag en avond af")
    await coordinates.says("leg voor S-1 aan de stuurgroep")
    await decides.hears("S-1", _("Decide"))
    assert (await bert.says("kijk op S-1: een keer per maand is genoeg")).tells(
        _("Your view stands with {number}.", number="S-1")
    )
    refused = await bert.says("besluit S-1 overnemen")
    assert refused.tells(_("Deciding is for {body}.", body="Stuurgroep"))
    assert "S-1" in await decides.says("te doen")
    asked = await decides.says("besluit S-1 overnemen")
    assert asked.tells(_("Say in a few words why. Everyone who raised it reads it."))
    shown = await decides.says(WHY)
    assert shown.tells(_("Because: {text}", text=WHY))
    await later(door)
    for each in (anna, bert, carla):
        await each.hears(_("before {body}", body="Stuurgroep"))
    assert (await decides.says("klopt")).tells(_("{number} is decided: {decision}.", number="S-1", decision=_("adopt")))
    await later(door)
    for each in (anna, bert, carla):
        await each.hears("S-1", WHY)
        assert not each.notices, "once"
    assert not [said for said in decides.notices if WHY in said], "never who did it"
    assert WHY in await anna.says("mijn inbreng")
    ledger = await anna.says("besluiten")
    assert ledger.tells("S-1", _("Because: {text}", text=WHY), "2 mensen")
    assert (await anna.says("reageer S-1: fijn")).tells(_("Your reaction stands with {number}.", number="S-1"))
    assert (await anna.says("reageer S-1: nog iets")).tells(_("You reacted to {number} already.", number="S-1"))
    assert "in uitvoering" in await coordinates.says("actie S-1: om en om vanaf januari")
    door.clock.ahead(timedelta(days=100))
    assert await door.cafe.work["signals"]() == 1
    await door.cafe.settled()
    noticed = await anna.hears(_("No"), "om en om vanaf januari")
    assert (await anna.presses(_("No"), noticed)).tells(_("Thank you. Who decided on {number} reads it.", number="S-1"))
    assert "S-1" in await coordinates.says("te doen")


async def test_who_raised_it_is_asked_what_they_notice_after_65_working_days(door: Door) -> None:
    """Sixty-five, counted here by hand: no weekends, nor Christmas Day, nor New Year's Day."""
    door.clock.now = datetime(2026, 12, 1, 10, tzinfo=UTC)
    decides, coordinates = await steward(door), await door.coordinator("Coördinator")
    anna = await door.member("Anna")
    await raised(anna)
    await anna.says("voorstel S-1: wissel overdag en avond af")
    await coordinates.says("leg voor S-1 aan de stuurgroep")
    await decides.in_turn("besluit S-1 overnemen", WHY, "klopt")
    await coordinates.says("actie S-1: om en om vanaf januari")
    off, days, day = {date(2026, 12, 25), date(2027, 1, 1)}, 0, date(2026, 12, 1)
    while days < 65:
        day += timedelta(days=1)
        days += day.weekday() < 5 and day not in off
    assert day == date(2027, 3, 4)
    door.clock.now = datetime(2027, 3, 4, 9, 59, tzinfo=UTC)
    assert await door.cafe.work["signals"]() == 0
    door.clock.now = datetime(2027, 3, 4, 10, 1, tzinfo=UTC)
    assert await door.cafe.work["signals"]() == 1
    await door.cafe.settled()
    await anna.hears(_("No"), "om en om vanaf januari")
    door.clock.ahead(timedelta(days=30))
    assert await door.cafe.work["signals"]() == 0, "once"


async def test_a_decision_is_undone_before_anybody_hears_it(door: Door) -> None:
    decides, coordinates = await steward(door), await door.coordinator("Coördinator")
    anna = await door.member("Anna")
    await raised(anna)
    await coordinates.in_turn("voorstel S-1: wissel af", "leg voor S-1 aan de stuurgroep")
    await decides.in_turn(f"besluit S-1 niet: {WHY}", "klopt")
    assert (await decides.says("maak ongedaan")).tells(_("{number} is as it was.", number="S-1"))
    await later(door)
    assert not [said for said in anna.notices if WHY in said]
    assert "besloten" not in await anna.says("S-1")


async def test_who_waits_too_long_is_first_on_the_list_of_the_coordinator(door: Door) -> None:
    coordinates, anna = await door.coordinator("Coördinator"), await door.member("Anna")
    await raised(anna)
    assert "S-1" not in await coordinates.says("te doen")
    door.clock.ahead(timedelta(days=15))
    told = await coordinates.says("te doen")
    assert told.tells(_("who raised it heard nothing yet"), "S-1")
    assert "Anna" not in told


async def test_of_several_states_what_waits_longest_is_found_first(door: Door) -> None:
    twente, salland = await door.region("Twente"), await door.region("Salland")
    states = (State.proposal, State.received, State.put_to, State.closed, State.received, State.proposal)
    held = [
        await door.database.write(signals.put, None, Draft(f"Signaal {n}", state=state, regions=about), at)
        for n, (state, about, at) in enumerate(
            (state, frozenset({(twente, salland)[n % 2]}), START - timedelta(days=n)) for n, state in enumerate(states)
        )
    ]
    asked = (State.received, State.proposal, State.put_to)
    longest = [each.id for n, each in reversed([*enumerate(held)]) if states[n] in asked]
    for regions, expected in ((None, longest[:3]), (frozenset({salland}), [held[5].id, held[1].id])):
        found = await door.database.read(waiting, asked, regions, 3)
        assert [each.id for each in found] == expected
        assert all(each.regions <= (regions or {twente, salland}) for each in found)


async def test_going_no_further_has_a_reason_too(door: Door) -> None:
    coordinates, anna = await door.coordinator("Coördinator"), await door.member("Anna")
    await raised(anna)
    await coordinates.does("niet verder S-1: dit gaat over een vergunning")
    await later(door)
    await anna.hears(_("closed, because: {why}", why="dit gaat over een vergunning"))
    assert "vergunning" in await anna.says("mijn inbreng")


async def test_a_risk_comes_back_at_its_rhythm_until_it_is_gone(door: Door) -> None:
    anna = await door.member("Anna")
    shown = await anna.says("risico: de trekker van de hub stopt in de zomer")
    assert shown.tells(_("This is how I put it:"))
    said = await anna.says("klopt")
    assert said.tells(_("{number} is an open risk. Every quarter I ask whether it is still there.", number="S-1"))
    assert "S-1" in await anna.says("risico's")
    door.clock.ahead(timedelta(days=100))
    assert await door.cafe.work["signals"]() == 1
    await door.cafe.settled()
    asked = await anna.hears(_("You keep this risk. Is it still there?"))
    assert (await anna.presses(_("Gone"), asked)).tells(_("{number} is closed.", number="S-1"))
    assert "S-1" not in await anna.says("risico's")


async def test_it_is_said_in_english_too(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert", "en")
    await raised(anna)
    assert "You hear what happens with it." in await bert.says("same here S-1")
    assert "received" in await bert.says("what happened to my input")
    assert "Signal S-9 does not exist." in await bert.says("S-9")


async def test_a_proposal_on_which_nobody_built_goes_with_who_gave_it_and_nobody_hears_of_it(door: Door) -> None:
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await raised(anna)
    await bert.says("voorstel S-1: wissel overdag en avond af")
    await bert.in_turn("vergeet mij", "blijven", "ja")
    await door.cafe.settled()
    await later(door)
    assert not [said for said in anna.notices if "wissel" in said]
    card = await anna.says("S-1")
    assert card.tells(DAYTIME, _("received"))
    assert "wissel" not in card


@pytest.mark.parametrize("choice", ["blijven", "alles weg"])
async def test_what_was_raised_and_decided_stays_or_goes_as_who_gave_it_chose(door: Door, choice: str) -> None:
    decides, coordinates = await steward(door), await door.coordinator("Coördinator")
    anna, bert = await door.member("Anna"), await door.member("Bert")
    await raised(anna)
    await raised(bert, "de brug bij Almelo kraakt als er vrachtwagens over rijden")
    for number in ("S-1", "S-2"):
        await coordinates.in_turn(f"voorstel {number}: wissel af", f"leg voor {number} aan de stuurgroep")
        await decides.in_turn(f"besluit {number} overnemen: {WHY}", "klopt")
    for each in (decides, anna):
        await each.in_turn("vergeet mij", choice, "ja")
        await door.cafe.settled()
    await later(door)
    stays = choice == "blijven"
    if stays:
        await bert.hears("S-2", WHY)
    await door.cafe.delivery.settled()
    assert not [said for said in bert.notices if WHY in said], "once, or never"
    card, of_anna = await bert.says("S-2"), await bert.says("S-1")
    assert (WHY in card) is stays
    assert card.tells("kraakt", _("adopt"), *([] if stays else [_("withdrawn")]))
    assert (DAYTIME in of_anna) is stays
    assert of_anna.tells(_("{number} was taken back.", number="S-1")) is not stays


async def test_an_ambassador_gets_the_proposals_of_their_region_once_a_month(door: Door) -> None:
    ambassador, national = await door.member("Ambassadeur"), await door.coordinator("Lid stuurgroep", role=Role.steward)
    await door.grant(ambassador, Grant(Role.steward, region_id=await door.region("Twente")))
    coordinates, anna = await door.coordinator("Kernteam"), await door.member("Anna", regions="Twente")
    elsewhere = await door.member("Bert", regions="Friesland")
    await anna.in_turn("signaal: het overleg in Twente is altijd overdag", "klopt", "overslaan")
    await elsewhere.in_turn("signaal: de kaart van de dijken klopt in Friesland nergens", "klopt", "overslaan")
    for number in ("S-1", "S-2"):
        await coordinates.says(f"voorstel {number}: vraag de mensen eerst wat hun past")
    await coordinates.says("leg voor S-1 aan stuurgroep")
    await national.hears("S-1")
    assert not [said for said in ambassador.notices if "S-1" in said], "they hear of it in their message of the month"
    door.clock.ahead(timedelta(days=30))  # the first of December
    assert await door.cafe.work["ambassadors"]() == 1
    told = await ambassador.hears(_("Proposals from {regions}", regions="Twente"))
    assert told.tells("S-1", "vraag de mensen eerst wat hun past", _("Decide"))
    assert "S-2" not in told
    assert await door.cafe.work["ambassadors"]() == 0, "once"
