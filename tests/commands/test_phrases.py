"""The phrases of the topics that there are: what people say becomes the line that it means."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.dialogue.proposing import proposed_in
from bot.language.learning import Learning
from storage.database.database import Database
from storage.database.text import fold
from storage.messaging import dialogues
from storage.vocabulary import Role
from tests.cafe import ALL, Door, Person, Said
from tests.transcripts import Phrase, Play, phrases, stages, stems, waiting

DONE = ("Bij ons niet", "Not with you")
"""What was done at once, and asks one thing more."""

ANSWERING = frozenset(each.name for each in ALL.all if each.answers and each.parameters)

LATER: frozenset[str] = frozenset()
"""What is mended next."""


@pytest_asyncio.fixture
async def cafe(example_url: str, learning: Learning) -> AsyncIterator[Door]:
    """The example Café, which understands sentences."""
    opened = Database(example_url)
    async with Door(opened, learning=learning) as door:
        yield door
    opened.close()


@pytest.mark.parametrize("phrase", waiting(phrases(), LATER))
async def test_it_becomes_what_it_means(cafe: Door, phrase: Phrase) -> None:
    play = Play(cafe, stages()[phrase.topic])
    said, means = [await _named(play, text) for text in (phrase.said, phrase.becomes or phrase.means)]
    someone = await cafe.coordinator("Deelnemer", phrase.language, role=Role.admin)
    if prepare := play.stage.speaker:
        await prepare(play, someone)
    heard = await someone.says(said)
    wanted = ALL.match(means, "nl")
    if heard.reply.command in ANSWERING:  # a fact of it comes first, and its button shows the rest
        assert any(means in (each.line, f"toon {each.line}") for each in heard.reply.actions()), heard
        return
    if wanted is None:
        assert heard.reply.subject is not None, heard
        assert heard.reply.subject.line == means
        return
    command, told = await _read(cafe, someone, said, heard)
    if not command:  # what is shown at once does not tell its line: its heading does
        assert heard.splitlines()[0] == (await someone.says(means)).splitlines()[0]
        return
    assert command == wanted.command.name, heard
    kept = stems(wanted.rest, least=0) & stems(said, least=0)
    assert kept <= stems(f"{told} {heard}", least=0), (told, heard)


async def _named(play: Play, text: str) -> str:
    """The phrase with the numbers of things of its letters."""
    for gap in dict.fromkeys(re.findall(r"\{[A-Z]\d?\}", text)):
        make = play.stage.things.get(gap[1]) if len(gap) == len("{C}") else None  # another than that is of the examples
        number = await make(play) if make else f"{gap[1]}-{gap[2:-1] or 1}"
        text = text.replace(gap, number)
    return text


async def _read(door: Door, who: Person, said: str, heard: Said) -> tuple[str, str]:
    """The command that was read, and the rest of its line: proposed, asked further, shown, or done at once."""
    typed = ALL.match(said, who.language)
    for line in (proposed_in(heard.reply), heard.reply.line):
        if line and (call := ALL.match(line, who.language)):
            return call.command.name, call.rest
    me = await who.member()
    asked = [each for _where, each in await door.database.read(dialogues.under_way, me.id, door.clock())]
    if asked and not (typed and typed.command.name != asked[0].command and heard.startswith(DONE)):
        return asked[0].command, fold(str(asked[0].state))
    # It was done, or refused, at once: then it was the command itself, or shown.
    return (typed.command.name, typed.rest) if typed else ("", "")
