"""Whatever people do to a lesson, in whatever order and two at once: it goes as its life says, and no use is lost."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from commands.lessons.life import LIFE, Act
from storage.database.database import Tx
from storage.lessons import lessons
from storage.lessons.lesson import State
from tests.lived import Lived
from tests.machine import walk


class LessonLife(Lived):
    life, number, gone = LIFE.rules, "L-1", State.withdrawn
    made = ("les: overleg in Twente over de dijk werkte goed", "klopt")
    lines: ClassVar[Mapping[Act, str]] = {
        Act.see: "bij ons ook L-1",
        Act.use: "gebruikt L-1: we vroegen twee ondernemers en het plan werd scherper",
        Act.hold: "les klopt nog L-1",
        Act.age: "les is oud L-1",
        Act.withdraw: "trek in L-1",
        Act.reopen: "heropen L-1",
    }

    def state(self, tx: Tx) -> State:
        return lessons.load(tx, [1])[0].state

    def given(self, tx: Tx) -> frozenset[int]:
        return frozenset(range(lessons.load(tx, [1])[0].uses))


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_a_lesson_goes_as_its_life_says(sqlite_drawn: Path) -> None:
    walk(LessonLife, sqlite_drawn, examples=2, steps=12)
