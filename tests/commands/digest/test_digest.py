"""A digest is turned on, previewed, changed, skipped and turned off in chat, for a channel and for oneself."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

import adapters.matrix.render
import adapters.teams.render
from bot.chat.message import Conversation, Installed, Removed
from bot.chat.texts import _
from storage.digest import digests
from storage.messaging import conversations
from storage.questions import questions
from storage.questions.question import Draft
from storage.vocabulary import Frequency, Holidays, Quiet
from tests.cafe import Door, Person, Said, chat, room

MONDAY = datetime.fromisoformat("2026-11-09T09:00+01:00")
ON = {"nl": "weekbericht aan maandag 09:00", "en": "digest on monday 9:00"}


async def digest_in(door: Door, place: Conversation, at: datetime) -> Said:
    """Let the clock reach that moment: the digest that came."""
    before = len(door.heard_in(place))
    door.clock.now = at
    await door.cafe.digests.make_due()
    await door.far.until(lambda: len(door.heard_in(place)) > before, "the digest")
    await door.cafe.delivery.settled()
    return door.heard_in(place)[-1]


async def ask(who: Person, text: str) -> None:
    """Put a question, with whatever is asked about it left out."""
    said = await who.says(f"vraag {text}")
    for _try in range(8):
        if "K-" in said:
            return
        said = await who.says("ja" if said.tells(_("Put my question")) else "overslaan")
    raise AssertionError(said)


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_member_gets_a_digest_and_turns_it_off_again(door: Door, language: str) -> None:
    reader = await door.member("Lezer", language)
    said = await reader.says(ON[language])
    assert said.tells(_("See the next one"))
    await ask(await door.member("Vrager"), "Wie meet de bodemdaling in het veen?")
    digest = await digest_in(door, reader.chat, MONDAY)
    assert "bodemdaling" in digest
    assert digest.tells(_("Weekly digest"), _("New questions"))
    off = await reader.presses(_("Stop this"), digest)
    assert off.tells(_("You get no digest."))
    door.clock.ahead(timedelta(days=7))
    assert await door.cafe.digests.make_due() == 0


async def test_a_question_in_a_digest_is_answered_by_its_button(door: Door) -> None:
    reader = await door.member("Lezer")
    await reader.says(ON["nl"])
    await ask(await door.member("Vrager"), "Wie meet de bodemdaling in het veen?")
    asked = await reader.presses(_("I know something"), await digest_in(door, reader.chat, MONDAY))
    assert asked.tells(_("What do you know about it?"))
    assert "K-1" in await reader.says("Het waterschap meet dat elk jaar.")


async def test_who_gives_no_day_or_time_is_asked_for_them(door: Door) -> None:
    reader = await door.member("Lezer")
    assert (await reader.says("weekbericht aan")).tells(_("On which day?"))
    assert (await reader.says("ergens volgend jaar")).tells(_("I do not understand that. It can be one of these:"))
    assert (await reader.says("dinsdag")).tells(_("At what time?"))
    assert "dinsdag" in await reader.says("12:00")


async def test_the_first_digest_tells_of_the_week_before_it_was_turned_on(door: Door) -> None:
    reader = await door.member("Lezer")
    await ask(await door.member("Vrager"), "Wie meet de bodemdaling in het veen?")
    door.clock.ahead(timedelta(days=1))
    await reader.says(ON["nl"])
    assert "bodemdaling" in await reader.says("weekbericht bekijken")


async def test_in_a_channel_only_a_coordinator_turns_it_on_and_anyone_can_look(door: Door) -> None:
    square = await door.room("Plein")
    reader, coordinator = await door.member("Lezer"), await door.coordinator("Kernteam")
    refused = await reader.says(ON["nl"], where=square)
    assert refused.tells(_("Only a coordinator of this channel can do this."))
    await coordinator.says(ON["nl"], where=square)
    assert (await reader.says("weekbericht", where=square)).tells(_("The digest of this channel"))
    assert (await reader.says("weekbericht uit", where=square)).tells(
        _("Only a coordinator of this channel can do this.")
    )
    await ask(reader, "Wie meet de bodemdaling in het veen?")
    assert "bodemdaling" in await digest_in(door, square, MONDAY)


async def test_the_preview_shows_what_would_come_and_changes_nothing(door: Door) -> None:
    reader = await door.member("Lezer")
    await reader.says(ON["nl"])
    assert (await reader.says("weekbericht bekijken")).tells(_("Nothing yet: as it is now, I would send nothing."))
    await ask(await door.member("Vrager"), "Wie meet de bodemdaling in het veen?")
    door.clock.ahead(timedelta(hours=1))
    assert "bodemdaling" in await reader.says("weekbericht bekijken")
    assert "bodemdaling" in await digest_in(door, reader.chat, MONDAY)


async def test_what_a_coordinator_sees_beforehand_looks_like_what_comes_on_every_platform(door: Door) -> None:
    square = await door.room("Plein")
    coordinator, asker = await door.coordinator("Kernteam", "en"), await door.member("Vrager")
    await coordinator.says(ON["en"], where=square)
    await ask(asker, "Wie meet de bodemdaling in het veen?")
    await ask(asker, "Hoe houden we het grondwater schoon?")
    door.clock.ahead(timedelta(hours=1))
    edited = await coordinator.says("digest introduction Deze week veel over veen.", where=square)
    shown = await coordinator.says("digest preview", where=square)
    digest = await digest_in(door, square, MONDAY)
    assert digest.tells(_("New questions"))  # in the language of the channel, which is not hers
    for seen in (edited, shown):
        assert on_matrix(digest) in on_matrix(seen)
        assert on_teams(digest) == [each for each in on_teams(seen) if each in on_teams(digest)]
    assert len(on_teams(shown)) == len(on_teams(digest)) + 1  # what this is


def on_matrix(said: Said) -> str:
    (page,) = adapters.matrix.render.render(said.reply)
    return str(page["formatted_body"])


def on_teams(said: Said) -> list[Any]:  # Any: elements of a card
    """The card, but for what its buttons know of whence they came."""
    card = adapters.teams.render.render(said.reply)["attachments"][0]["content"]
    return [_without(each, "data") for each in card["body"]]


def _without(part: Any, name: str) -> Any:  # Any: JSON
    if isinstance(part, dict):
        return {key: _without(value, name) for key, value in part.items() if key != name}
    return [_without(each, name) for each in part] if isinstance(part, list) else part


async def test_a_skipped_digest_leaves_its_news_to_the_next(door: Door) -> None:
    reader = await door.member("Lezer")
    await reader.says(ON["nl"])
    await ask(await door.member("Vrager"), "Wie meet de bodemdaling in het veen?")
    assert (await reader.says("weekbericht overslaan")).buttons == ["Toch sturen"]
    door.clock.now = MONDAY
    assert await door.cafe.digests.make_due() == 0
    assert "bodemdaling" in await digest_in(door, reader.chat, MONDAY + timedelta(days=7))


async def test_frequency_quiet_week_holidays_and_zone_are_chosen_in_chat(door: Door) -> None:
    reader = await door.member("Lezer")
    await reader.says(ON["nl"])
    await reader.in_turn(
        "weekbericht elke maand",
        "weekbericht stille week één regel",
        "weekbericht feestdagen die overslaan",
        "weekbericht nachtrust 22:00 06:30",
        "weekbericht tijdzone america/curacao",
    )
    held = await door.database.read(digests.of_member, (await reader.member()).id)
    assert held is not None
    assert held.rhythm.frequency is Frequency.monthly
    assert held.rhythm.holidays is Holidays.skip
    assert held.rhythm.time_zone == "America/Curacao"
    assert held.rhythm.quiet_from is not None
    assert held.quiet is Quiet.line
    assert "Amsterdam" in await reader.says("weekbericht tijdzone Amsterdam")


async def test_a_coordinator_edits_the_next_digest_until_it_goes(door: Door) -> None:
    square = await door.room("Plein")
    coordinator, asker = await door.coordinator("Kernteam"), await door.member("Vrager")
    await coordinator.says(ON["nl"], where=square)
    await ask(asker, "Wie meet de bodemdaling in het veen?")
    await ask(asker, "Hoe houden we het grondwater schoon?")
    door.clock.ahead(timedelta(hours=1))
    shown = await coordinator.says("weekbericht inleiding Deze week veel over veen.", where=square)
    assert "Deze week veel over veen." in shown
    shown = await coordinator.says("weekbericht weglaten K-2", where=square)
    assert "grondwater" not in shown
    assert (await coordinator.says("weekbericht weglaten alles", where=square)).tells(
        _("Which one? Give its number, like K-12 or N-3.")
    )
    digest = await digest_in(door, square, MONDAY)
    assert "Deze week veel over veen." in digest
    assert "bodemdaling" in digest
    assert "grondwater" not in digest


async def test_what_does_not_fit_a_phone_screen_is_behind_a_button(door: Door) -> None:
    reader, asker = await door.member("Lezer"), await door.member("Vrager")
    await reader.says(ON["nl"])
    for about in ("het veen", "de polder", "het duin", "de beek", "het bos"):
        draft = Draft(f"Wie meet de verdroging in {about}?")
        await door.database.write(questions.put, (await asker.member()).id, draft, door.clock())
    digest = await digest_in(door, reader.chat, MONDAY)
    assert digest.count("verdroging") == 3
    more = await reader.presses(_("{section}: {n} more", section=_("New questions"), n=2), digest)
    assert more.count("verdroging") == 5


async def test_what_the_bot_showed_already_is_no_news(door: Door) -> None:
    reader, asker = await door.member("Lezer"), await door.member("Vrager")
    await reader.says(ON["nl"])
    await ask(asker, "Wie meet de bodemdaling in het veen?")
    await ask(asker, "Hoe houden we het grondwater schoon?")
    assert "bodemdaling" in await reader.says("K-1")
    digest = await digest_in(door, reader.chat, MONDAY)
    assert "grondwater" in digest
    assert "bodemdaling" not in digest


async def test_what_happens_in_a_room_stays_there_but_for_the_question_that_was_put(door: Door) -> None:
    reader, closed = await door.member("Lezer"), room("Besloten overleg")
    await door.happens(Installed("installed", closed, None, door.clock(), "nl", closed=True))
    asker, helper = await door.member("Adviseur Vrager"), await door.member("Onderzoeker Antwoord")
    await reader.says(ON["nl"])
    await asker.says("Dit blijft onder ons.", where=closed, addressed=False)
    told = await asker.says("vraag Wie meet de bodemdaling in het veen?", where=closed)
    assert told.tells(
        _(
            "everyone in {place}, and every member of the Café: people outside this channel can read it",
            place="Besloten overleg",
        )
    ), "before it is put"
    await asker.says("ja", where=closed)
    await helper.says("antwoord K-1 Het waterschap meet dat.", where=closed)
    await helper.says("Dit ook.", where=closed, addressed=False)
    digest = await digest_in(door, reader.chat, MONDAY)
    assert digest.tells(_("Answered"))
    assert "bodemdaling" in digest
    for hidden in ("waterschap", "Besloten overleg", "Adviseur Vrager", "Onderzoeker Antwoord", "onder ons", "Dit ook"):
        assert hidden not in digest


async def test_stopping_skipping_pausing_and_getting_it_less_often_are_one_button_away(door: Door) -> None:
    reader = await door.member("Lezer")
    await reader.says(ON["nl"])
    await ask(await door.member("Vrager"), "Wie meet de bodemdaling in het veen?")
    digest = await digest_in(door, reader.chat, MONDAY)
    assert (await reader.presses(_("Every month"), digest)).tells(_("See the next one"))
    assert (await reader.presses(_("Skip the next one"), digest)).tells(_("Do send it"))
    assert (await reader.presses(_("Pause"), digest)).tells(_("Until which day?"))
    await reader.says("stop")
    assert (await reader.presses(_("Stop this"), digest)).tells(_("You get no digest."))


async def test_a_channel_finds_all_of_it_behind_one_button(door: Door) -> None:
    square, coordinator = await door.room("Plein"), await door.coordinator("Kernteam")
    await coordinator.says(ON["nl"], where=square)
    await ask(await door.member("Vrager"), "Wie meet de bodemdaling in het veen?")
    shown = await coordinator.presses(_("About this digest"), await digest_in(door, square, MONDAY))
    assert shown.tells(_("The digest of this channel"))
    assert (await coordinator.presses(_("Stop this"), shown)).tells(_("This channel gets no digest."))


async def test_who_is_on_pause_gets_no_digest_and_hears_it_all_when_back(door: Door) -> None:
    reader = await door.member("Lezer")
    await reader.says(ON["nl"])
    await reader.says("pauze tot 12-11-2026")
    await ask(await door.member("Vrager"), "Wie meet de bodemdaling in het veen?")
    door.clock.now = MONDAY
    assert await door.cafe.digests.make_due() == 0
    assert "bodemdaling" in await digest_in(door, chat(reader.identity), MONDAY + timedelta(days=7))


async def test_who_turned_on_the_digest_of_a_place_hears_that_it_is_gone(door: Door) -> None:
    coordinator = await door.coordinator("Kernteam")
    square, yard = await door.room("Plein"), await door.room("Erf")
    for place in (square, yard):
        await coordinator.says(ON["nl"], where=place)
    door.far.refuses.add(square.id)
    await ask(await door.member("Vrager"), "Wie meet de bodemdaling in het veen?")
    await digest_in(door, yard, MONDAY)
    await door.cafe.settled()
    await coordinator.hears(_("The digest did not arrive in {place}. Its news comes with the next.", place="Plein"))
    gone = _("I can no longer speak in {place}, so its digest stops.", place="Plein")
    for _again in range(2):
        await door.happens(Removed("removed", square, door.clock()))
    await coordinator.hears(gone)
    assert not [each for each in coordinator.notices if each.tells(gone)]


async def test_a_team_that_is_archived_is_left_as_a_whole_and_taken_up_again(door: Door) -> None:
    coordinator = await door.coordinator("Kernteam")
    places = [replace(room(name), address={"team": "team-1"}) for name in ("Algemeen", "Bodem")]
    for place in places:
        await door.happens(Installed(f"installed in {place.name}", place, None, door.clock(), "nl"))
    await coordinator.says(ON["nl"], where=places[1])
    elsewhere = await door.room("Elders")

    async def left() -> list[bool]:
        held = [await door.database.read(conversations.by_key, each.key) for each in (*places, elsewhere)]
        return [bool(each and each.left_at) for each in held]

    await door.happens(Removed("archived", places[0], door.clock(), "team-1"))
    await coordinator.hears(_("I can no longer speak in {place}, so its digest stops.", place="Bodem"))
    assert await left() == [True, True, False]
    back = Installed("unarchived", places[0], None, door.clock(), "nl", silent=True, team="team-1")
    assert await door.happens(back) == []
    assert await left() == [False, False, False]
