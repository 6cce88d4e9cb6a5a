"""Whatever people do to a signal, and two at once: it goes as its life says, and no raiser is lost."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest

from bot.things.life import Party
from commands.signals.life import LIFE, RAISER, Act
from storage.database.database import Tx
from storage.members.roles import Grant
from storage.signals import signals
from storage.signals.signal import State
from storage.vocabulary import Role
from tests.lived import Lived
from tests.machine import walk


class SignalLife(Lived):
    life, number, gone = LIFE.rules, "S-1", State.withdrawn
    made = ("signaal: het overleg in Twente is altijd overdag", "klopt", "overslaan")
    lines: ClassVar[Mapping[Act, str]] = {
        Act.join_in: "bij ons ook S-1",
        Act.propose: "voorstel S-1: wissel overdag en avond af",
        Act.put_to: "leg voor S-1 aan de stuurgroep",
        Act.view: "kijk op S-1: een keer per maand is genoeg",
        Act.send_back: "stuur signaal terug S-1: zoek eerst uit om hoeveel mensen het gaat",
        Act.decide: "besluit S-1 overnemen: leren hoort bij het werk en niet erna",
        Act.act: "actie S-1: om en om vanaf januari",
        Act.notice: "merk ik S-1 ja",
        Act.stop: "niet verder S-1: dit gaat over een vergunning",
        Act.react: "reageer S-1: fijn",
        Act.withdraw: "trek in S-1",
        Act.hide: "verberg S-1",
        Act.unhide: "toon weer S-1",
    }

    async def begin(self) -> None:
        await super().begin()
        self.people["Stuurgroep"] = await self.door.member("Stuurgroep")
        await self.door.grant(self.people["Stuurgroep"], Grant(Role.steward))

    def parties(self, who: str) -> frozenset[str]:
        steward = {Party.coordinator, Party.keeper, Party.steward} if who == "Stuurgroep" else set()
        raised = self.run(self.people[who].member).id in self.kept()
        return super().parties(who) | steward | ({RAISER} if raised else set())

    def state(self, tx: Tx) -> State:
        return signals.get_one(tx, 1).state

    def given(self, tx: Tx) -> frozenset[int]:
        return frozenset(each.member_id for each in signals.get_one(tx, 1).raisers)


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_a_signal_goes_as_its_life_says(sqlite_drawn: Path) -> None:
    walk(SignalLife, sqlite_drawn, examples=2, steps=12)
