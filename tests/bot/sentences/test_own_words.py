"""Sentences in people's own words: what only shows is done, what changes something takes a yes, and a no is heard."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.chat.texts import _
from bot.command.kind import Kind
from bot.language.learning import Learning
from bot.language.sentence import Vocabulary
from bot.reading.numbers import CORE
from bot.reading.slots import slots, words_of
from bot.sentences.restraint import does_of
from bot.sentences.samples import Samples
from tests.cafe import ALL, START, Person

DATA = Path(__file__).parents[2] / "data"
KINDS = (*CORE, *ALL.topics.all(Kind))
NEGATED = 200
"""Lines that name an act which they do not want: none of them is offered it."""
LEAST = {"nl": 10, "en": 6}
"""Samples that a command has at least in each language."""


async def test_a_list_is_shown_in_whatever_words_it_is_asked(anna: Person) -> None:
    for line in ("hoeveel netwerken zijn er eigenlijk in twente", "which networks are there in twente"):
        said = await anna.says(line)
        assert "Twente" in said
        assert "not sure" not in said


async def test_a_thumb_looks_for_nothing(anna: Person) -> None:
    assert "Wat zoek je" not in await anna.says("👍")
    assert "Wat zoek je" not in await anna.says("netwerken twente"), "nothing waits for an answer"


async def test_what_is_looked_for_stays_through_several_corrections(anna: Person) -> None:
    await anna.says("wie weet iets over waterberging in Twente")
    await anna.says("en in Flevoland?")
    said = await anna.says("nee ik bedoelde Overijssel")
    assert said.reply.line
    assert "waterberging" in said.reply.line
    assert "Overijssel" in said.reply.line


async def test_a_subject_alone_is_looked_up(anna: Person) -> None:
    said = await anna.says("waterberging in twente")
    assert "Wat zal ik hiermee doen" not in said
    assert "Twente" in said


async def test_what_changes_something_is_shown_first_and_done_after_a_yes(anna: Person) -> None:
    await anna.says("volg water")
    said = await anna.says("over water hoef ik eigenlijk niks meer te horen, haal me daar maar af")
    assert "Begrijp ik je goed" in said
    assert "water" in await anna.says("wat volg ik"), "nothing was done yet"


@pytest.mark.parametrize("yes", ["ja", "ja graag", "doe maar", "prima hoor", "yes please"])
async def test_a_yes_in_many_words_does_it(anna: Person, yes: str) -> None:
    assert "Begrijp ik je goed" in await anna.says("kun je me een seintje geven als er wat is over water")
    assert "Je volgt" in await anna.says(yes)


@pytest.mark.parametrize("no", ["nee", "nee dank je", "laat maar", "doe maar niet"])
async def test_a_no_in_many_words_does_nothing(anna: Person, no: str) -> None:
    assert "Begrijp ik je goed" in await anna.says("kun je me een seintje geven als er wat is over water")
    await anna.says(no)
    assert "Je volgt nog niets" in await anna.says("wat volg ik")


async def test_a_yes_to_something_older_does_nothing(anna: Person) -> None:
    await anna.says("kun je me een seintje geven als er wat is over water")
    await anna.says("netwerken")
    await anna.says("ja")
    assert "Je volgt nog niets" in await anna.says("wat volg ik")


def _negated() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / "negated.jsonl").read_text().splitlines()]


async def test_a_negated_line_never_offers_the_act(anna: Person, learning: Learning) -> None:
    """Lines that no sample was made of, in the reading alone: it proposes the very thing that was refused for few."""
    assert learning.known
    does = {each.name: does_of(each) for each in ALL.all}
    offered = []
    for each in _negated():
        found = slots(each["text"], KINDS, Vocabulary(), (), learning.known.common, START.date())
        guesses = learning.known.read(words_of(each["text"], found), does)
        if guesses and guesses[0].intent in each.get("may", ()):
            continue  # it refuses one act in the words of another
        if guesses and ALL.by_name[guesses[0].intent].writes and guesses[0].is_clear(writes=True):
            offered.append(each["text"])
    assert len(_negated()) >= NEGATED
    assert not offered


def test_each_command_that_help_lists_has_samples_in_both_languages() -> None:
    held: dict[tuple[str, str], int] = {}
    for each in ALL.topics.all(Samples):
        held[each.command, each.language] = held.get((each.command, each.language), 0) + len(each.lines)
    few = [
        (each.name, language, held.get((each.name, language), 0))
        for each in ALL.all
        for language, least in LEAST.items()
        if not each.hidden and held.get((each.name, language), 0) < least
    ]
    assert not few, f"too few samples (command, language, how many), in samples.nl.txt and .en.txt of its room: {few}"


def test_what_stands_in_braces_in_samples_is_something_that_lines_name() -> None:
    known = {
        "theme",
        "region",
        "org",
        "net",
        "name",
        "n",
        "date",
        "day",
        "time",
        "link",
        *(kind.letter for kind in KINDS),
    }
    unknown = {
        (each.command, slot)
        for each in ALL.topics.all(Samples)
        for line in each.lines
        for slot in re.findall(r"\{(\w+)\}", line)
        if slot not in known
    }
    assert not unknown, f"a sample names what no line can: {unknown}; there are {sorted(known)}"


def test_samples_are_of_commands_that_we_have() -> None:
    names = {each.command for each in ALL.topics.all(Samples)} - {"yes", "no"}
    assert names <= ALL.by_name.keys()


def test_no_sentence_stands_under_two_commands() -> None:
    owners: dict[str, str] = {}
    twice = []
    for each in ALL.topics.all(Samples):
        for line in each.lines:
            if owners.setdefault(line.casefold(), each.command) != each.command:
                twice.append((line, owners[line.casefold()], each.command))
    assert not twice


@pytest.mark.parametrize(
    "need",
    [
        "verwijderen van asbest",
        "verwijderen van water",
        "sluiten van grondwaterputten",
        "registreren van bomen",
        "closing of gas wells",
    ],
)
async def test_a_need_that_has_the_word_of_an_act_is_looked_up(anna: Person, need: str) -> None:
    said = await anna.says(need)
    assert said.tells(_("Ask this as a question")), "it was looked up"
    assert not said.tells(_("Yes, do that")), said
