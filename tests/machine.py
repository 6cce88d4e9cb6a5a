"""Walks the life of a thing in any order that people may think of: what must hold is looked at after each step.

class Life(Machine):
    async def begin(self) -> None:
        self.anna = await self.door.member("Anna")

    @rule()
    def use(self) -> None:
        self.run(lambda: self.anna.says("gebruikt F-1"))

walk(Life, sqlite_drawn, examples=2, steps=20)
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from storage.database.database import Database
from tests import FUZZ
from tests.cafe import Door, Person

T = TypeVar("T")


class Machine(RuleBasedStateMachine):
    """A Café on a small map, for one walk. `begin` lets in who takes part."""

    prepared: ClassVar[Path]
    """A database with the small map and nobody in it."""

    door: Door

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.loop = asyncio.Runner()
        self.database = Database(f"sqlite:///{shutil.copy(self.prepared, Path(self.folder.name) / 'plek.db')}")
        self.run(self._open)

    async def begin(self) -> None:
        """Let in who takes part, and make what it is about."""

    def run(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do that in the loop of this Café: hypothesis knows of none."""

        async def wrapped() -> T:
            return await work()

        return self.loop.run(wrapped())

    @rule()
    def another_process_takes_over(self) -> None:
        """Whatever it was doing: what stands in the tables is all there is, and nobody hears a thing twice."""
        self.begin_again()

    def begin_again(self) -> None:
        async def again() -> None:
            await self.door.__aexit__(None, None, None)
            self.door = Door(self.database, far=self.door.far, clock=self.door.clock)
            for each in self._everybody():
                each.door = self.door
            await self.door.__aenter__()

        self.run(again)

    def _everybody(self) -> Iterator[Person]:
        for held in vars(self).values():
            several = held.values() if isinstance(held, dict) else held if isinstance(held, list | tuple) else [held]
            yield from (each for each in several if isinstance(each, Person))

    def teardown(self) -> None:
        self.run(lambda: self.door.__aexit__(None, None, None))
        self.loop.close()
        self.database.close()
        self.folder.cleanup()

    async def _open(self) -> None:
        self.door = Door(self.database)
        await self.door.__aenter__()
        await self.begin()


def walk(machine: type[Machine], prepared: Path, *, examples: int, steps: int) -> None:
    """Take so many walks of so many steps at most; `make fuzz` takes more. Each begins with a copy of `prepared`."""
    machine.prepared = prepared
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples * FUZZ,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
