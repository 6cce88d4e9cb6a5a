"""Whatever people do to an agenda item, and two at once: it goes as its life says, and no support is lost."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from commands.agenda.life import LIFE, Act
from storage.agenda import items
from storage.agenda.item import State
from storage.database.database import Tx
from tests.lived import Lived
from tests.machine import walk


class ItemLife(Lived):
    life, number, gone = LIFE.rules, "G-1", State.withdrawn
    made = ("zet op de agenda: Hoe houden we dorpsscholen open in Twente", "klopt")
    lines: ClassVar[Mapping[Act, str]] = {
        Act.list: "zet erop G-1",
        Act.not_now: "niet nu G-1: we hebben nu geen mensen",
        Act.support: "steun G-1",
        Act.work: "werk aan G-1: wij vragen het aan vijf scholen",
        Act.finish: "rond af G-1: drie scholen blijven open met een gedeelde directeur",
        Act.park: "parkeer G-1: we hebben nu geen mensen",
        Act.reopen: "heropen G-1",
        Act.withdraw: "trek in G-1",
        Act.hide: "verberg G-1",
        Act.unhide: "toon weer G-1",
    }

    def state(self, tx: Tx) -> State:
        return items.get_one(tx, 1).state

    def given(self, tx: Tx) -> frozenset[int]:
        held = items.get_one(tx, 1)
        return frozenset({*(member for member, _region in held.supporters), *(-each.id for each in held.work)})


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_an_agenda_item_goes_as_its_life_says(sqlite_drawn: Path) -> None:
    walk(ItemLife, sqlite_drawn, examples=2, steps=12)
