"""Whatever two people do with a request, in whatever order and at once: it has one answer, and is told once."""

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import func, select

from bot.things.life import Party
from commands.groups.life import ANSWERS, LIFE, Act
from storage.database.database import Tx
from storage.groups import groups
from storage.groups.group import State
from storage.groups.tables import requests
from tests.cafe import Said, together
from tests.commands.groups.life import group
from tests.commands.groups.test_groups import later
from tests.lived import Lived
from tests.machine import Machine, walk

ASK, YES = "mag ik bij Leemgroep", "laat toe {}"
ASKER = st.sampled_from([ASK, "maak ongedaan"])
KEEPER = st.sampled_from([YES, "laat niet toe {}: vol", "maak ongedaan"])


class Life(Machine):
    """Somebody who asks, and who looks after the group, through the lines that people type."""

    async def begin(self) -> None:
        self.asker, self.keeper = await self.door.member("Vrager"), await self.door.member("Hoeder")
        made, me = await group(self.door, "Leemgroep"), (await self.keeper.member()).id
        await self.database.write(groups.keep, made.id, me)

    def latest(self) -> int:
        return self.run(
            lambda: self.database.read(lambda tx: tx.execute(select(func.max(requests.c.id))).scalar() or 1)
        )

    def take(self, said: Said) -> None:
        assert "er ging iets mis" not in said

    @rule(line=ASKER)
    def ask(self, line: str) -> None:
        self.take(self.run(lambda: self.asker.says(line)))

    @rule(line=KEEPER)
    def answer(self, line: str) -> None:
        number = self.latest()
        self.take(self.run(lambda: self.keeper.in_turn(line.format(number), "ja")))

    @rule(line=ASKER)
    def at_once(self, line: str) -> None:
        number = self.latest()
        for said in self.run(lambda: together(self.asker.says(line), self.keeper.says(YES.format(number)))):
            self.take(said)

    @rule()
    def time_passes(self) -> None:
        self.run(lambda: later(self.door))

    @invariant()
    def one_waits_at_most_and_each_answer_is_told_once(self) -> None:
        if not hasattr(self, "keeper"):
            return
        open_ = select(func.count()).where(requests.c.state == State.open)
        assert self.run(lambda: self.database.read(lambda tx: tx.execute(open_).scalar_one())) <= 1
        told = [said for said in self.door.heard_in(self.asker.chat) if "/notice/" in said.key]
        assert len({said.key for said in told}) == len(told)


class RequestLife(Lived):
    """One request: who asked it, who looks after the group, and who coordinates there."""

    life, number, gone = LIFE.rules, "", State.withdrawn
    lines: ClassVar[Mapping[Act, str]] = {Act.let_in: "laat toe 1", Act.keep_out: "laat niet toe 1: vol"}

    async def begin(self) -> None:
        await super().begin()
        made, keeper = await group(self.door, "Leemgroep"), await self.people["Ander"].member()
        await self.database.write(groups.keep, made.id, keeper.id)
        await self.people["Maker"].says(ASK)

    def parties(self, who: str) -> frozenset[str]:
        return frozenset({Party.maker} if who == "Maker" else {ANSWERS})

    def state(self, tx: Tx) -> State:
        return State(tx.execute(select(requests.c.state).where(requests.c.id == 1)).scalar_one())

    def given(self, tx: Tx) -> frozenset[int]:
        return frozenset(tx.execute(select(requests.c.id)).scalars())


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_a_request_goes_as_its_life_says(sqlite_drawn: Path) -> None:
    walk(RequestLife, sqlite_drawn, examples=2, steps=12)


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_whatever_two_do_a_request_has_one_answer(sqlite_drawn: Path) -> None:
    walk(Life, sqlite_drawn, examples=2, steps=12)
