"""Coordinators merge, split and move questions, undo it, and see what waits for them."""

from datetime import UTC, datetime, timedelta

from bot.chat.texts import Language, _, _n
from storage.members import follows
from storage.members.roles import Grant
from storage.questions import questions
from storage.questions.question import QUESTION
from storage.vocabulary import Outcome, QuestionStatus, Role
from tests.cafe import Door
from tests.commands.networks.test_networks import register
from tests.commands.questions.test_questions import LUCHT, put


async def following(door: Door, question: int) -> set[str]:
    held = await door.database.read(follows.followers, QUESTION, [question])
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
    await kernteam.does("voeg samen K-2 K-1")
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
    await kernteam.surely("splits K-1", "Wat kost een sensor?")
    assert await following(door, 2) == {"Adviseur", "Volger"}
    await asker.hears(_("A second question was taken out of this one: {other}. You follow both.", other="K-2"))
    await kernteam.says("maak ongedaan K-1")
    assert (await door.database.read(questions.get_one, 2)).merged_into == 1


async def test_a_question_is_moved_and_moved_back_in_order(door: Door) -> None:
    kernteam, asker = await door.coordinator("Kernteam"), await door.member("Adviseur")
    await put(asker)
    before = await door.database.read(questions.get_one, 1)
    for to in ("Salland", "Flevoland"):
        await kernteam.does(f"verplaats K-1 naar {to}")
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


async def test_what_is_no_region_or_theme_moves_nothing_and_is_suggested(door: Door) -> None:
    kernteam, asker = await door.coordinator("Kernteam"), await door.member("Adviseur")
    await put(asker)
    before = await door.database.read(questions.get_one, 1)
    for line, unknown in (("verplaats K-1 naar Salant", "salant"), ("verplaats K-1 Salland, Atlantis", "atlantis")):
        said = await kernteam.says(line)
        assert said.tells(_("I see no region or theme in {text}.", text=unknown))
        assert (await door.database.read(questions.get_one, 1)).regions == before.regions
    await kernteam.presses("Salland", await kernteam.says("verplaats K-1 naar Salant"))
    assert (await door.database.read(questions.get_one, 1)).regions == {await door.region("Salland")}


async def test_closing_and_reopening_are_recorded_and_undone_in_order(door: Door) -> None:
    kernteam, asker, follower = (
        await door.coordinator("Kernteam"),
        await door.member("Adviseur"),
        await door.member("Volger"),
    )
    await put(asker)
    await follower.says("volg K-1")
    await asker.in_turn("sluit K-1", "1", "We meten nu zelf.")
    await follower.hears("We meten nu zelf.")
    await asker.says("heropen K-1")
    await follower.hears(_("A question you had a part in is open again:"))
    assert "We meten nu zelf." not in await asker.says("K-1")
    await kernteam.says("maak ongedaan K-1")
    await follower.hears(_("A question you had a part in is closed again, as it was:"))
    held = await door.database.read(questions.get_one, 1)
    assert (held.status, held.outcome, held.outcome_text) == (
        QuestionStatus.closed,
        Outcome.answered,
        "We meten nu zelf.",
    )
    await kernteam.says("maak ongedaan K-1")
    await follower.hears(_("A question you had a part in is open again:"))
    assert (await door.database.read(questions.get_one, 1)).status is QuestionStatus.open
    ledger = await asker.says("verloop K-1")
    assert ledger.tells(_("closed"), _("reopened"), _("undone"))
    said = await kernteam.says("maak ongedaan K-1")
    assert said.tells(_("There is nothing to undo for {number}.", number="K-1"))
    assert (await asker.says("maak ongedaan K-1")).tells(_("Only coordinators can do this."))


async def test_merging_splitting_and_moving_stand_in_the_ledger_with_what_was_undone(door: Door) -> None:
    kernteam, asker = await door.coordinator("Kernteam"), await door.member("Adviseur")
    await put(asker)
    await put(asker, "Wie meet zelf de luchtkwaliteit in Twente?")
    await kernteam.surely("splits K-1", "Wat kost een sensor?")
    await kernteam.surely("verplaats K-1 Salland", "voeg samen K-1 K-2", "maak ongedaan K-1")
    ledger = await asker.says("verloop K-1")
    told = [_("split"), _("moved"), _("merged with another question"), _("undone")]
    assert ledger.tells(*told)
    places = [ledger.index(Language("nl").text(each)) for each in told]
    assert places == sorted(places)
    assert (await asker.says("verloop K-3")).tells(_("taken out of"), "K-1")


async def test_once_a_week_coordinators_hear_what_waits_for_them(door: Door) -> None:
    kernteam = await door.coordinator("Kernteam")
    flevo = await door.member("Schakelaar")
    await door.grant(flevo, Grant(Role.coordinator, region_id=await door.region("Flevoland")))
    await put(await door.member("Adviseur"))
    week = _("What waits for you this week")

    async def at(moment: datetime) -> int:
        door.clock.now = moment
        told = await door.cafe.work["coordinators"]()
        await door.cafe.settled()
        return told

    assert await at(datetime(2026, 12, 20, 10, 0, tzinfo=UTC)) == 0, "a Sunday"
    assert await at(datetime(2026, 12, 21, 7, 0, tzinfo=UTC)) == 0, "before office hours"
    assert await at(datetime(2026, 12, 21, 9, 0, tzinfo=UTC)) == 1, "whose region has nothing to do hears nothing"
    said = await kernteam.hears(week, LUCHT)
    assert said.tells(_("nobody was asked yet"), _n("waits {n} day", "waits {n} days", 49))
    assert await at(datetime(2026, 12, 22, 9, 0, tzinfo=UTC)) == 0, "once a week"
    assert await at(datetime(2026, 12, 28, 9, 0, tzinfo=UTC)) == 1
    await kernteam.hears(week, LUCHT)
    await kernteam.surely("sluit K-1", "1", "Het loopt.")
    assert await at(datetime(2027, 1, 4, 9, 0, tzinfo=UTC)) == 0, "nothing waits"
    assert not flevo.notices


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
