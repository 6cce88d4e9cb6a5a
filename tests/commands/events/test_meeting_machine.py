"""Whatever people do to a meeting, in whatever order: nobody who comes is lost, and each hears how it is now."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from commands.events.life import LIFE, Act
from storage.events import attendance, meetings
from storage.events.meeting import Draft, Meeting, State
from tests.cafe import Person
from tests.machine import Machine, walk

GUESTS = ("Bert", "Carla")
WHO = st.sampled_from(GUESTS)


class Life(Machine):
    """A meeting of Anna's, to which two others come or not, through what people type."""

    async def begin(self) -> None:
        self.coming: dict[str, bool | None] = dict.fromkeys(GUESTS)
        self.sequence = 0
        self.days = 20
        self.anna = await self.door.member("Anna")
        self.people = {name: await self.door.member(name) for name in GUESTS}
        starts = self.door.clock() + timedelta(days=20)
        draft = Draft("Overleg", starts, starts + timedelta(hours=1), "Europe/Amsterdam", place="Zaal 1")
        await self.database.write(meetings.put, (await self.anna.member()).id, draft, self.door.clock())

    def held(self) -> Meeting:
        found = self.run(lambda: self.database.read(meetings.get, 1))
        assert found
        return found

    def say(self, who: Person, *lines: str) -> None:
        said = self.run(lambda: who.surely(*lines))
        assert not said.tells("Sorry, er ging iets mis"), lines

    def may(self, act: Act) -> bool:
        return self.held().state in LIFE.rules[act].among

    @rule(who=WHO, comes=st.booleans())
    def say_so(self, who: str, comes: bool) -> None:
        legal = self.may(Act.come)
        self.say(self.people[who], "ik kom B-1" if comes else "ik kom niet B-1")
        if legal:
            self.coming[who] = comes

    @rule(who=WHO)
    def take_it_back(self, who: str) -> None:
        """What is undone is only ever one's own: the other stays as they were."""
        others = {name: said for name, said in self.coming.items() if name != who}
        self.say(self.people[who], "maak ongedaan")
        self.coming = {**self.read(), **others}

    @rule()
    def move(self) -> None:
        self.days += 1
        day = (self.door.clock() + timedelta(days=self.days)).date()
        self.say(self.anna, f"verplaats B-1 naar {day.day}-{day.month}-{day.year} 10:00", "ja", "stop")

    @rule(who=WHO)
    def move_while_somebody_says_yes(self, who: str) -> None:
        legal = self.may(Act.move)
        self.days += 1
        day = (self.door.clock() + timedelta(days=self.days)).date()
        self.say(self.anna, f"verplaats B-1 naar {day.day}-{day.month}-{day.year} 10:00")
        yes, comes = self.anna.message("ja"), self.people[who].message("ik kom B-1")
        self.run(lambda: self.door.at_once(yes, comes))
        self.say(self.anna, "stop")
        if legal:
            self.coming[who] = True

    @rule()
    def cancel(self) -> None:
        self.say(self.anna, "afgelast B-1: de zaal is dicht", "ja", "stop")

    @rule()
    def let_it_go_on(self) -> None:
        self.say(self.anna, "heropen B-1", "stop")

    @rule()
    def undo(self) -> None:
        self.say(self.anna, "maak ongedaan")

    @rule()
    def let_time_pass(self) -> None:
        """By then everyone who comes was told how it is, and is told nothing more when the clock looks again."""

        async def pass_() -> None:
            self.door.clock.ahead(timedelta(hours=3))
            for _again in range(2):
                for name in ("meetings", "hearing"):
                    await self.door.cafe.work[name]()
            await self.door.cafe.settled()

        self.run(pass_)
        held = self.held()
        for said in self.run(lambda: self.database.read(attendance.said, 1)):
            if said.coming and held.state in (State.planned, State.cancelled):
                assert said.told_sequence == held.sequence
        assert self.run(self.door.cafe.work["meetings"]) == 0

    def read(self) -> dict[str, bool | None]:
        """Who comes, as it is kept."""
        said = {each.member_id: each.coming for each in self.run(lambda: self.database.read(attendance.said, 1))}
        return {name: said.get(self.run(each.member).id) for name, each in self.people.items()}

    @invariant()
    def nobody_is_lost(self) -> None:
        assert self.read() == self.coming
        assert self.held().coming == sum(each is True for each in self.coming.values())

    @invariant()
    def for_calendars_it_only_grows_newer(self) -> None:
        now = self.held().sequence
        assert now >= self.sequence
        self.sequence = now

    @invariant()
    def it_ends_after_it_begins(self) -> None:
        assert self.held().draft.ends_at > self.held().draft.starts_at


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_no_sequence_of_acts_loses_anybody(sqlite_drawn: Path) -> None:
    walk(Life, sqlite_drawn, examples=6, steps=14)
