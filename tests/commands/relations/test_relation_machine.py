"""Whatever two sides do to their ties, in whatever order: one counts only when both said so, and each stands twice."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from storage.database.database import Database, Tx
from storage.relations import relations, ties
from storage.relations.tables import relations as relation_rows
from storage.relations.tables import ties as tie_rows
from tests import FUZZ
from tests.cafe import Door
from tests.commands.relations.test_relations import ONE, OTHER, made
from tests.small_map import draw

T = TypeVar("T")
SIDES = st.sampled_from([ONE, OTHER])
KINDS = st.sampled_from(["benut", "werkt samen met", "kans: doet mee aan"])


class Life(RuleBasedStateMachine):
    """Two networks with a convenor each, through the lines that these type."""

    prepared: ClassVar[Path]
    """A database with all tables and no rows."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.loop = asyncio.Runner()
        path = shutil.copy(self.prepared, Path(self.folder.name) / "plek.db")
        self.database = Database(f"sqlite:///{path}")
        self.run(self.open)

    def run(self, work: Callable[[], Awaitable[T]]) -> T:
        async def wrapped() -> T:
            return await work()

        return self.loop.run(wrapped())

    async def open(self) -> None:
        await self.database.write(draw)
        self.door = Door(self.database)
        await self.door.__aenter__()
        self.people = dict(zip((ONE, OTHER), await made(self.door, ONE, OTHER), strict=True))

    def says(self, side: str, line: str) -> str:
        said = self.run(lambda: self.people[side].says(line))
        assert not said.tells("Sorry, er ging iets mis"), line
        return said

    @rule(side=SIDES, one=SIDES, kind=KINDS)
    def tie(self, side: str, one: str, kind: str) -> None:
        other = OTHER if one == ONE else ONE
        self.says(side, f"koppel {one} aan {other}: {kind}")

    @rule(side=SIDES, yes=st.booleans())
    def answer(self, side: str, yes: bool) -> None:
        before = self.counting()
        self.says(side, "band klopt" if yes else "band klopt niet")
        assert yes or self.counting() == before, "a no takes away nothing that both said"

    @rule(side=SIDES)
    def untie(self, side: str) -> None:
        self.says(side, f"haal band weg {ONE} aan {OTHER}")

    @rule(side=SIDES)
    def undo(self, side: str) -> None:
        self.says(side, "maak ongedaan")

    @rule()
    def night(self) -> None:
        before = self.run(lambda: self.database.read(_ties))
        self.run(lambda: self.database.write(lambda tx: ties.rebuild(tx, relations.counting(tx), [])))
        assert self.run(lambda: self.database.read(_ties)) == before, "what is kept up to date has nothing to mend"

    def counting(self) -> set[int]:
        return {each.id for each in self.run(lambda: self.database.read(relations.counting))}

    @invariant()
    def what_counts_is_told_from_both_sides_and_nothing_else_is(self) -> None:
        both = sorted((each, back) for each in self.counting() for back in (False, True))
        assert sorted(self.run(lambda: self.database.read(_ties))) == both

    @rule(kind=KINDS)
    def both_at_once(self, kind: str) -> None:
        line = f"koppel {ONE} aan {OTHER}: {kind}"

        async def both() -> None:
            await asyncio.gather(*(each.says(line) for each in self.people.values()))

        self.run(both)

    @invariant()
    def nothing_is_said_twice(self) -> None:
        said = self.run(lambda: self.database.read(_said))
        assert len(said) == len(set(said))

    def teardown(self) -> None:
        self.run(lambda: self.door.__aexit__(None, None, None))
        self.database.close()
        self.loop.close()
        self.folder.cleanup()


def _ties(tx: Tx) -> list[tuple[int, bool]]:
    return [(row.relation_id, bool(row.back)) for row in tx.execute(select(tie_rows.c.relation_id, tie_rows.c.back))]


def _said(tx: Tx) -> list[tuple[str, frozenset[int] | tuple[int, int]]]:
    rows = tx.execute(select(relation_rows)).all()
    return [
        (row.kind, frozenset((row.from_network_id, row.to_network_id)))
        if row.kind == "werkt samen met"
        else (row.kind, (row.from_network_id, row.to_network_id))
        for row in rows
    ]


def test_ties_of_two_sides(sqlite_prepared: Path) -> None:
    class Prepared(Life):
        prepared = sqlite_prepared

    run_state_machine_as_test(
        Prepared,
        settings=settings(
            max_examples=4 * FUZZ,
            stateful_step_count=15,
            deadline=None,
            derandomize=FUZZ == 1,
            suppress_health_check=list(HealthCheck),
        ),
    )
