"""Groups, organisations and initiatives are not asked too often; an initiative or farmer hears a first word."""

from datetime import timedelta

from bot.chat.texts import _
from commands.questions.routing.routing import Candidate, Person, Unfit, often, unfit
from commands.questions.routing.rules import Rules
from storage.questions import requests
from storage.questions.sparing import Load
from storage.vocabulary import RequestState
from tests.cafe import START, Door
from tests.commands.networks.test_deepened import a_network
from tests.commands.questions.test_questions import put

RULES = Rules(most_network=4, most_organisation=9, most_initiative=2)
WAITS = _("An initiative or farmer asked this, and nobody said a word yet. Will you say the first?")
DRIVER = (Person(1, 0, "Europe/Amsterdam"),)
INITIATIVE = {"organisation": "Hollandse Luchten", "organisation_kind": "maatschappelijk initiatief"}


def _asked(kind: str, own: int, of_organisation: int, *, small: bool = False) -> bool:
    candidate = Candidate(kind, 1, DRIVER, load=Load(own, of_organisation), small=small)
    spared = often(candidate, RULES)
    assert (unfit(candidate, None, START, RULES) is Unfit.often) is spared
    return spared


def test_a_group_is_spared_at_its_bound_and_a_small_initiative_at_a_lower_one() -> None:
    assert not _asked("network", 3, 0)
    assert _asked("network", 4, 0)
    assert not _asked("network", 1, 1, small=True)
    assert _asked("network", 2, 2, small=True)


def test_an_organisation_is_bounded_over_all_of_its_people_and_networks() -> None:
    assert not _asked("member", 5, 8), "one member is bounded by what they have open"
    assert _asked("member", 0, 9)
    assert _asked("member", 0, 2, small=True)
    assert _asked("network", 0, 9)


async def test_who_was_asked_as_often_as_may_be_is_refused_and_coordinators_see_how_often(door: Door) -> None:
    kernteam, asker = await door.coordinator("Kernteam"), await door.member("Adviseur")
    helper = await door.member(
        "Vrijwilliger", **INITIATIVE, knows="Ik weet alles van sensoren voor fijnstof in de wijk."
    )
    number = f"M-{(await helper.member()).id}"
    most = Rules().most_initiative
    for each in range(most):
        await put(asker, f"Welke sensor voor fijnstof in wijk {each} is goed?")
        await kernteam.says(f"breng K-{each + 1} bij {number}")
        await helper.says(f"niet voor mij K-{each + 1} Geen tijd.")
    await put(asker, "Welke sensoren voor fijnstof in de wijk zijn er?")
    said = await kernteam.says(f"breng K-{most + 1} bij {number}")
    assert said.tells(
        _(
            "{who} was asked often this month, and is spared. Choose someone else.",
            who="Vrijwilliger (Hollandse Luchten)",
        )
    )
    seen = await kernteam.says(f"breng K-{most + 1}")
    assert seen.tells(_("Asked this month: "), _(" {n} of {most}", n=most, most=most), _(" (spared)"))
    assert not (await asker.says(f"breng K-{most + 1}")).tells(_("Asked this month: "))
    door.clock.ahead(timedelta(days=32))
    assert (await kernteam.says(f"breng K-{most + 1} bij {number}")).tells("Vrijwilliger"), "a month later"
    await helper.hears(f"K-{most + 1}")


async def test_the_coordinator_hears_once_when_an_initiative_heard_nothing_for_a_working_day(door: Door) -> None:
    kernteam = await door.coordinator("Kernteam")
    asker, other = await door.member("Buurt", **INITIATIVE), await door.member("Ambtenaar")
    await put(asker)
    await put(other, "Wat kost een sensor in Salland?")
    tell = door.cafe.work["first words"]
    assert await tell() == 0, "the working day is not over"
    door.clock.ahead(timedelta(days=1, minutes=5))
    assert await tell() == 1, "of the initiative alone"
    waits = await kernteam.hears(WAITS)
    assert await tell() == 0, "once"
    assert (await kernteam.says("te doen")).tells(_("an initiative or farmer waits for a first word"))
    await kernteam.says("Ik bel je morgen en zoek het met je uit bij de GGD.", reply_to=waits.native_id)
    assert not (await kernteam.says("te doen")).tells(_("an initiative or farmer waits for a first word"))


async def test_who_said_something_by_name_spares_the_coordinator(door: Door) -> None:
    kernteam = await door.coordinator("Kernteam")
    asker, unseen = await door.member("Boer", position="melkveehouder"), await door.member("Schim", found="nee")
    named = await door.member("Adviseur")
    await put(asker)
    await put(asker, "Wie kent een goed peilbesluit?")
    await unseen.says("antwoord K-1 Met vaste meetpunten.")
    await named.says("antwoord K-2 Dat van Vechtstromen.")
    door.clock.ahead(timedelta(days=1, minutes=5))
    assert await door.cafe.work["first words"]() == 1
    assert "K-1" in await kernteam.hears(WAITS), "somebody without a name is no named person"


async def test_a_network_with_a_fourth_open_question_in_a_month_is_asked_which_two_matter_most(door: Door) -> None:
    asker, driver = await door.member("Adviseur"), await door.member("Aanjager")
    network = int((await a_network(door, "Vechtkring", driver)).removeprefix("N-"))
    asks, told = door.cafe.work["upkeep"], _("We take {number}", number="K-4")

    async def brought(question: int) -> None:
        await put(asker, f"Welke sensor voor het peil in beek {question} is goed?")
        now = door.clock()
        await door.database.write(requests.ask, question, now, by=None, network=network, brought_at=now, due_at=None)

    for question in (1, 2, 3):
        await brought(question)
    await driver.says("niet voor mij K-1 Geen tijd.")
    await brought(4)
    assert await asks() == 0, "three wait"
    await brought(5)
    assert await asks() == 1
    asked = await driver.hears("Vechtkring", told)
    await driver.presses(told, asked)
    held = await door.database.read(requests.of_question, 4)
    assert [each.state for each in held] == [RequestState.accepted]
    for question in (6, 7):
        await brought(question)
    door.clock.ahead(timedelta(days=15))
    assert await asks() == 0, "once for these four: two new ones are not many"
