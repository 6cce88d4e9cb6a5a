"""Whatever people do to a request, and two at once: it goes as its life says, and no word of the desk is lost."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from commands.helpdesk.life import ASKER, DESK, LIFE, OWNER, Act
from storage.database.database import Tx
from storage.helpdesk import requests
from storage.helpdesk.request import State
from tests.commands.helpdesk.test_helpdesk import sitting
from tests.lived import Lived
from tests.machine import walk


class RequestLife(Lived):
    life, number, gone = LIFE.rules, "H-1", State.withdrawn
    lines: ClassVar[Mapping[Act, str]] = {
        Act.add: "vul aan H-1: het gaat om een klein begin",
        Act.take: "ik pak het op H-1",
        Act.answer: "antwoord H-1: bel maandag met de gemeente",
        Act.pass_on: "zet door H-1 naar Greenwish",
        Act.solve: "geholpen H-1",
        Act.not_yet: "nog niet H-1",
        Act.fail: "niet gelukt H-1: daar is geen geld voor",
        Act.withdraw: "trek in H-1",
    }

    async def begin(self) -> None:
        self.people = {
            "Bewoner": await self.door.member("Bewoner"),
            "Een": await sitting(self.door, "Een"),
            "Twee": await sitting(self.door, "Twee"),
        }
        await self.people["Bewoner"].in_turn("loket: is er geld voor een klein begin?", "klopt")

    def parties(self, who: str) -> frozenset[str]:
        if who == "Bewoner":
            return frozenset({ASKER})
        owner = self.run(lambda: self.database.read(requests.load, [1]))[0].owner
        mine = owner == self.run(self.people[who].member).id
        return frozenset({DESK, *((OWNER,) if mine else ())})

    def state(self, tx: Tx) -> State:
        return requests.load(tx, [1])[0].state

    def given(self, tx: Tx) -> frozenset[int]:
        return frozenset(each.id for each in requests.load(tx, [1])[0].said)


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_a_request_goes_as_its_life_says(sqlite_drawn: Path) -> None:
    walk(RequestLife, sqlite_drawn, examples=2, steps=12)
