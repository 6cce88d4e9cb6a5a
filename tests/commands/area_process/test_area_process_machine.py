"""Whatever two people do with an area process, at once and with undo: no step is lost or taken twice."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from storage.area_process import area_processes
from storage.networks import networks
from storage.vocabulary import NetworkRole
from tests.commands.area_process.test_area_process import started
from tests.machine import Machine, walk

LAST = 2


class Life(Machine):
    """Two who drive an area process, through the lines that people type."""

    async def begin(self) -> None:
        self.at = 0
        one, number = await started(self.door)
        two = await self.door.member("Tweede")
        self.network, member = int(number[2:]), (await two.member()).id
        await self.database.write(networks.join, self.network, member, NetworkRole.convenor, self.door.clock())
        self.people = (one, two)

    @rule(who=st.sampled_from([0, 1]))
    def step(self, who: int) -> None:
        said = self.run(lambda: self.people[who].in_turn("stap klaar", "ja"))
        assert "er ging iets mis" not in said

    @rule()
    def both_at_once(self) -> None:
        before = self.number()

        async def together() -> None:
            for each in self.people:
                await each.says("stap klaar")
            await asyncio.gather(*(each.says("ja") for each in self.people))

        self.run(together)
        assert before <= self.number() <= min(before + 2, LAST)

    @rule(who=st.sampled_from([0, 1]))
    def undo(self, who: int) -> None:
        before = self.number()
        said = self.run(lambda: self.people[who].says("maak ongedaan"))
        assert "er ging iets mis" not in said
        assert self.number() in (before, before - 1, -1)
        if self.number() == -1:
            self.run(lambda: self.people[0].in_turn(f"gebiedsproces starten N-{self.network}", "klopt"))

    def number(self) -> int:
        held = self.run(lambda: self.database.read(area_processes.get, self.network))
        return held.number if held else -1

    @invariant()
    def it_is_at_a_step_that_there_is(self) -> None:
        if hasattr(self, "people"):
            assert 0 <= self.number() <= LAST


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_whatever_two_do_no_step_is_lost(sqlite_drawn: Path) -> None:
    walk(Life, sqlite_drawn, examples=2, steps=10)
