"""Whatever people do to a case, in whatever order and two at once: it goes as its life says, and no thought is lost."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from commands.cases.life import LIFE, Act
from storage.cases import cases
from storage.cases.case import State
from storage.database.database import Tx
from tests.lived import Lived
from tests.machine import walk


class CaseLife(Lived):
    life, number, gone = LIFE.rules, "C-1", State.withdrawn
    made = ("casus: het dorpshuis in Twente, hoe betaal je dat?", "klopt")
    lines: ClassVar[Mapping[Act, str]] = {
        Act.think: "denk mee C-1: bij ons huurt de huisarts een kamer",
        Act.move: "moment C-1: de gemeente doet mee",
        Act.discuss: "casus besproken C-1: begin met een kleine huur",
        Act.close: "rond af C-1: het dorpshuis staat er nu en is elke dag open",
        Act.reopen: "heropen C-1",
        Act.withdraw: "trek in C-1",
        Act.hide: "verberg C-1",
        Act.unhide: "toon weer C-1",
    }

    def state(self, tx: Tx) -> State:
        return cases.get_one(tx, 1).state

    def given(self, tx: Tx) -> frozenset[int]:
        held = cases.get_one(tx, 1)
        return frozenset(each.id for each in (*held.thoughts, *held.moments))


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_a_case_goes_as_its_life_says(sqlite_drawn: Path) -> None:
    walk(CaseLife, sqlite_drawn, examples=2, steps=12)
