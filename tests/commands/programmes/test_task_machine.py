"""Whatever people do to a task, in whatever order and at once: its sides are single, and what runs is never lost."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from storage.programmes import tasks
from storage.programmes.part import DUO, Standing
from storage.programmes.task import State, Task
from tests.cafe import Person
from tests.machine import Machine, walk

PEOPLE = {"Rijk een": "rijk", "Rijk twee": "rijk", "Regio een": "provincie", "Regio twee": "waterschap"}
ANYONE = st.sampled_from(sorted(PEOPLE))
SIDE = st.sampled_from(["het Rijk", "de regio", "erbij"])


class Life(Machine):
    """A task, four who may have a side and a coordinator, through the lines that people type."""

    async def begin(self) -> None:
        self.lines: list[tuple[str, str]] = []
        """By whom each line was written that stands there, and what it says."""
        self.last: dict[str, str] = {}
        self.people = {
            name: await self.door.member(name, organisation=f"Huis {kind}", organisation_kind=kind)
            for name, kind in PEOPLE.items()
        }
        self.ids = {name: (await each.member()).id for name, each in self.people.items()}
        self.kernteam = await self.door.coordinator("Kernteam")
        await self.kernteam.in_turn("nieuwe taak: bodem in Twente beter bewaren", "klopt")

    def held(self) -> Task:
        return self.run(lambda: self.database.read(tasks.get_one, 1))

    def say(self, who: Person, line: str) -> str:
        said = self.run(lambda: who.surely(line))
        assert not said.tells("Sorry, er ging iets mis"), line
        return said

    @rule(name=ANYONE, side=SIDE)
    def take(self, name: str, side: str) -> None:
        self.say(self.people[name], f"ik trek T-1 voor {side}")

    @rule(one=ANYONE, other=ANYONE, side=SIDE)
    def take_at_once(self, one: str, other: str, side: str) -> None:
        line = f"ik trek T-1 voor {side}"

        async def both() -> None:
            await asyncio.gather(self.people[one].says(line), self.people[other].says(line))

        if one != other:
            self.run(both)

    @rule(name=ANYONE, other=ANYONE, yes=st.booleans())
    def answer(self, name: str, other: str, yes: bool) -> None:
        self.say(self.people[name], f"{'akkoord' if yes else 'niet akkoord'} duo T-1 M-{self.ids[other]}")

    @rule(name=ANYONE)
    def stop(self, name: str) -> None:
        self.say(self.people[name], "ik stop met T-1")

    @rule(name=ANYONE, half=st.sampled_from(["loopt al", "erbij"]))
    def write(self, name: str, half: str) -> None:
        text = f"regel {len(self.lines)} van {name}"
        if "Het staat bij" in self.say(self.people[name], f"{half} T-1: {text}"):
            self.lines.append((name, text))

    @rule(name=ANYONE)
    def finish(self, name: str) -> None:
        self.say(self.people[name], "klaar T-1: het is gelukt met ons allen")

    @rule()
    def reopen(self) -> None:
        self.say(self.kernteam, "heropen T-1")

    @rule(name=ANYONE)
    def undo(self, name: str) -> None:
        if "regel bij" in self.say(self.people[name], "maak ongedaan"):
            gone = {text for _who, text in self.lines} - {each.text for each in self.held().lines}
            assert len(gone) == 1, "one line, of one's own"
            assert all(who == name for who, text in self.lines if text in gone)
            self.lines = [each for each in self.lines if each[1] not in gone]

    @rule(minutes=st.sampled_from([15, 60 * 24 * 15]))
    def time_passes(self, minutes: int) -> None:
        self.door.clock.ahead(timedelta(minutes=minutes))

        async def beat() -> None:
            for name in ("hearing", "upkeep", "endings"):
                await self.door.cafe.work[name]()
            await self.door.cafe.settled()

        self.run(beat)

    @invariant()
    def each_side_is_of_one(self) -> None:
        task = self.held()
        for part in DUO:
            assert sum(each.part is part and each.standing is Standing.holds for each in task.people) <= 1

    @invariant()
    def the_state_follows_from_who_has_a_side(self) -> None:
        task = self.held()
        if task.state is State.open:
            assert task.vacant
        elif task.state in (State.complete, State.running):
            assert not task.vacant

    @invariant()
    def what_runs_is_never_lost(self) -> None:
        assert [each.text for each in self.held().lines] == [text for _who, text in self.lines]

    @invariant()
    def who_stands_for_a_side_is_of_it(self) -> None:
        task = self.held()
        kinds = {self.ids[name]: kind for name, kind in PEOPLE.items()}
        for each in task.people:
            if each.part in DUO:
                assert (kinds[each.member_id] == "rijk") is (each.part is DUO[0])


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_a_task_loses_nothing_whatever_is_done_to_it(sqlite_drawn: Path) -> None:
    walk(Life, sqlite_drawn, examples=6, steps=25)
