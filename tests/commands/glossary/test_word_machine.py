"""Whatever people do to a word, in whatever order and two at once: it goes as its life says, and no word is lost."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from commands.glossary.life import LIFE, Act, Party
from storage.database.database import Tx
from storage.glossary import words
from storage.glossary.word import State
from tests.lived import Lived
from tests.machine import walk


class WordLife(Lived):
    life, number, gone = LIFE, "W-1", State.withdrawn
    made = ("begrip leemlaag: de lagen tussen een initiatief en wie beslist", "ja")
    lines: ClassVar[Mapping[Act, str]] = {
        Act.better: "beter woord voor leemlaag: laag ertussen",
        Act.settle: "stel vast W-1",
        Act.unsettle: "maak weer een voorstel W-1",
        Act.withdraw: "haal begrip weg W-1",
        Act.reopen: "heropen W-1",
    }

    def parties(self, who: str) -> frozenset[str]:
        more = {"Maker": {Party.maker}, "Aanjager": {Party.coordinator}}
        return frozenset({Party.member, *more.get(who, ())})

    def state(self, tx: Tx) -> State:
        return words.load(tx, [1])[0].state

    def given(self, tx: Tx) -> frozenset[str]:
        return frozenset(each.text for each in words.load(tx, [1])[0].meanings)


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_a_word_goes_as_its_life_says(sqlite_drawn: Path) -> None:
    walk(WordLife, sqlite_drawn, examples=2, steps=12)
