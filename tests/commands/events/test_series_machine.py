"""Whatever people do to a series, in whatever order and two at once: it goes as its life says, and no seat is lost."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from commands.events.life import SERIES_LIFE, SeriesAct
from storage.database.database import Tx
from storage.events import all_series
from storage.events.series import SeriesState
from tests.lived import Lived
from tests.machine import walk


class SeriesLife(Lived):
    life, number, gone = SERIES_LIFE.rules, "R-1", SeriesState.ended
    made = ("dialoogtafel: bodem in Twente, elk kwartaal", "het gaat naar de hub", "klopt")
    lines: ClassVar[Mapping[SeriesAct, str]] = {
        SeriesAct.sit: "ik wil vast lid worden van R-1",
        SeriesAct.change: "naam R-1: bodem en water",
        SeriesAct.end: "stop reeks R-1",
        SeriesAct.reopen: "heropen reeks R-1",
    }

    async def begin(self) -> None:
        await super().begin()
        seated = await self.people["Ander"].member()
        await self.database.write(all_series.seat, 1, seated.id, "kent de boeren", self.door.clock())

    def state(self, tx: Tx) -> SeriesState:
        return all_series.load(tx, [1])[0].state

    def given(self, tx: Tx) -> frozenset[int]:
        return frozenset(each.member_id for each in all_series.load(tx, [1])[0].seats)


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_a_series_goes_as_its_life_says(sqlite_drawn: Path) -> None:
    walk(SeriesLife, sqlite_drawn, examples=2, steps=12)
