"""Whatever two who drive networks say to acting together, also at once: they do so while both want to."""

from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import func, select

from storage.database.database import Tx
from storage.links import links
from storage.networks import networks, pairs
from storage.vocabulary import LinkKind
from tests.cafe import Said, together
from tests.commands.networks.test_deepened import a_network
from tests.machine import Machine, walk

SAYS = st.sampled_from(["samen optrekken {} {}", "niet samen optrekken {} {}", "maak ongedaan"])
TELLS = st.sampled_from(
    ["netwerk zoekt {}: geld", "netwerk zoekt {}: mensen", "netwerk biedt {}: geld", "maak ongedaan"]
)


def _stands(tx: Tx) -> tuple[bool, int]:
    """Whether both want to, and how many links say so."""
    offer = pairs.get(tx, 1, 2)
    said = select(func.count()).select_from(links).where(links.c.kind == LinkKind.hoort_bij)
    return bool(offer and offer.together), tx.execute(said).scalar_one()


class Life(Machine):
    """Two who drive a network each, through the lines that people type."""

    async def begin(self) -> None:
        self.drivers = [await self.door.member(f"Aanjager {name}") for name in ("Delta", "Vecht")]
        self.numbers = [
            await a_network(self.door, name, who)
            for name, who in zip(("Delta", "Vechtkring"), self.drivers, strict=True)
        ]

    def line(self, who: int, line: str) -> str:
        return line.format(self.numbers[who], self.numbers[1 - who])

    def take(self, said: Said) -> None:
        assert "er ging iets mis" not in said

    @rule(who=st.sampled_from([0, 1]), line=SAYS | TELLS)
    def say(self, who: int, line: str) -> None:
        self.take(self.run(lambda: self.drivers[who].says(self.line(who, line))))

    @rule(lines=st.tuples(SAYS, SAYS))
    def at_once(self, lines: tuple[str, str]) -> None:
        both = [self.drivers[who].says(self.line(who, line)) for who, line in enumerate(lines)]
        for said in self.run(lambda: together(*both)):
            self.take(said)

    @rule(what=st.sampled_from(["geld", "mensen"]), who=st.sampled_from([0, 1]))
    def what_is_told_is_undone_as_it_was(self, what: str, who: int) -> None:
        id_ = int(self.numbers[who][2:])

        def needs() -> frozenset[str]:
            return frozenset(self.run(lambda: self.database.read(networks.load, [id_]))[0].needs)

        before = needs()
        self.take(self.run(lambda: self.drivers[who].says(self.line(who, f"netwerk zoekt {{}}: {what}"))))
        assert needs() == {what}
        if before != {what}:
            self.take(self.run(lambda: self.drivers[who].says("maak ongedaan")))
            assert needs() == before

    @invariant()
    def they_act_together_while_both_want_to(self) -> None:
        if not hasattr(self, "numbers"):
            return
        both, linked = self.run(lambda: self.database.read(_stands))
        assert linked == both


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_two_act_together_while_both_want_to(sqlite_drawn: Path) -> None:
    walk(Life, sqlite_drawn, examples=3, steps=15)
