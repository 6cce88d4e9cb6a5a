"""What a phone shows first: at most twelve lines, the best whatever it is, and first what was found."""

import json

import pytest

from benchmarks.needs.__main__ import DATA
from tests.cafe import Door

LINES = 12
NEEDS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
ASKED = {"nl": "wie weet iets over", "en": "who knows about"}


@pytest.mark.parametrize("lang", ["nl", "en"])
async def test_an_answer_fits_a_phone_whatever_is_asked(example_door: Door, lang: str) -> None:
    reader = await example_door.member("Lezer", lang)
    for need in [each for each in NEEDS if each["lang"] == lang]:
        said = await reader.says(f"{ASKED[lang]} {need['text']}")
        assert len(said.splitlines()) <= LINES, said


async def test_the_first_line_says_what_was_found(example_door: Door) -> None:
    reader = await example_door.member("Lezer")
    assert (await reader.says("wie weet iets over houtrook")).startswith("Voor houtrook ken ik:")
    near = await reader.says("wie weet iets over hittestress")
    assert near.startswith("Precies dit ken ik hier niet: hittestress. Dit is dicht in de buurt: klimaatadaptatie.")
    about = await reader.says("wie weet iets over windmolens")
    assert about.startswith("Wie precies dit weet, ken ik hier niet: windmolens. Dit gaat erover")
    assert (await reader.says("wie weet iets over wonen in Limburg")).startswith("In Limburg zelf ken ik hier niemand")
    nobody = await reader.says("wie weet iets over gitaarles")
    assert nobody.startswith("Ik ken nog niemand die iets weet over gitaarles.\nIk bewaar dit zonder je naam")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("wie weet iets over bodem", "niet in Twente"),
        ("wie weet iets over bodem behalve Twente", "alleen mensen"),
        ("wie weet iets over bodem anders dan in Twente", "meer"),
    ],
)
async def test_what_is_refused_stays_absent_and_is_never_offered_back(
    example_door: Door, first: str, then: str
) -> None:
    reader = await example_door.member("Lezer")
    await reader.says(first)
    said = await reader.says(then)
    shown = [item.words for block in said.reply.blocks for item in getattr(block, "items", ())]
    assert shown
    assert not any("Twente" in str(words) for words in shown)
    labels = [str(action.label) for block in said.reply.blocks for action in getattr(block, "actions", ())]
    assert not any("Twente" in label for label in labels)


async def test_themes_are_named_in_the_language_of_the_reader(example_door: Door) -> None:
    reader = await example_door.member("Reader", "en")
    said = await reader.says("who knows about climate adaptation")
    assert "themes: " in said
    assert "climate adaptation" in said
    assert "klimaatadaptatie" not in said
    dutch = await (await example_door.member("Lezer")).says("wie weet iets over klimaatadaptatie")
    assert "klimaatadaptatie" in dutch
    assert "climate adaptation" not in dutch
