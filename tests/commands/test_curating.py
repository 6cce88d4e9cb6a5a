"""Coordinators merge, split and move questions, undo it, and see what waits for them."""

from datetime import timedelta

from bot.wording import _
from storage import follows, questions
from storage.vocabulary import QuestionStatus, Subject
from tests.commands.test_networks import register
from tests.commands.test_questions import LUCHT, put
from tests.door import Door


async def following(door: Door, question: int) -> set[str]:
    held = await door.database.read(follows.followers, Subject.question, [question])
    return {each.name for each in held}


async def test_who_had_a_part_in_a_merged_question_hears_of_the_other_and_undoing_it_is_complete(door: Door) -> None:
    kernteam = await door.coordinator("Kernteam")
    asker, double, helper, follower = [
        await door.member(name) for name in ("Adviseur", "Dubbel", "Onderzoeker", "Volger")
    ]
    await put(asker)
    await put(double, "Wie meet zelf de luchtkwaliteit in Twente?")
    await helper.says("antwoord K-2 Kijk bij de meetpunten.")
    await follower.says("volg K-2")
    await kernteam.says("voeg samen K-2 K-1")
    for each in (double, helper, follower):
        await each.hears(_("This question goes on in {other}, which asks the same. You follow it now.", other="K-1"))
    assert await following(door, 1) == {"Adviseur", "Dubbel", "Onderzoeker", "Volger"}
    assert (await follower.says("K-2")).tells(
        _("{number} goes on in {other}, which asks the same.", number="K-2", other="K-1")
    )
    await helper.says("antwoord K-1 Hier ook.")
    await follower.hears("Hier ook.")
    await kernteam.says("maak ongedaan K-2")
    assert await following(door, 1) == {"Adviseur", "Onderzoeker"}, "who answered there meanwhile stays"
    held = await door.database.read(questions.get_one, 2)
    assert held.status is QuestionStatus.answered
    assert await following(door, 2) == {"Dubbel", "Onderzoeker", "Volger"}


async def test_a_split_keeps_asker_and_followers_with_both_questions_and_can_be_undone(door: Door) -> None:
    kernteam, asker, follower = (
        await door.coordinator("Kernteam"),
        await door.member("Adviseur"),
        await door.member("Volger"),
    )
    await put(asker)
    await follower.says("volg K-1")
    await kernteam.in_turn("splits K-1", "Wat kost een sensor?")
    assert await following(door, 2) == {"Adviseur", "Volger"}
    await asker.hears(_("A second question was taken out of this one: {other}. You follow both.", other="K-2"))
    await kernteam.says("maak ongedaan K-1")
    assert (await door.database.read(questions.get_one, 2)).merged_into == 1


async def test_a_question_is_moved_and_moved_back_in_order(door: Door) -> None:
    kernteam, asker = await door.coordinator("Kernteam"), await door.member("Adviseur")
    await put(asker)
    before = await door.database.read(questions.get_one, 1)
    for to in ("Salland", "Flevoland"):
        await kernteam.says(f"verplaats K-1 naar {to}")
        held = await door.database.read(questions.get_one, 1)
        assert held.regions == {await door.region(to)}
        assert held.themes == before.themes
    await kernteam.says("maak ongedaan K-1")
    assert (await door.database.read(questions.get_one, 1)).regions == {await door.region("Salland")}
    await kernteam.says("maak ongedaan K-1")
    assert (await door.database.read(questions.get_one, 1)).regions == before.regions
    said = await kernteam.says("maak ongedaan K-1")
    assert said.tells(_("There is nothing to undo for {number}.", number="K-1"))
    assert (await asker.says("verplaats K-1 Salland")).tells(_("Only coordinators can do this."))


async def test_one_list_tells_a_coordinator_what_waits_heaviest_first(door: Door) -> None:
    kernteam = await door.coordinator("Kernteam")
    assert (await kernteam.says("te doen")).tells(_("Nothing waits for you. Well done."))
    asker, driver = await door.member("Adviseur"), await door.member("Aanjager")
    await put(asker)
    door.clock.ahead(timedelta(days=3))
    await register(driver)
    await kernteam.hears(_("A network to approve"))
    door.clock.ahead(timedelta(days=1))
    said = await kernteam.says("te doen")
    assert said.index("K-1") < said.index("Leerkring Veenweide")
    assert said.tells(_("nobody was asked yet"))
    await kernteam.presses(_("Approve"), said)
    said = await kernteam.says("te doen")
    assert "Leerkring Veenweide" not in said
    door.clock.ahead(timedelta(days=400))
    said = await kernteam.says("te doen")
    assert said.tells(_("nobody confirmed this network for a year"))
    await kernteam.presses(_("It is still right"), said)
    assert "Leerkring Veenweide" not in await kernteam.says("te doen")
    assert LUCHT in await kernteam.says("te doen")
