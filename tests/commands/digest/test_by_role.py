"""Who drives a network, who makes policy and who is of an initiative each get first what they look for."""

from datetime import timedelta

import pytest

from bot.chat.reply import Item, words
from bot.chat.texts import Language, Value, _
from bot.digest.selection import CONVENORS, Interests, Section, Stories, Story, Window
from storage.atlas import Atlas
from storage.database.database import Database
from storage.networks import networks
from storage.networks.network import Sheet
from storage.vocabulary import Level, NetworkKind, NetworkStatus, Resource
from tests.cafe import START, Door, Person, Said
from tests.commands.digest.test_digest import MONDAY, ON, ask, digest_in
from tests.commands.networks.test_deepened import a_network

NETWORKS, QUESTIONS, LESSONS = _("New networks"), _("New questions"), _("New lessons")
NEEDS, OFFERS = _("What networks look for"), _("What networks offer")


async def a_week(door: Door) -> None:
    """A network that needs money and offers a room, one that looks for money now, a question and a lesson."""
    known = Sheet("Vechtkring", NetworkKind.leernetwerk, level=Level.regionaal)
    with door.database.begin() as tx:
        made = networks.create(tx, known, NetworkStatus.listed, START - timedelta(days=60), by=None)
        networks.revise(tx, made.id, START, needs=frozenset({Resource.geld}))
    other = await door.member("Aanjager Delta")
    await a_network(door, "Delta", other, needs=frozenset({Resource.geld}), offers=frozenset({Resource.ruimte}))
    await ask(other, "Wie meet de bodemdaling in het veen?")
    await other.in_turn("les: de planning ging mis, want alle inspraak viel op dezelfde avond", "ja")


async def reads(door: Door, kind: str, *, drives: bool = False) -> tuple[Person, Said]:
    reader = await door.member("Lezer", organisation=f"Club {kind}", organisation_kind=kind)
    if drives:
        await a_network(door, "Eigen kring", reader)
    await reader.says(ON["nl"])
    await a_week(door)
    return reader, await digest_in(door, reader.chat, MONDAY)


def order(said: Said, *headings: Value) -> list[Value]:
    """Those of these headings that are there, as they stand."""
    shown = [each for each in headings if said.tells(each)]
    return sorted(shown, key=lambda each: said.index(_text(said, each)))


def _text(said: Said, told: Value) -> str:
    return Language(said.reply.language).text(told)


@pytest.mark.parametrize(
    ("kind", "drives", "expected"),
    [
        ("bedrijf", False, [QUESTIONS, NETWORKS, LESSONS]),
        ("bedrijf", True, [NETWORKS, QUESTIONS, LESSONS]),
        ("gemeente", False, [LESSONS, QUESTIONS, NETWORKS, NEEDS]),
        ("maatschappelijk_initiatief", False, [OFFERS, QUESTIONS, NEEDS, LESSONS]),
    ],
)
async def test_what_comes_first_depends_on_who_reads(
    door: Door, kind: str, drives: bool, expected: list[Value]
) -> None:
    reader, digest = await reads(door, kind, drives=drives)
    assert order(digest, NETWORKS, QUESTIONS, LESSONS, NEEDS, OFFERS) == expected
    assert "zoekt: geld" in digest
    assert digest.count("Delta") == 1, "a network is told once, where it is worth most to this reader"
    told = (await reader.says("weekbericht")).tells(_("Put together for you as"))
    assert told is (kind != "bedrijf" or drives)


def test_a_section_that_comes_first_holds_more(database: Database) -> None:
    atlas = Atlas({}, {}, {}, {}, {})
    stories = [Story(f"x/{n}", START - timedelta(hours=n), lambda: Item(words("x"))) for n in range(9)]
    section = Section("x", NETWORKS, 1, lambda *_period: stories, first_for=CONVENORS)
    later = Section("y", QUESTIONS, 0, lambda *_period: stories)
    window = Window(START - timedelta(days=7), START + timedelta(hours=1))
    with database.begin() as tx:
        held = Stories(tx, [later, section], atlas, window.since, window.until)
    nobody = Interests(frozenset(), frozenset(), member=1)
    driver = Interests(frozenset(), frozenset(), member=1, kinds=CONVENORS)
    assert [(each.section.name, len(each.stories)) for each in held.choose(nobody, window)] == [("y", 3), ("x", 3)]
    assert [(each.section.name, len(each.stories)) for each in held.choose(driver, window)] == [("x", 5), ("y", 3)]
