"""Bringing questions to people and networks: who is asked, what they say, what silence leads to."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.chat.texts import _
from commands.questions.routing.rules import Rules
from storage import audit
from storage.database.database import Database
from storage.members import people
from storage.questions import requests
from storage.questions.question import QUESTION
from storage.search.vectors import Vector
from storage.vocabulary import RequestState
from tests.cafe import Door, Person
from tests.commands.networks.test_networks import register
from tests.commands.questions.test_questions import LUCHT, put
from tests.conftest import make_tables

HAS_A_QUESTION = _("I know something")
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""Ten in the morning in Amsterdam."""

KNOWS = {"knows": "Ik meet de luchtkwaliteit in buurten met goedkope sensoren."}


@pytest.fixture
def at_work(door: Door) -> Door:
    """A Café in office hours."""
    door.clock.now = MONDAY
    return door


async def number_of(who: Person) -> str:
    return f"M-{(await who.member()).id}"


async def states(door: Door, question: int = 1) -> list[RequestState]:
    return [each.state for each in await door.database.read(requests.of_question, question)]


async def works(door: Door) -> None:
    """The clock's job, as the scheduler does it."""
    await door.cafe.work["requests"]()
    await door.cafe.settled()


async def test_who_picked_a_question_up_stands_on_its_card(at_work: Door) -> None:
    asker = await at_work.member("Adviseur")
    sensor = await at_work.member("Meetbureau", **KNOWS)
    await put(asker)
    await asker.says(f"breng K-1 bij {await number_of(sensor)}")
    assert not (await asker.says("K-1")).tells(_("Picked up by"))
    await sensor.says("ik pak het op K-1")
    assert "Opgepakt door: Meetbureau" in await asker.says("K-1")
    await sensor.says("niet voor mij K-1 toch geen tijd")
    assert not (await asker.says("K-1")).tells(_("Picked up by"))


async def test_who_may_help_is_suggested_with_why_and_asked_with_one_press(at_work: Door) -> None:
    asker = await at_work.member("Adviseur")
    sensor = await at_work.member("Meetbureau", **KNOWS)
    await put(asker)
    said = await asker.says("breng K-1")
    assert "Meetbureau" in said
    assert said.tells(_("in their own words: "))
    said = await asker.presses(_("Send it on"), said)
    assert "Meetbureau" in said
    await sensor.hears(LUCHT)
    assert (await asker.says(f"breng K-1 bij {await number_of(sensor)}")).tells("al doorgestuurd")


async def test_who_is_asked_takes_it_up_declines_or_passes_it_on(at_work: Door) -> None:
    asker, one, two, three = [await at_work.member(name) for name in ("Adviseur", "Een", "Twee", "Drie")]
    await put(asker)
    for who in (one, two):
        await asker.says(f"breng K-1 bij {await number_of(who)}")
    assert (await one.presses(_("I will look at it"), await one.hears(LUCHT))).tells(
        _("Good. Answer when you know more.")
    )
    await asker.hears(_("{who} looks at your question.", who="Een (Gemeente Voorbeeld)"))
    asked = await two.hears(LUCHT)
    assert (await two.presses(_("Pass it on"), asked)).tells(
        _("To whom, or to which network? Give a name or a number.")
    )
    await two.says("Drie")
    await asker.hears(_("{who} passed your question on.", who="Twee (Gemeente Voorbeeld)"))
    why = await three.presses(_("Not for me"), await three.hears(LUCHT))
    assert why.tells(_("Why not? It helps to find someone else."))
    await three.says("Ik werk aan water.")
    await asker.hears(_("{who} cannot help with this one.", who="Drie (Gemeente Voorbeeld)"), "Ik werk aan water.")
    assert await states(at_work) == [RequestState.accepted, RequestState.passed_on, RequestState.declined]
    for line in ("verloop K-1", "K-1"):
        ledger = await asker.says(line)
        for what in (_("taken up by"), _("passed on by"), _("not for")):
            assert ledger.tells(what)


async def test_who_was_not_asked_is_not_asked_why_not(at_work: Door) -> None:
    asker, one, other = [await at_work.member(name) for name in ("Adviseur", "Een", "Ander")]
    await put(asker)
    await asker.says(f"breng K-1 bij {await number_of(one)}")
    waits = _("{number} does not wait for you.", number="K-1")
    for line in ("niet voor mij K-1", "niet voor mij K-1 Ik weet niets."):
        assert (await other.says(line)).tells(waits)
    await one.in_turn("niet voor mij K-1", "Ik werk aan water.")
    assert (await one.says("niet voor mij K-1")).tells(waits)
    assert await states(at_work) == [RequestState.declined]


async def test_whoever_sees_a_question_passes_it_on_in_their_own_name(at_work: Door) -> None:
    asker, one, other = [await at_work.member(name) for name in ("Adviseur", "Een", "Ander")]
    await put(asker)
    said = await one.presses(_("Pass it on"), await one.says("K-1"))
    assert said.tells(_("To whom, or to which network? Give a name or a number."))
    await one.says("Ander")
    by, who = "Een (Gemeente Voorbeeld)", "Adviseur (Gemeente Voorbeeld)"
    asked = await other.hears(_("{by} thinks that you can help with a question of {who}:", by=by, who=who), LUCHT)
    await asker.hears(_("{who} passed your question on.", who=by))
    assert await states(at_work) == [RequestState.asked], "nothing was asked of who passed it on"
    assert (await asker.says("verloop K-1")).tells("Ander (Gemeente Voorbeeld), door Een (Gemeente Voorbeeld)")
    assert (await one.says("geef door K-1 aan Ander")).tells("al doorgestuurd")
    await other.presses(_("I know something"), asked)


async def test_who_may_choose_whom_to_ask_is_offered_that_instead(at_work: Door) -> None:
    asker, one = [await at_work.member(name) for name in ("Adviseur", "Een")]
    await put(asker)
    for who, offered in ((one, True), (asker, False)):
        buttons = (await who.says("K-1")).buttons
        assert ("Geef door" in buttons, "Wie kan helpen" in buttons) == (offered, not offered)


async def test_a_card_in_a_channel_offers_to_pass_it_on(at_work: Door) -> None:
    asker, visitor = await at_work.member("Adviseur"), at_work.person("Bezoeker")
    room = await at_work.room("lucht")
    await put(asker)
    buttons = (await visitor.says("K-1", where=room)).buttons
    assert buttons[:3] == ["Ik weet iets", "Volg", "Geef door"]


@pytest.mark.parametrize("why", ["away", "busy", "hidden", "closed"])
async def test_passing_on_keeps_to_the_rules_of_asking(at_work: Door, why: str) -> None:
    asker, one, other = [await at_work.member(name) for name in ("Adviseur", "Een", "Ander")]
    await put(asker)
    number, named = await number_of(other), "Ander (Gemeente Voorbeeld)"
    match why:
        case "away":
            await other.says("pauze tot 30 november")
            told = _("{who} is away now. Choose someone else.", who=named)
        case "busy":
            for topic in ("sensoren", "veenweide", "stikstof"):
                await asker.in_turn(f"vraag aan {number} Wie heeft ervaring met {topic} in de wijk?", "ja")
            told = _("{who} has enough questions to answer now. Choose someone else.", who=named)
        case "hidden":
            await at_work.database.write(people.set_consents, (await other.member()).id, [], at_work.clock())
            told = _("This member does not show themselves here.")
        case _:
            await asker.in_turn("sluit K-1", "ingetrokken", "Niet meer nodig.")
            told = _("{number} is closed. Its asker or a coordinator can reopen it.", number="K-1")
    assert (await one.says(f"geef door K-1 aan {number}")).tells(told)
    assert await states(at_work) == []


async def test_a_question_is_passed_on_to_a_network_by_its_name(at_work: Door) -> None:
    kernteam = await at_work.coordinator("Kernteam")
    driver = await at_work.member("Aanjager")
    await register(driver)
    await kernteam.presses(_("Approve"), await kernteam.hears(_("A network to approve")))
    asker, one = await at_work.member("Adviseur"), await at_work.member("Een")
    await put(asker)
    await asker.says(f"breng K-1 bij {await number_of(one)}")
    await one.says("geef door K-1 aan Leerkring Veenweide")
    await driver.hears("Leerkring Veenweide", LUCHT)
    told = _("{who} passed your question on to {other}.", who="Een (Gemeente Voorbeeld)", other="Leerkring Veenweide")
    await asker.hears(told)
    assert await states(at_work) == [RequestState.passed_on, RequestState.asked]


async def test_silence_after_passing_on_still_leads_to_the_next_people_first(at_work: Door) -> None:
    asker, one, two, three = [await at_work.member(name, **KNOWS) for name in ("Adviseur", "Een", "Twee", "Drie")]
    await put(asker)
    await asker.says(f"breng K-1 bij {await number_of(one)}")
    await one.says("geef door K-1 aan Twee")
    await two.hears(LUCHT)
    for _each in range(2):  # the reminder, then the end of patience
        at_work.clock.ahead(timedelta(days=7))
        await works(at_work)
    await three.hears(LUCHT)


async def test_silence_is_counted_in_working_days_across_the_holidays(at_work: Door) -> None:
    """Put on Christmas Eve: 25 and 26 December, the weekends and New Year's Day do not count."""
    kernteam = await at_work.coordinator("Kernteam")
    asker = await at_work.member("Adviseur")
    first, second = [await at_work.member(name, **KNOWS) for name in ("Eerste", "Tweede")]
    at_work.clock.now = datetime(2026, 12, 24, 10, 30, tzinfo=UTC)
    await put(asker)
    await asker.says(f"breng K-1 bij {await number_of(first)}")
    await first.hears(LUCHT)

    while at_work.clock.now < datetime(2027, 1, 13, tzinfo=UTC):  # looked at through day and night
        at_work.clock.ahead(timedelta(hours=6))
        await works(at_work)
    to_first, to_second = await at_work.database.read(requests.of_question, 1)
    assert to_first.reminded_at == datetime(2026, 12, 30, 10, 30, tzinfo=UTC)
    assert to_second.brought_at == datetime(2027, 1, 4, 10, 30, tzinfo=UTC)
    assert to_second.reminded_at == datetime(2027, 1, 7, 10, 30, tzinfo=UTC)
    (given_up,) = await at_work.database.read(audit.of, QUESTION, 1)
    assert given_up.at == datetime(2027, 1, 11, 10, 30, tzinfo=UTC)
    await second.hears(LUCHT)
    await kernteam.hears(_("Nobody who was asked answers this question. Whom do you know?"))


async def test_a_network_is_asked_through_its_convenors_and_any_of_them_answers(at_work: Door) -> None:
    kernteam = await at_work.coordinator("Kernteam")
    driver = await at_work.member("Aanjager")
    await register(driver)
    await kernteam.presses(_("Approve"), await kernteam.hears(_("A network to approve")))
    asker = await at_work.member("Adviseur")
    await put(asker)
    assert "Leerkring Veenweide" in await asker.says("breng K-1 bij Leerkring Veenweide")
    await driver.hears("Leerkring Veenweide", LUCHT)
    await driver.says("antwoord K-1 Kom langs bij onze leerkring.")
    assert await states(at_work) == [RequestState.answered]


async def test_nobody_is_asked_who_is_away_or_has_enough(at_work: Door) -> None:
    asker = await at_work.member("Adviseur")
    away, busy = await at_work.member("Afwezig", **KNOWS), await at_work.member("Druk", **KNOWS)
    await at_work.database.write(people.pause, (await away.member()).id, date(2026, 11, 30))
    for number in range(1, 5):
        await put(asker)
        said = await asker.says(f"breng K-{number} bij {await number_of(busy)}")
        enough = said.tells(
            _("{who} has enough questions to answer now. Choose someone else.", who="Druk (Gemeente Voorbeeld)")
        )
        assert enough == (number > Rules().most_open)
    said = await asker.says(f"breng K-1 bij {await number_of(away)}")
    assert said.tells(_("{who} is away now. Choose someone else.", who="Afwezig (Gemeente Voorbeeld)"))
    assert "Afwezig" not in await asker.says("breng K-4")


async def test_outside_office_hours_a_request_waits_for_the_morning(at_work: Door) -> None:
    asker, sensor = await at_work.member("Adviseur"), await at_work.member("Meetbureau", **KNOWS)
    at_work.clock.now = datetime(2026, 11, 6, 20, 0, tzinfo=UTC)
    await put(asker)
    said = await asker.says(f"breng K-1 bij {await number_of(sensor)}")
    assert "9 november" in said or "9 nov" in said
    at_work.clock.now = datetime(2026, 11, 8, 12, 0, tzinfo=UTC)
    await works(at_work)
    assert not sensor.notices
    at_work.clock.now = datetime(2026, 11, 9, 8, 5, tzinfo=UTC)
    await works(at_work)
    await sensor.hears(LUCHT)
    await works(at_work)
    assert not sensor.notices, "once is enough"


async def test_silence_leads_to_a_reminder_then_the_next_then_a_network_then_the_coordinators(at_work: Door) -> None:
    kernteam = await at_work.coordinator("Kernteam", "nl")
    driver = await at_work.member("Aanjager")
    said = await driver.in_turn(
        "netwerk aanmelden", "Luchtmeters", "leernetwerk", "luchtkwaliteit", "Twente", "Samen meten"
    )
    for _each in range(3):
        if not said.tells(_("Thank you. {name} waits for the approval of a coordinator.", name="Luchtmeters")):
            said = await driver.says("overslaan")
    await kernteam.presses(_("Approve"), await kernteam.hears(_("A network to approve")))
    asker = await at_work.member("Adviseur")
    first, second = [await at_work.member(name, **KNOWS) for name in ("Eerste", "Tweede")]
    await put(asker)
    await asker.says(f"breng K-1 bij {await number_of(first)}")
    await first.hears(LUCHT)

    async def wait(working_days: int) -> None:
        at_work.clock.ahead(timedelta(days=working_days + 4))
        while not 9 <= at_work.clock.now.hour < 15 or at_work.clock.now.weekday() >= 5:
            at_work.clock.ahead(timedelta(hours=3))
        await works(at_work)

    reminder = _("This question still waits for you. If it is not for you, say so: then I ask someone else.")
    await wait(Rules().remind_after)
    await first.hears(reminder)
    await wait(Rules().give_up_after)
    await second.hears(LUCHT)
    assert not first.notices, "reminded once"
    assert (await states(at_work))[0] is RequestState.silent
    await wait(Rules().remind_after)
    await second.hears(reminder)
    await wait(Rules().give_up_after)
    await driver.hears("Luchtmeters", LUCHT)
    await wait(Rules().remind_after)
    await wait(Rules().give_up_after)
    await kernteam.hears(_("Nobody who was asked answers this question. Whom do you know?"), LUCHT)
    late = await first.says("antwoord K-1 Sorry, ik was weg. Neem goedkope sensoren.")
    assert "K-1" in late
    assert (await states(at_work))[0] is RequestState.answered, "a late answer is an answer"


async def test_what_was_answered_or_closed_reminds_nobody(at_work: Door) -> None:
    asker, one, two = [await at_work.member(name, **KNOWS) for name in ("Adviseur", "Een", "Twee")]
    await put(asker)
    await asker.says(f"breng K-1 bij {await number_of(one)}")
    await one.hears(LUCHT)
    await asker.in_turn("sluit K-1", "1", "Al gevonden.")
    await one.hears("Al gevonden.")
    at_work.clock.now = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    await works(at_work)
    assert not one.notices
    assert not two.notices


async def test_a_quiet_question_is_proposed_to_its_asker_to_be_closed_and_never_closes_itself(at_work: Door) -> None:
    asker = await at_work.member("Adviseur")
    await put(asker)
    at_work.clock.ahead(timedelta(days=Rules().quiet_after + 1))
    await works(at_work)
    said = await asker.hears(_("It has been quiet around your question. What came of it?"), LUCHT)
    await works(at_work)
    assert not asker.notices
    await asker.presses(_("Close it"), said)
    closed = await asker.in_turn("1", "Het loopt.")
    assert closed.tells(_("{number} is closed.", number="K-1"))


async def test_who_answered_already_is_not_proposed_for_the_same_question(at_work: Door) -> None:
    asker, helper = await at_work.member("Adviseur"), await at_work.member("Meetbureau", **KNOWS)
    await put(asker)
    assert "Meetbureau" in await asker.says("breng K-1")
    await helper.says("antwoord K-1 Met een meter aan de gevel.")
    assert "Meetbureau" not in await asker.says("breng K-1")


async def test_of_several_quiet_questions_the_asker_hears_one_a_day(at_work: Door) -> None:
    asker = await at_work.member("Adviseur")
    await put(asker)
    await put(asker, "Waar haal je schoon zand?")
    at_work.clock.ahead(timedelta(days=Rules().quiet_after + 1))
    await works(at_work)
    await asker.hears(_("It has been quiet around your question. What came of it?"), LUCHT)
    assert not asker.notices
    at_work.clock.ahead(timedelta(days=1, seconds=1))
    await works(at_work)
    await asker.hears(_("It has been quiet around your question. What came of it?"), "schoon zand")


async def test_an_anonymous_asker_is_not_named_to_who_is_asked(at_work: Door) -> None:
    asker, helper = await at_work.member("Klokkenluider"), await at_work.member("Meetbureau", **KNOWS)
    shown = await asker.in_turn(f"vraag {LUCHT}", "zonder mijn naam")
    assert "Meetbureau" in shown, "who is asked along is told before"
    assert not helper.notices, "nothing is asked by what changes the proposal"
    assert (await asker.says("ja")).reply.subject
    assert "Klokkenluider" not in await helper.hears(LUCHT)


async def test_who_is_asked_later_does_not_learn_who_asked_either(at_work: Door) -> None:
    asker, helper = await at_work.member("Klokkenluider"), await at_work.member("Meetbureau", **KNOWS)
    await put(asker)
    await asker.in_turn("anoniem K-1", f"breng K-1 bij {await number_of(helper)}")
    assert "Klokkenluider" not in await helper.hears(LUCHT)


@pytest.mark.parametrize(("said", "asked"), [("ja", True), ("niemand", False), ("zonder M-2", False)])
async def test_who_stands_on_the_proposal_is_asked_by_the_same_yes(at_work: Door, said: str, asked: bool) -> None:
    asker, helper = await at_work.member("Adviseur"), await at_work.member("Meetbureau", **KNOWS)
    assert "\u2611 Meetbureau (M-2)" in await asker.says(f"vraag {LUCHT}")
    shown = await asker.says(said)
    if not asked:
        assert "Meetbureau" not in shown
        shown = await asker.says("ja")
    assert shown.reply.subject
    if asked:
        await helper.hears(LUCHT)
    assert await states(at_work) == [RequestState.asked] * asked


class Writing:
    """Stands where a model would, and writes while it is asked: that fails for who ranks with the write lock held."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.asked = 0

    def question(self, text: str) -> Vector | None:
        with closing(sqlite3.connect(self._file, timeout=5)) as other, other:
            other.execute("UPDATE members SET position = ?", (text,))
        self.asked += 1
        return None

    def passages(self, texts: Sequence[str]) -> list[Vector]:
        raise NotImplementedError


async def test_others_may_write_while_the_next_after_silence_are_sought(tmp_path: Path) -> None:
    make_tables(f"sqlite:///{tmp_path / 'plek.db'}")
    database = Database(f"sqlite:///{tmp_path / 'plek.db'}")
    model = Writing(tmp_path / "plek.db")
    async with Door(database, encoder=model) as door:
        door.clock.now = MONDAY
        asker, first, second = [await door.member(name, **KNOWS) for name in ("Adviseur", "Eerste", "Tweede")]
        await put(asker)
        await asker.says(f"breng K-1 bij {await number_of(first)}")
        before = model.asked
        for _each in range(2):  # the reminder, then the end of patience
            door.clock.ahead(timedelta(days=7))
            await works(door)
        await second.hears(LUCHT)
        assert model.asked > before
    database.close()


async def test_a_question_of_the_task_and_one_of_the_network_behind_it_go_as_a_pair(at_work: Door) -> None:
    asker, other = await at_work.member("Adviseur"), await at_work.member("Lid")
    sensor = await at_work.member("Meetbureau", **KNOWS)
    await put(asker)
    refused = await other.says("vraag erbij K-1: wie beslist met wie?")
    assert not refused.tells(_("This is how I put it:"))
    shown = await asker.says("vraag erbij K-1: wie beslist er met wie over de sensoren?")
    assert shown.tells(_("Beside {number}, for who is asked one to see both:", number="K-1"))
    assert (await asker.says("ja")).tells(_("{one} and {other} go as a pair.", one="K-2", other="K-1"))
    await asker.says(f"breng K-1 bij {await number_of(sensor)}")
    await sensor.hears(HAS_A_QUESTION, _("It goes with {number}:", number="K-2"), "Wie beslist er met wie")
    assert "K-1" in await other.says("K-2")
    await asker.says("sluit K-2 beantwoord: samen")
    third = await at_work.member("Nog een", **KNOWS)
    await asker.says(f"breng K-1 bij {await number_of(third)}")
    told = await third.hears(HAS_A_QUESTION)
    assert "Wie beslist er met wie" not in told, "what is closed waits for nobody"
