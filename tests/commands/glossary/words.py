"""The words of the example set, in a Café of a test."""

import csv
from functools import cache

import commands
from bot.exchange import importing
from bot.topic import Topics
from storage.glossary import words
from storage.glossary.word import Word
from tests import ROOT
from tests.cafe import Door

FILE = ROOT / "examples" / "plek" / "words.csv"


@cache
def _topics() -> Topics:
    return Topics.within(commands)


async def load_words(door: Door) -> None:
    """Bring in the words of the example set."""
    report = importing.load(door.database, _topics(), [FILE], door.clock(), example=True)
    assert not report.rejected


def rows() -> int:
    """Return how many words the example set has."""
    with FILE.open(newline="") as file:
        return sum(1 for _row in csv.DictReader(file))


async def word(door: Door, name: str) -> Word:
    """The word of that name."""
    found = await door.database.read(words.called, name)
    assert found, f"no word is called {name}"
    return found
