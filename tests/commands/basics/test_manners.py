"""Greetings and thanks."""

from dataclasses import replace

import pytest

from bot.chat.message import Installed
from bot.chat.texts import Language, Msg, _
from bot.language.learning import Learning
from storage.database.database import Database
from tests.cafe import Door, room

NO_OPINION = _("I am a program, and have no opinion. People here do: I can bring you to them.")
NOT_SOLD = _("I sell nothing, and pass nothing on to companies or to my makers. Teams or Matrix carries our messages.")
TONGUES = _("I speak Dutch and English, and no other language. Just go on in the one you like.")
NOTHING_WRONG = _("You do nothing wrong, and you cannot break anything here.")
MAKERS = _("I am the knowledge broker of the PLeK Café. Who runs the Café here runs me too.")


@pytest.mark.parametrize(("language", "greeting", "thanks"), [("nl", "Hoi", "Dank je wel!"), ("en", "Hi", "Thanks!")])
async def test_a_greeting_and_thanks_are_answered(door: Door, language: str, greeting: str, thanks: str) -> None:
    someone = await door.member("Adviseur", language)
    assert (await someone.says(greeting)).tells(_("Hello. Type {help} to see what I can do.", help=_("help")))
    assert (await someone.says(thanks)).tells(_("You are welcome."))


async def test_what_follows_a_greeting_is_done_when_it_only_reads_and_else_a_button(door: Door) -> None:
    someone = door.person("Bezoeker")
    none = _("I know no network for {filter}.", filter="Flevoland")
    assert (await someone.says("Goedemorgen, netwerken Flevoland")).tells(none)
    greeted = await someone.says("Goedemorgen, vraag Hoe nat is het in Flevoland?")
    assert (await someone.presses("vraag Hoe nat is het in Flevoland?", greeted)).tells("Flevoland")


async def test_the_name_of_a_theme_or_region_alone_can_be_looked_up(door: Door) -> None:
    anna = await door.member("Aanjager Bodem")
    for word in ("bodem", "Twente"):
        assert (await anna.says(word)).tells(_("Look up who knows about it"))
    assert (await anna.says("abracadabra")).tells(_("I do not understand {text}.", text="abracadabra"))


async def test_a_button_speaks_the_language_of_who_presses_it_and_not_of_its_line(door: Door) -> None:
    visitor = door.person("Visitor", "en")
    said = await visitor.presses(_("Sign up"), await visitor.says("profile"))
    assert said.reply.language == "en"


async def test_who_chose_a_language_is_answered_in_it_whatever_they_type(door: Door) -> None:
    visitor = door.person("Visitor", "en")
    assert (await visitor.says("netwerken")).reply.language == "nl"
    assert (await visitor.says("networks")).reply.language == "en"
    await visitor.says("language english")
    assert (await visitor.says("netwerken")).reply.language == "en"


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_a_room_is_greeted_once_in_its_language_with_three_lines_that_end_in_what_to_try(
    door: Door, language: str
) -> None:
    place = await door.room("Bodemkring", locale=language)
    await door.cafe.delivery.settled()
    (greeting,) = door.heard_in(place)
    first, _what, last = greeting.splitlines()
    assert first == Language(language).text(_("Hello. I am the knowledge broker of the PLeK Café."))
    assert Language(language).text(_("networks")) in last


async def test_who_brings_it_into_a_place_hears_in_private_how_that_is_set_up(door: Door) -> None:
    coordinator, visitor, place = await door.coordinator("Kernteam"), door.person("Gast"), room("Bodemkring")
    added = Installed("added", place, coordinator.identity, door.clock(), "nl")
    await door.happens(added)
    told = await coordinator.hears(_("Thank you for bringing me into {place}.", place="Bodemkring"))
    assert "dit kanaal" in told
    await door.happens(replace(added, id="again"))
    await door.happens(Installed("other", room("Erf"), visitor.identity, door.clock(), "nl"))
    assert [*coordinator.notices, *visitor.notices] == []


async def test_a_mistyped_phrase_is_proposed_once_with_all_that_was_said_behind_it(door: Door) -> None:
    said = await (await door.member("Aanjager Bodem")).says("wi weet iets over bodm in twente")
    assert [action.line for action in said.reply.actions()] == ["wie weet iets over bodm in twente"]


@pytest.mark.parametrize(
    ("line", "told", "way"),
    [
        (
            "wat is jouw standpunt over bodem",
            NO_OPINION,
            _("Find somebody"),
        ),
        (
            "do you have an opinion about bodem",
            NO_OPINION,
            _("Find somebody"),
        ),
        (
            "worden mijn gegevens doorverkocht?",
            NOT_SOLD,
            _("My data"),
        ),
        (
            "is my data sold to companies?",
            NOT_SOLD,
            _("Who sees what"),
        ),
        (
            "welke talen spreek jij allemaal?",
            TONGUES,
            _("Who knows what"),
        ),
        (
            "do you speak any English?",
            TONGUES,
            _("What I can do"),
        ),
        ("heb ik iets verkeerd gedaan?", NOTHING_WRONG, _("Networks")),
        ("am I doing this right?", NOTHING_WRONG, _("Networks")),
        (
            "wie heeft deze bot gebouwd?",
            MAKERS,
            _("Speak to a person"),
        ),
        (
            "who owns this bot?",
            MAKERS,
            _("Speak to a person"),
        ),
    ],
)
async def test_what_is_asked_about_the_bot_itself_is_answered_with_a_way_on(
    database: Database, learning: Learning, small_map: None, line: str, told: Msg, way: Msg
) -> None:
    async with Door(database, learning=learning) as door:
        said = await door.person("Bezoeker").says(line)
        assert said.tells(told, way)


async def test_somebody_to_ask_an_opinion_of_is_looked_for_on_what_the_line_names(
    database: Database, learning: Learning, small_map: None
) -> None:
    async with Door(database, learning=learning) as door:
        visitor = door.person("Bezoeker")
        said = await visitor.says("wat is jouw mening over bodem")
        assert "bodem" in await visitor.presses(_("Find somebody"), said)


async def test_who_is_not_handy_is_not_told_that_their_words_are_no_command(door: Door) -> None:
    said = await door.person("Bezoeker").says("help me een beetje want dit is allemaal nieuw voor mij")
    assert said.tells(_("What I can do"))
    assert "allemaal nieuw" not in said
