"""Learning evaluations: a group of a network asks itself three things in ten days, and changes something."""

from datetime import timedelta

import pytest

from bot.chat.texts import _, _n
from storage.lessons import evaluations
from storage.lessons.evaluation import Evaluation, Stage
from storage.networks import networks
from storage.vocabulary import NetworkRole
from tests.cafe import Door, Person, together
from tests.commands.networks.test_networks import register

ASKED = "komt onze aanpak op gang?"


async def later(door: Door, days: int = 0, minutes: int = 15) -> None:
    """Let what waits go out."""
    door.clock.ahead(timedelta(days=days, minutes=minutes))
    for work in ("evaluations", "hearing"):
        await door.cafe.work[work]()
    await door.cafe.settled()


async def group(door: Door, size: int = 4) -> tuple[Person, list[Person]]:
    """A convenor, and members of their network."""
    convenor = await door.member("Aanjager")
    members = [await door.member(f"Lid {n}") for n in range(1, size + 1)]
    kernteam = await door.coordinator("Kernteam")
    await register(convenor)
    await kernteam.does("keur goed N-1")
    for each in members:
        person = await each.member()
        await door.database.write(networks.join, 1, person.id, NetworkRole.member, door.clock())
    return convenor, members


async def planned(door: Door, size: int = 4) -> tuple[Person, list[Person]]:
    convenor, members = await group(door, size)
    await convenor.in_turn(f"evaluatie starten N-1: {ASKED}", "de deelnemers van het netwerk", "klopt")
    await later(door)
    return convenor, members


async def underway(door: Door, size: int = 4) -> tuple[Person, list[Person]]:
    """On day 0 of its first round, with all members in it."""
    convenor, members = await planned(door, size)
    for each in members:
        await each.says("doe mee aan evaluatie E-1")
    await later(door, days=1)
    return convenor, members


async def evaluation(door: Door) -> Evaluation:
    found = await door.database.read(evaluations.get, 1)
    assert found
    return found


async def test_a_round_goes_from_asking_to_what_the_group_changes(door: Door) -> None:
    convenor, (first, second, third, fourth) = await group(door)
    shown = await convenor.says(f"evaluatie starten N-1: {ASKED}")
    assert shown.tells(_("Who takes part? Name 3 to 12 people, or choose the members of the network."))
    shown = await convenor.says("de deelnemers van het netwerk")
    assert shown.tells(ASKED, _n("{n} person is asked to take part.", "{n} people are asked to take part.", 4))
    assert (await convenor.says("klopt")).tells(
        _("{number} is planned. It begins when 3 people say yes.", number="E-1")
    )
    await later(door)
    for each in (first, second, third):
        asked = await each.hears(_("Do you take part? Only the group reads what you say."))
        joined = await each.presses(_("Yes"), asked)
    due = (await evaluation(door)).due_at
    assert due is not None
    assert joined.tells(_("It begins on {day}.", day=due.date()))
    asked = await fourth.hears(_("Do you take part? Only the group reads what you say."))
    assert (await fourth.presses(_("No"), asked)).tells(_("All right. You take no part in {number}.", number="E-1"))

    await later(door, days=1)
    asked = await first.hears(_("What do you see happen?"))
    said = await first.presses(_("Tell"), asked)
    said = await first.says("boeren en bewoners spreken elkaar vaker")
    assert said.tells(_("It is there, for the group."), _("Share as a lesson"))
    assert not fourth.notices

    await later(door, days=7)
    for each, well, better in (
        (first, "het overleg werkt", "de kaart klopt nog niet"),
        (second, "we weten wat het water doet", "de planning loopt uit"),
        (third, "de gesprekken zijn goed", "er is te weinig geld"),
    ):
        await each.hears(_("What goes well, what can be better?"))
        await each.in_turn(f"goed bij E-1: {well}", f"beter bij E-1: {better}")

    await later(door, days=7)
    ready = await convenor.hears(_("Read the four boxes, and say what you change."))
    boxes = await convenor.presses(_("View"), ready)
    for part in ("het overleg werkt", "de planning loopt uit", "boeren en bewoners"):
        assert part in boxes
    assert "Lid 1" not in boxes, "what was answered stands without names"
    ended = await convenor.says("dit passen we aan bij E-1: we plannen samen met de boeren vooruit")
    assert ended.tells(_n("{n} person who took part hears it.", "{n} people who took part hear it.", 3))
    await later(door)
    for each in (first, second, third):
        await each.hears("we plannen samen met de boeren vooruit")
    assert (await evaluation(door)).stage is Stage.resting
    assert "we plannen samen" in await first.says("mijn inbreng")

    door.clock.now = (await evaluation(door)).due_at  # type: ignore[assignment]  # the next round
    await later(door)
    await first.hears(_("What do you see happen?"))
    assert (await evaluation(door)).round == 2


async def test_only_the_group_sees_it(door: Door) -> None:
    _convenor, members = await underway(door)
    await members[0].says("vertel bij E-1: het gaat langzaam vooruit")
    outsider, kernteam = await door.member("Buitenstaander"), door.person("Kernteam")
    hidden = _("{number} is an evaluation of a group. Only the group sees it.", number="E-1")
    for each in (outsider, kernteam):
        for line in ("E-1", "vertel bij E-1: ik ook", "doe mee aan evaluatie E-1", "stop evaluatie E-1"):
            said = await each.says(line)
            assert said.tells(hidden)
            assert "langzaam" not in said
        assert ASKED not in await each.says("N-1")
        assert "het gaat langzaam" not in await each.says("wie weet iets over langzaam vooruit")


async def test_too_few_answers_ask_for_another_week(door: Door) -> None:
    convenor, members = await underway(door)
    await members[0].says("vertel bij E-1: het gaat langzaam vooruit")
    await later(door, days=7)
    await later(door, days=7)
    few = _("{n} of {of} answered: too few to learn together. Another week?", n=1, of=4)
    asked = await convenor.hears(few)
    assert (await convenor.presses(_("Another week"), asked)).tells(_("Who did not answer yet is asked once more."))
    await later(door)
    silent = [each for each in members[1:] if any("goed" in said for said in each.notices)]
    assert len(silent) == 3
    await later(door, days=7)
    assert (await evaluation(door)).day == 10


async def test_who_may_start_one_and_with_how_many(door: Door) -> None:
    convenor, (first, *_others) = await group(door, 2)
    assert not (await first.says(f"evaluatie starten N-1: {ASKED}")).tells(_("This is how I put it:"))
    said = await convenor.in_turn(f"evaluatie starten N-1: {ASKED}", "de deelnemers van het netwerk")
    assert said.tells(
        _n(
            "That is {n} person. An evaluation is for 3 to 12 people.",
            "That are {n} people. An evaluation is for 3 to 12 people.",
            2,
        )
    )


async def test_what_was_done_is_undone(door: Door) -> None:
    convenor, members = await underway(door)
    await members[0].says("vertel bij E-1: het gaat langzaam vooruit")
    assert (await members[0].says("maak ongedaan")).tells(
        _("What you said stands with {number} no longer.", number="E-1")
    )
    assert not (await evaluation(door)).answers
    await convenor.says("stop evaluatie E-1")
    assert (await evaluation(door)).stage is Stage.stopped
    assert (await convenor.says("maak ongedaan")).tells(_("{number} is as it was.", number="E-1"))
    assert (await evaluation(door)).stage is Stage.running
    assert (await evaluation(door)).due_at


async def test_two_who_act_at_once_are_both_heard(door: Door) -> None:
    convenor, members = await underway(door)
    await together(*(each.says("vertel bij E-1: ik zie beweging") for each in members))
    assert len((await evaluation(door)).answered) == 4
    await later(door, days=7)
    await later(door, days=7)
    said = await together(
        convenor.says("dit passen we aan bij E-1: we plannen voortaan samen"), convenor.says("stop evaluatie E-1")
    )
    assert (await evaluation(door)).stage in (Stage.resting, Stage.stopped)
    assert len([each for each in said if "Maak ongedaan" in each.buttons]) >= 1


@pytest.mark.parametrize("times", [2])
async def test_the_clock_asks_once_however_many_look(door: Door, times: int) -> None:
    _convenor, members = await planned(door)
    for each in members:
        await each.says("doe mee aan evaluatie E-1")
    door.clock.ahead(timedelta(days=1))
    assert sum([await door.cafe.work["evaluations"]() for _each in range(times)]) == 1
    await members[0].hears(_("What do you see happen?"))
    assert not [said for said in members[0].notices if said.tells(_("What do you see happen?"))]
