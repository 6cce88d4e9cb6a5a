"""A member's own settings: seen together, and kept to."""

from datetime import UTC, datetime

import pytest

from bot.chat.texts import Language, _
from storage.questions import questions
from tests.cafe import Door
from tests.commands.members.test_linking import links
from tests.commands.questions.requests.test_requests import KNOWS, number_of, works
from tests.commands.questions.test_questions import LUCHT

UNSEEN = _("nobody sees it")


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_settings_are_seen_together_and_lead_to_where_each_is_changed(door: Door, language: str) -> None:
    member = await door.member("Adviseur", language)
    said = await member.presses(_("My settings"), await member.says("profiel" if language == "nl" else "profile"))
    assert said.tells(_("Your settings"), _("Time zone"), _("Your name with new questions"), _("others see it"))
    assert "Europe/Amsterdam" in said
    assert (await member.presses(_("Other language"), said)).tells(_("Which language shall I speak?"))
    assert (await member.says("instellingen" if language == "nl" else "settings")).tells(_("Your settings"))


async def test_who_chose_so_asks_every_new_question_without_a_name(door: Door) -> None:
    asker, reader = await door.member("Klokkenluider Lucht"), await door.member("Lezer")
    said = await asker.presses(_("Ask without my name"), await asker.says("instellingen"))
    assert (await asker.presses(_("My settings"), said)).tells(UNSEEN)
    proposal = await asker.says(f"vraag {LUCHT}")
    assert proposal.tells(_("Your name"), UNSEEN), "seen before it is put"
    await asker.says("ja")
    assert (await door.database.read(questions.get_one, 1)).anonymous
    assert "Klokkenluider" not in await reader.says("K-1")


async def test_one_question_can_differ_from_what_was_chosen(door: Door) -> None:
    asker, reader = await door.member("Adviseur Lucht"), await door.member("Lezer")
    await asker.says("altijd zonder naam")
    said = await asker.says(f"vraag {LUCHT}")
    assert Language("nl").text(_("Ask it with my name")) in said.buttons
    assert (await asker.presses(_("Ask it with my name"), said)).reply.subject, "its button says that it asks"
    assert "Adviseur Lucht" in await reader.says("K-1")
    shown = await asker.in_turn(f"vraag {LUCHT}", "met mijn naam")
    assert shown.tells(_("Shall I put your question like this?")), "typed it changes the proposal"
    assert not shown.tells(UNSEEN)
    await asker.says("ja")
    await asker.in_turn(f"vraag {LUCHT}", "ja")
    assert [(await door.database.read(questions.get_one, number)).anonymous for number in (1, 2, 3)] == [
        False,
        False,
        True,
    ]
    await asker.says("altijd met naam")
    assert not (await asker.says(f"vraag {LUCHT}")).tells(UNSEEN)


async def test_the_setting_stays_through_a_link_with_another_platform(door: Door) -> None:
    one, other = await door.member("Een"), await door.member("Ander")
    await other.says("altijd zonder naam")
    await links(other, one)
    assert (await one.member()).asks_unnamed


async def test_office_hours_are_those_of_the_clock_that_a_member_chose(door: Door) -> None:
    asker, helper = await door.member("Adviseur"), await door.member("Meetbureau", **KNOWS)
    assert "America/Curacao" in await helper.says("tijdzone america/curacao")
    assert (await helper.says("tijdzone Enschedee")).tells(_("I do not know {zone} as a time zone.", zone="Enschedee"))
    await helper.says("stop")
    door.clock.now = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)  # six in the morning there
    await asker.in_turn(f"vraag {LUCHT}", "ja", "ja", f"breng K-1 bij {await number_of(helper)}")
    await works(door)
    assert not helper.notices
    door.clock.now = datetime(2026, 11, 2, 13, 5, tzinfo=UTC)
    await works(door)
    await helper.hears(LUCHT)


async def test_the_language_of_a_channel_is_told_and_chosen_in_words(door: Door) -> None:
    kernteam, room = await door.coordinator("Kernteam"), await door.room("water")
    assert "Taal: Nederlands" in await kernteam.says("dit kanaal", where=room)
    asked = await kernteam.says("kanaal taal", where=room)
    assert "Taal: English" in await kernteam.presses("English", asked)
    assert "Taal: Nederlands" in await kernteam.does("kanaal taal nederlands", where=room)
