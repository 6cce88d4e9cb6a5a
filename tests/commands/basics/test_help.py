"""Help: one screen for what most people come for, and a way from there to every command."""

import pytest

from bot.chat.reply import Items, Text, spans
from bot.chat.spans import Code
from bot.chat.texts import LANGUAGES, Language, _
from storage.vocabulary import Role
from tests.cafe import ALL, Door, Said

LINES = 20
"""About what a phone shows without scrolling."""


def named(said: Said) -> list[str]:
    """What a page of help says can be typed."""
    return [
        str(span)
        for block in said.reply.blocks
        for line in ([item.words for item in block.items] if isinstance(block, Items) else [])
        for span in spans(line)
        if isinstance(span, Code)
    ]


def topics(said: Said) -> list[str]:
    """The lines that lead to a topic."""
    last = said.reply.blocks[-1]
    assert isinstance(last, Text)
    return [str(span) for span in spans(last.words) if isinstance(span, Code)]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_fits_a_phone_whoever_asks(door: Door, language: str) -> None:
    for who in (door.person("Bezoeker", language), await door.coordinator("Kernteam", language, Role.admin)):
        assert len((await who.says("help")).splitlines()) <= LINES


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_that_help_lists_is_on_the_page_of_a_topic(door: Door, language: str) -> None:
    kernteam = await door.coordinator("Kernteam", language, Role.admin)
    found = {phrase for line in topics(await kernteam.says("help")) for phrase in named(await kernteam.says(line))}
    assert found == {each.phrase(language) for each in ALL.all if not each.hidden}


async def test_a_member_sees_no_command_of_coordinators(door: Door) -> None:
    anna = await door.member("Aanjager Bodem")
    found = {phrase for line in topics(await anna.says("hulp")) for phrase in named(await anna.says(line))}
    assert {"antwoord", "meld"} <= found
    assert not {"geef rol", "blokkeer", "netwerk goedkeuren"} & found


async def test_help_about_a_command_says_what_to_type_and_what_is_asked(door: Door) -> None:
    page = await door.person("Bezoeker").says("hulp netwerk aanmelden")
    assert page.tells(_("Register a network"), _("Type: {phrase}.", phrase="netwerk aanmelden"), _("I ask you:"))
    assert page.tells(_("Name of the network"), _("Aim"))


async def test_help_about_something_unknown_says_so_and_shows_what_there_is(door: Door) -> None:
    said = await door.person("Bezoeker").says("hulp toverstaf")
    assert said.tells(_("I have no command called {name}.", name="toverstaf"), _("What I can do"))


async def test_words_to_type_are_words_of_the_readers_language() -> None:
    assert [Language("nl").text(word) for word in (_("help"), _("skip"), _("back"), _("stop"), _("resume"))] == [
        "hulp",
        "overslaan",
        "terug",
        "stop",
        "verder",
    ]
