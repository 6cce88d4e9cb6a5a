"""Help: one screen for what most people come for, and a way from there to every command."""

from datetime import timedelta

import pytest

from bot.chat.texts import LANGUAGES, Language, _
from storage.groups import groups
from storage.members.roles import Grant
from storage.vocabulary import Role
from tests.cafe import ALL, Door, Person, Said
from tests.commands.groups.life import group
from tests.commands.networks.test_deepened import a_network

LINES = 20
"""About what a phone shows without scrolling."""


def named(said: Said) -> set[str]:
    """The lines that the buttons of a page type."""
    return {each.line for each in said.reply.actions()}


async def everything(who: Person, language: str = "nl") -> set[str]:
    """The lines behind all pages of help."""
    word = {"nl": "alles", "en": "everything"}[language]
    return {line for page in named(await who.says(f"help {word}")) for line in named(await who.says(page))}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_fits_a_phone_whoever_asks(door: Door, language: str) -> None:
    for who in (door.person("Bezoeker", language), await door.coordinator("Kernteam", language, Role.admin)):
        said = await who.says("help")
        assert len(said.splitlines()) <= LINES
        assert len(list(said.reply.actions())) <= 6


async def test_the_first_screen_is_what_this_person_needs_now(door: Door) -> None:
    visitor, member = door.person("Bezoeker"), await door.member("Aanjager Bodem")
    kernteam = await door.coordinator("Kernteam")
    assert "aanmelden" in named(await visitor.says("hulp"))
    assert "aanmelden" not in named(await member.says("hulp"))
    assert "te doen" in named(await kernteam.says("hulp"))
    assert "te doen" not in named(await member.says("hulp"))


FIRST_SCREENS = {
    "visitor": ["aanmelden", "wie weet", "vraag", "rondleiding", "netwerken"],
    "new": ["wie weet", "vraag", "rondleiding", "netwerken", "mijn vragen"],
    "member": ["wie weet", "vraag", "netwerken", "mijn vragen", "weekbericht"],
    "convenor": ["te doen", "mijn netwerken", "wie weet", "vraag", "netwerken"],
    "coordinator": ["te doen", "agenda nationaal", "wat niemand weet", "witte vlekken", "wie weet"],
    "coordinator Twente": ["te doen", "agenda Twente", "wat niemand weet Twente", "witte vlekken Twente", "wie weet"],
    "steward": ["te doen", "besluiten", "risico's", "agenda nationaal", "wie weet"],
}


async def somebody(door: Door, role: str) -> Person:
    """Somebody of that role, in the state that it names."""
    if role == "visitor":
        return door.person("Bezoeker")
    who = await door.member("Deelnemer")
    if role == "new":
        return who
    door.clock.ahead(timedelta(days=15))
    match role:
        case "convenor":
            await a_network(door, "Delta", who)
        case "coordinator":
            await door.grant(who, Grant(Role.coordinator))
        case "coordinator Twente":
            await door.grant(who, Grant(Role.coordinator, region_id=await door.region("Twente")))
        case "steward":
            await door.grant(who, Grant(Role.steward))
    return who


@pytest.mark.parametrize("role", sorted(FIRST_SCREENS))
async def test_each_role_has_a_first_screen_of_its_own_and_the_rest_behind_one_button(door: Door, role: str) -> None:
    said = await (await somebody(door, role)).says("hulp")
    assert [each.line for each in said.reply.actions()] == [*FIRST_SCREENS[role], "hulp alles"]


async def test_who_has_something_to_do_sees_that_first_where_nobody_reads_along(door: Door) -> None:
    anna, asker = await door.member("Adviseur"), await door.member("Vrager")
    await door.database.write(groups.keep, (await group(door, "Leemgroep")).id, (await anna.member()).id)
    assert "te doen" not in named(await anna.says("hulp")), "she keeps something, and nothing waits"
    await asker.says("mag ik bij Leemgroep")
    assert next(iter((await anna.says("hulp")).reply.actions())).line == "te doen"
    room = await door.room("Kamer")
    assert "te doen" not in named(await anna.says("hulp", where=room))
    await anna.says("laat toe 1")
    assert "te doen" not in named(await anna.says("hulp"))


async def test_who_is_new_is_shown_around_in_three_steps(door: Door) -> None:
    visitor = door.person("Bezoeker")
    said = await visitor.says("hulp")
    said = await visitor.presses(_("A short tour"), said)
    seen = [said]
    for _step in range(2):
        said = await visitor.presses(_("Next"), said)
        seen.append(said)
    assert all(f"{n} van 3" in each for n, each in enumerate(seen, 1))
    assert Language("nl").text(_("Next")) not in said.buttons


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_that_help_lists_is_on_the_page_of_a_topic(door: Door, language: str) -> None:
    kernteam = await door.coordinator("Kernteam", language, Role.admin)
    assert await everything(kernteam, language) == {each.phrase(language) for each in ALL.all if not each.hidden}


async def test_a_member_sees_no_command_of_coordinators(door: Door) -> None:
    anna = await door.member("Aanjager Bodem")
    found = await everything(anna)
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
