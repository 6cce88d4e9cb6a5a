"""Whatever two sides do to their ties, in whatever order: one counts only when both said so, and each stands twice."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import select

from commands.relations.life import ASKED, BOTH, LIFE, SIDE, Act
from storage.database.database import Tx
from storage.relations import relations, ties
from storage.relations.relation import State
from storage.relations.tables import relations as relation_rows
from storage.relations.tables import ties as tie_rows
from tests.commands.relations.test_relations import ONE, OTHER, made
from tests.lived import Lived
from tests.machine import Machine, walk

SIDES = st.sampled_from([ONE, OTHER])
KINDS = st.sampled_from(["benut", "werkt samen met", "kans: doet mee aan"])


class Life(Machine):
    """Two networks with a convenor each, through the lines that these type."""

    async def begin(self) -> None:
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


class TieLife(Lived):
    """One tie: who drives the first of the two, who drives the second, and a coordinator, who may say it for both."""

    life, number, gone = LIFE.rules, "", (State.gone, None)
    lines: ClassVar[Mapping[Act, str]] = {
        Act.tie: f"koppel {ONE} aan {OTHER}: benut",
        Act.confirm: "band klopt",
        Act.deny: "band klopt niet",
        Act.untie: f"haal band weg {ONE} aan {OTHER}",
    }
    speak: ClassVar[Mapping[str, frozenset[int]]] = {
        "Maker": frozenset({1}),
        "Ander": frozenset({2}),
        "Aanjager": frozenset({1, 2}),
    }

    async def begin(self) -> None:
        one, other = await made(self.door, ONE, OTHER)
        self.people = {"Maker": one, "Ander": other, "Aanjager": self.door.person("Kernteam")}

    def leads(self, who: str, act: Act, state: tuple[State, int | None]) -> tuple[State, int | None]:
        """Where it is then, and which of the two it waits for."""
        at, asked = state
        speaks = self.speak[who]
        parties = {SIDE, *({BOTH} if speaks == {1, 2} else ()), *({ASKED} if asked in speaks else ())}
        if act is Act.tie:  # the other side says so too, or somebody for both
            act = Act.confirm if at is State.waits else Act.tie_both if BOTH in parties else act
        rule = LIFE.rules[act]
        to = at if rule.by.isdisjoint(parties) else rule.leads.get(at, at)
        other = next(iter({1, 2} - speaks), None)
        return to, None if to is not State.waits else other if at is State.gone else asked

    def state(self, tx: Tx) -> tuple[State, int | None]:
        held = [relations.get(tx, each) for each in tx.execute(select(relation_rows.c.id)).scalars()]
        return next(((each.state, each.asked and each.asked.id) for each in held if each), self.gone)

    def given(self, tx: Tx) -> frozenset[int]:
        return frozenset()


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


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_a_tie_goes_as_its_life_says(sqlite_drawn: Path) -> None:
    walk(TieLife, sqlite_drawn, examples=3, steps=15)


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_ties_of_two_sides(sqlite_drawn: Path) -> None:
    walk(Life, sqlite_drawn, examples=4, steps=15)
