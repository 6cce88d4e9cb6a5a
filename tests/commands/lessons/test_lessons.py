"""Lessons: shared in one message, seen elsewhere too or not, used, celebrated, offered where they may help."""

from datetime import timedelta

import pytest

from bot.chat.texts import _, _n
from storage.lessons import lessons
from storage.lessons.lesson import Aspect, Lesson, Side
from tests.cafe import Door, Person
from tests.commands.questions.test_questions import put

PROPOSAL = _("This is how I put it:")
PLANNING = "les: de planning ging mis, de bijeenkomst en de kermis vielen op één dag"
WORKED = "les: het overleg in Twente over de dijk werkte goed"


async def lesson(door: Door, number: int) -> Lesson:
    found = await door.database.read(lessons.get, number)
    assert found
    return found


async def shared(door: Door, name: str = "Kernteamlid", line: str = WORKED) -> Person:
    """Who shared L-1."""
    who = await door.member(name, regions="Twente")
    await who.in_turn(line, "klopt")
    return who


async def test_a_failure_is_thanked_for_shared_without_a_name_and_celebrated(door: Door) -> None:
    leader = await door.member("Projectleider hub", regions="Noordelijk Flevoland")
    said = await leader.says(PLANNING)
    assert said.tells(_("Thank you. Somebody else can really use this."), PROPOSAL, _("All members see it."))
    for part in ("Kan beter; proces; Noordelijk Flevoland", "de bijeenkomst en de kermis vielen op één dag"):
        assert part in said
    said = await leader.says("zonder mijn naam")
    assert said.tells(_("{number} is there, without your name.", number="L-1"))
    assert said.tells(_("Celebrate it in the digest"), _("Undo"))
    await leader.presses(_("Celebrate it in the digest"), said)
    held = await lesson(door, 1)
    assert held.celebrated
    reader = await door.member("Deelnemer")
    said = await reader.says("stralend falen")
    assert "L-1" in said
    assert "Projectleider" not in said
    assert "Projectleider" not in await reader.says("L-1")


async def test_what_is_alike_comes_first_and_counts_as_the_same(door: Door) -> None:
    await shared(door)
    other = await door.member("Kernteamlid uit Salland", regions="Salland")
    said = await other.says("les: overleg in Twente over de dijk werkte goed")
    assert said.tells(_("This looks like it:"), _("I mean that one"), _("No, this is another"))
    said = await other.says("ik bedoel die")
    assert said.tells(_n("Same with you, in {number}: {n} region.", "", 1, number="L-1"))
    assert (await lesson(door, 1)).same == 1
    await other.presses(_("Undo"), said)
    assert (await lesson(door, 1)).same == 0


async def test_not_with_us_counts_and_asks_why_once(door: Door) -> None:
    maker = await shared(door)
    other = await door.member("Deelnemer uit Friesland", regions="Friesland")
    said = await other.says("bij ons niet L-1")
    assert said.tells(_n("Not with you: {n} region.", "", 1), _("Why not, in one sentence?"))
    assert (await lesson(door, 1)).other == 1, "it counts at once"
    said = await other.says("er lag al een opdracht")
    assert said.tells(_("It stands with it: {why}", why="er lag al een opdracht"))
    assert "er lag al een opdracht" in await maker.says("L-1")
    fourth = await door.member("Vierde", regions="Twente")
    await fourth.says("bij ons niet L-1")
    assert (await fourth.says("bij ons is het vooral klei")).tells(
        _("It stands with it: {why}", why="bij ons is het vooral klei")
    )
    third = await door.member("Derde", "en", regions="Limburg")
    await third.says("not with us L-1")
    assert (await third.says("skip")).tells(_("Fine. It counts without a reason."))
    assert (await lesson(door, 1)).other == 3
    own = _("You shared it yourself: others say whether it holds with them.")
    assert (await maker.says("bij ons ook L-1")).tells(own)


async def test_who_shared_it_hears_of_its_use_at_once_and_of_the_same_elsewhere_once_a_week(door: Door) -> None:
    maker = await shared(door)
    one, two = await door.member("Een", regions="Salland"), await door.member("Twee", regions="Flevoland")
    await one.says("bij ons ook L-1")
    await two.says("bij ons ook L-1")
    said = await one.says("gebruikt L-1: we vroegen twee ondernemers en het plan werd scherper")
    assert said.tells(_("Thank you. Who shared it hears it."), _n("Used: {n} time.", "", 1), _("Undo"))
    door.clock.ahead(timedelta(minutes=11))
    await door.cafe.work["hearing"]()
    heard = await maker.hears("L-1", _("Your lesson was used. What came of it stands on its card."))
    assert "het plan werd scherper" in await maker.says("L-1")
    assert "het plan werd scherper" in await maker.says("mijn inbreng")
    assert "Een" not in heard.replace("Een ", "")
    door.clock.ahead(timedelta(days=8))
    await door.cafe.work["hearing"]()
    assert not [said for said in maker.notices if _("Your lesson was used.").one in said], "told once"


async def test_lists_go_by_region_theme_side_and_failure_and_name_what_they_do_not_know(door: Door) -> None:
    await shared(door)
    await (await door.member("Ander")).in_turn(
        "les: in Flevoland mislukte het overleg over water", "beter proces", "klopt"
    )
    reader = await door.member("Lezer")
    said = await reader.says("lessen Twente")
    assert "L-1" in said
    assert "L-2" not in said
    assert "L-2" in await reader.says("lessen beter water")
    assert "L-1" not in await reader.says("lessen beter")
    assert "ruimtevaart" in await reader.says("lessen ruimtevaart")
    said = await reader.says("kwadrant")
    assert said.tells(_("Well, process"), _("Better, process"), _("Nothing yet."))
    assert "L-999 bestaat niet" in await reader.says("L-999")


async def test_in_doubt_one_press_tells_the_box_and_a_proposal_can_be_changed(door: Door) -> None:
    member = await door.member("Deelnemer")
    said = await member.says("les: bewoners kwamen wel en zeiden niets")
    assert said.tells(_("Which of the four is it?"))
    assert said.buttons[:4] == ["Goed, inhoud", "Goed, proces", "Beter, inhoud", "Beter, proces"]
    said = await member.says("3")
    assert said.tells(PROPOSAL)
    await member.says("wijzig")
    said = await member.says("Salland")
    assert "Kan beter; inhoud; Salland" in said
    await member.says("klopt")
    held = await lesson(door, 1)
    assert (held.draft.side, held.draft.aspect) == (Side.better, Aspect.content)
    assert (await member.says("les: a")).tells(_("Tell it in a whole sentence: what happened, and where?"))


@pytest.mark.parametrize("said", ["sla over", "klopt"])
async def test_who_leaves_the_box_open_is_shown_the_lesson_before_it_is_there(door: Door, said: str) -> None:
    member = await door.member("Deelnemer")
    await member.says("les: bewoners kwamen wel en zeiden niets")
    shown = await member.says(said)
    assert shown.tells(PROPOSAL)
    assert "Kan beter; proces" in shown
    assert "L-1" not in await member.says("lessen")


async def test_a_name_is_left_out(door: Door) -> None:
    await door.member("Verbinder Noord")
    member = await door.member("Deelnemer")
    said = await member.says("les: het overleg met Verbinder Noord ging mis")
    assert said.tells(_("Rather name no people: say what happens, and where. I left the name out."))
    await member.says("klopt")
    assert "Verbinder Noord" not in (await lesson(door, 1)).text


async def test_closing_a_question_offers_the_lesson_with_the_outcome_filled_in(door: Door) -> None:
    asker, helper = await door.member("Vrager"), await door.member("Kenner")
    await put(asker)
    await helper.says("antwoord K-1 Met sensoren.")
    said = await asker.in_turn("sluit K-1", "beantwoord", "het overleg met sensoren erbij werkte goed")
    said = await asker.presses(_("Make it a lesson"), said)
    assert "het overleg met sensoren erbij werkte goed" in said
    await asker.says("klopt")
    assert "K-1" in await asker.says("L-1")
    assert "L-1" in await asker.says("K-1")
    await put(asker, "Wat kost een dijk?")
    said = await asker.in_turn("sluit K-2", "ingetrokken", "ik weet het al")
    assert not said.tells(_("Make it a lesson"))


async def test_each_role_may_do_what_it_may_and_undo_takes_it_back(door: Door) -> None:
    maker = await shared(door)
    visitor, other, coordinator = (
        door.person("Bezoeker"),
        await door.member("Ander"),
        await door.coordinator("Kernteam"),
    )
    assert (await visitor.says("les: het overleg ging mis")).tells(_("Sign up"))
    told = _("Only who shared {number} can do this, or a coordinator.", number="L-1")
    assert (await other.says("trek in L-1")).tells(told)
    said = await maker.says("trek in L-1")
    assert said.tells(_("{number} is withdrawn.", number="L-1"))
    assert "L-1" not in await other.says("lessen")
    assert (await maker.says("maak ongedaan")).tells(_("{number} is as it was.", number="L-1"))
    assert "L-1" in await other.says("lessen")
    await other.in_turn("meld L-1", "Dit klopt niet.")
    await coordinator.does("verberg L-1")
    assert (await other.says("L-1")).tells(_("{number} is out of sight.", number="L-1"))


async def test_search_finds_a_lesson_and_who_shared_it(door: Door) -> None:
    await shared(door, "Dijkwachter")
    said = await (await door.member("Zoeker")).says("wie weet iets over overleg met de dijk")
    assert "L-1" in said
    assert "Dijkwachter" in said


async def test_a_lesson_from_elsewhere_comes_inside_the_personal_digest_once_a_week(door: Door) -> None:
    maker = await door.member("Maker", regions="Salland", themes="water")
    await maker.in_turn("les: het overleg over water in Salland ging mis", "beter proces", "klopt")
    near = await door.member("Buur", regions="Salland", themes="water")
    far = await door.member("Verre", regions="Limburg", themes="water")
    door.clock.ahead(timedelta(days=8))
    for each in (near, far):
        await each.says("weekbericht aan maandag 09:00")
    await put(await door.member("Vrager"), "Wie weet iets van water in Nederland?")
    door.clock.ahead(timedelta(days=6, hours=2))
    await door.cafe.digests.make_due()
    for each in (near, far):
        await door.far.until(lambda who=each: any(said.tells(_("New questions")) for said in door.heard_in(who.chat)))  # type: ignore[misc]  # a default binds it
    heading = _("From another region")
    told = [said for said in door.heard_in(far.chat) if said.tells(heading)]
    assert told
    assert "L-1" in told[-1]
    assert not [said for said in door.heard_in(near.chat) if said.tells(heading)]
    assert not [said for said in far.notices if "L-1" in said], "never as a message"


async def test_two_years_unused_its_keeper_is_asked_whether_it_still_holds(door: Door) -> None:
    maker = await shared(door)
    door.clock.ahead(timedelta(days=2 * 365 + 1, hours=3))
    await door.cafe.work["upkeep"]()
    await maker.hears("L-1", _("Nobody used it for two years. Does it still hold?"))
    assert "L-1" in await maker.says("te doen")
    said = await maker.says("les is oud L-1")
    assert said.tells(_("{number} is old now. Its card stays.", number="L-1"))
    assert "L-1" not in await maker.says("lessen")
