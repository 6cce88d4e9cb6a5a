"""What is plainly no answer becomes the value of no text, at whatever step of whatever command."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from bot.chat.texts import _
from bot.command.command import Command, Parameter
from bot.dialogue.draft import Draft
from bot.language.learning import Learning
from bot.reading import no_answer
from bot.reading.reader_registry import reader_for
from storage.database.database import Database
from storage.messaging import dialogues
from storage.vocabulary import Role
from tests import SAMPLED
from tests.cafe import ALL, PLATFORM, Door, Person

NOT_KNOWN = {
    "nl": ("dat zou ik echt niet weten", "pfff geen flauw idee", "ik wil hier liever niks over zeggen", "sla over"),
    "en": ("I honestly have no idea", "not a clue", "I'd rather not say", "skip this one please"),
}
TO_US = {
    "nl": (
        *("haha", "eh", "test", "dit is irritant", "jij snapt er ook niks van", "kun je een voorbeeld geven?", "hoi"),
        *("welke opties zijn er?", "wat bedoel je", "hoezo", "wacht even", "ga terug"),
    ),
    "en": (
        *("lol", "uhm", "test", "this is annoying", "you don't get it", "can you give an example?", "hello"),
        *("what are the options?", "what do you mean?", "hold on", "go back please"),
    ),
}


SHARE = 4
"""In `make test` each step meets one in so many of the lines, and each line as many of the steps."""


@pytest_asyncio.fixture
async def door(small_map: None, database: Database, learning: Learning) -> AsyncIterator[Door]:
    async with Door(database, learning=learning) as opened:
        yield opened


def text_steps() -> Iterator[tuple[Command[object], Parameter]]:
    """Every text that a command asks for, of those that need not be called with something first.

    A reason may be a complaint: "dit is onzin" is why something is reported.
    """
    for command in ALL.all:
        if not command.writes or any(each.required and each.ask is None for each in command.parameters):
            continue
        for each in command.parameters:
            reader = reader_for(ALL.topics, each.type)
            if each.ask and reader.anything and not (each.ask.reason or reader.agrees or reader.takes_yes):
                yield command, each


async def values_after(who: Person, command: Command[object], asked: Parameter, line: str) -> dict[str, str] | None:
    """What is kept for a command after a line at that step; None when it asks no further."""
    door, member, where = who.door, await who.member(), f"{PLATFORM}:personal"
    begun = Draft(command.phrase(who.language), asking=asked.name).dump()
    await door.database.write(dialogues.put, member.id, where, command.name, begun, door.clock())
    await who.says(line)
    left = await door.database.read(dialogues.active, member.id, where, door.clock())
    return dict(left.state["values"]) if left and left.command == command.name else None


@pytest.mark.sampled
@pytest.mark.parametrize("language", ["nl", "en"])
async def test_what_is_no_answer_becomes_no_value_at_any_text_step(door: Door, language: str) -> None:
    who = await door.coordinator("Kernteam", language, role=Role.admin)
    steps = [*text_steps()]
    assert len(steps) > 40
    taken = []
    lines = (*NOT_KNOWN[language], *TO_US[language])
    for number, (command, asked) in enumerate(steps):
        for line in lines[number % SHARE :: SHARE] if SAMPLED else lines:
            kept = await values_after(who, command, asked, line)
            over = kept is None and line in TO_US[language]
            if over or line in (kept or {}).values():
                taken.append((command.name, asked.name, line, kept))
    assert not taken


@pytest.mark.parametrize(
    "line",
    [
        "we weten niet wie het beheer doet",
        "het werkt niet om alleen mails te sturen",
        "geen idee had de gemeente van de kosten",
        "boeren hebben liever niet dat iemand over hun land loopt",
        "you need a second meeting to understand each other",
        "a test with thirty farmers went well",
    ],
)
def test_a_word_about_a_matter_makes_it_an_answer(line: str) -> None:
    heard = (no_answer.is_not_known, no_answer.is_sigh, no_answer.is_plaint, no_answer.asks_example)
    assert not any(each(line) for each in heard)


async def test_what_is_taken_for_no_answer_is_one_after_a_press(door: Door) -> None:
    anna = await door.member("Anna")
    refused = await anna.in_turn("netwerk aanmelden", "test")
    assert refused.tells(_("I do not read that as an answer."))
    assert (await anna.presses(_("It is my answer"), refused)).tells(_("What kind of network is it?"))


@pytest.mark.parametrize(
    ("language", "begin", "line", "organisation", "role"),
    [
        (
            "nl",
            "aanmelden",
            "beleidsmedewerker water bij gemeente Hengelo",
            "gemeente Hengelo",
            "beleidsmedewerker water",
        ),
        ("en", "sign up", "policy officer at the province of Drenthe", "province of Drenthe", "policy officer"),
    ],
)
async def test_a_role_at_an_organisation_is_no_name(
    door: Door, language: str, begin: str, line: str, organisation: str, role: str
) -> None:
    read = await door.person("Nieuw", language).in_turn(begin, line)
    assert read.tells(organisation, role, _("What is your name?"))
