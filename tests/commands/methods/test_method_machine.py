"""Whatever people do to a way of working: its state follows from who used it where, and no use is lost."""

from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from storage.methods import methods
from storage.methods.method import REGIONS, USES, Method, State
from tests.cafe import Person
from tests.machine import Machine, walk

NAMES = ("Maker", "Anna", "Bert", "Kernteam")
WHO = st.sampled_from(NAMES)


class Life(Machine):
    """A way of working, its maker, two who use it and a national coordinator."""

    async def begin(self) -> None:
        self.told: list[str] = []
        """What was told of using it, and not taken back."""
        self.people = {name: await self.door.member(name) for name in NAMES[:3]}
        self.people["Kernteam"] = await self.door.coordinator("Kernteam")
        self.maker = (await self.people["Maker"].member()).id
        await self.people["Maker"].in_turn("werkvorm: Praatkaarten, bewoners laten vertellen", "klopt")

    def held(self) -> Method:
        return self.run(lambda: self.database.read(methods.load, [1]))[0]

    def say(self, who: Person, *lines: str) -> str:
        said = self.run(lambda: who.surely(*lines))
        assert not said.tells("Sorry, er ging iets mis"), lines
        return said

    @rule(name=WHO, region=st.sampled_from(["Twente", "Flevoland"]))
    def use(self, name: str, region: str) -> None:
        text = f"in {region} bleven er {len(self.told)} mensen langer"
        if "Dank je" in self.say(self.people[name], f"gebruikt F-1: {text}"):
            self.told.append(text)

    @rule(name=WHO, act=st.sampled_from(["standaard", "geen standaard", "trek in", "heropen"]))
    def move(self, name: str, act: str) -> None:
        before = self.held()
        self.say(self.people[name], f"{act} F-1", "ja", "stop")
        after = self.held()
        if after.state is State.standard and before.state is not State.standard:
            assert name == "Kernteam"
            assert len(after.uses) >= USES
            assert len(after.regions_used) >= REGIONS

    @rule(name=WHO)
    def undo(self, name: str) -> None:
        self.say(self.people[name], "maak ongedaan")
        there = [each.text for each in self.held().uses]
        gone = [each for each in self.told if each not in there]
        assert len(gone) <= 1
        self.told = there

    @invariant()
    def no_use_is_lost(self) -> None:
        assert [each.text for each in self.held().uses] == self.told

    @invariant()
    def an_idea_is_what_nobody_else_used(self) -> None:
        method = self.held()
        another = any(each.member_id != self.maker for each in method.uses)
        if method.state in (State.idea, State.tried):
            assert (method.state is State.tried) is another


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_its_state_follows_from_its_uses_whatever_is_done(sqlite_drawn: Path) -> None:
    walk(Life, sqlite_drawn, examples=2, steps=20)
