"""Whatever people do to a source: nothing that was told of it is lost, and its next issue is due by the last."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from storage.sources import sources
from storage.sources.source import Source
from tests.cafe import Person
from tests.machine import Machine, walk

NAMES = ("Anna", "Bert", "Kernteam")
WHO = st.sampled_from(NAMES)


class Life(Machine):
    """A source that comes each month, who put it, another member and a coordinator."""

    async def begin(self) -> None:
        self.told: list[tuple[str, str]] = []
        """By whom each thing was told of it that stands there, and what."""
        self.people = {name: await self.door.member(name) for name in NAMES[:2]}
        self.people["Kernteam"] = await self.door.coordinator("Kernteam")
        await self.people["Anna"].in_turn("bron: Waterkaart van de provincie elke maand", "klopt")

    def held(self) -> Source:
        return self.run(lambda: self.database.read(sources.load, [1]))[0]

    def say(self, who: Person, *lines: str) -> str:
        said = self.run(lambda: who.surely(*lines))
        assert not said.tells("Sorry, er ging iets mis"), lines
        return said

    @rule(name=WHO, act=st.sampled_from(["nieuw bij", "spreekt tegen"]))
    def tell(self, name: str, act: str) -> None:
        text = f"ding {len(self.told)} van {name}"
        if "Bekijk" in self.say(self.people[name], f"{act} D-1: {text}"):
            self.told.append((name, text))

    @rule(name=WHO, act=st.sampled_from(["trek in", "heropen", "nog geen nieuwe uitgave van", "verberg", "toon weer"]))
    def move(self, name: str, act: str) -> None:
        self.say(self.people[name], f"{act} D-1", "ja", "stop")

    @rule(name=WHO)
    def undo(self, name: str) -> None:
        self.say(self.people[name], "maak ongedaan")
        there = [each.text for each in self.held().notes]
        gone = [each for each in self.told if each[1] not in there]
        assert len(gone) <= 1
        assert all(who == name for who, _text in gone), "one's own alone"
        self.told = [each for each in self.told if each not in gone]

    @rule(days=st.sampled_from([1, 40]))
    def time_passes(self, days: int) -> None:
        self.door.clock.ahead(timedelta(days=days))

        async def beat() -> None:
            for name in ("hearing", "upkeep"):
                await self.door.cafe.work[name]()
            await self.door.cafe.settled()

        self.run(beat)

    @invariant()
    def nothing_told_is_lost(self) -> None:
        assert [each.text for each in self.held().notes] == [text for _who, text in self.told]

    @invariant()
    def its_next_issue_is_due_after_the_last(self) -> None:
        source = self.held()
        last = max((each.at for each in source.issues), default=source.made_at)
        assert source.issued_at == last
        assert source.due_at is not None
        assert source.due_at > last


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_nothing_told_of_a_source_is_lost_whatever_is_done(sqlite_drawn: Path) -> None:
    walk(Life, sqlite_drawn, examples=2, steps=20)
