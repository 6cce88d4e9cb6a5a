"""Whatever people do to a source: nothing that was told of it is lost, and its next issue is due by the last."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from storage.database.database import Database
from storage.sources import sources
from storage.sources.source import Source
from tests import FUZZ
from tests.cafe import Door, Person
from tests.small_map import draw

T = TypeVar("T")

NAMES = ("Anna", "Bert", "Kernteam")
WHO = st.sampled_from(NAMES)


class Life(RuleBasedStateMachine):
    """A source that comes each month, who put it, another member and a coordinator."""

    prepared: ClassVar[Path]
    """A database with all tables and no rows."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.loop = asyncio.Runner()
        path = shutil.copy(self.prepared, Path(self.folder.name) / "plek.db")
        self.database = Database(f"sqlite:///{path}")
        self.told: list[tuple[str, str]] = []
        """By whom each thing was told of it that stands there, and what."""
        self.run(self.open)

    def run(self, work: Callable[[], Awaitable[T]]) -> T:
        async def wrapped() -> T:
            return await work()

        return self.loop.run(wrapped())

    async def open(self) -> None:
        await self.database.write(draw)
        self.door = Door(self.database)
        await self.door.__aenter__()
        self.people = {name: await self.door.member(name) for name in NAMES[:2]}
        self.people["Kernteam"] = await self.door.coordinator("Kernteam")
        await self.people["Anna"].in_turn("bron: Waterkaart van de provincie elke maand", "klopt")

    def held(self) -> Source:
        return self.run(lambda: self.database.read(sources.load, [1]))[0]

    def say(self, who: Person, *lines: str) -> str:
        said = self.run(lambda: who.in_turn(*lines))
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

    def teardown(self) -> None:
        self.run(lambda: self.door.__aexit__(None, None, None))
        self.loop.close()
        self.database.close()
        self.folder.cleanup()


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_nothing_told_of_a_source_is_lost_whatever_is_done(sqlite_prepared: Path) -> None:
    class Prepared(Life):
        prepared = sqlite_prepared

    run_state_machine_as_test(
        Prepared,
        settings=settings(
            max_examples=2 * FUZZ,
            stateful_step_count=20,
            deadline=None,
            derandomize=FUZZ == 1,
            suppress_health_check=list(HealthCheck),
        ),
    )
