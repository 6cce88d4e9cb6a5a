"""Whatever people do to a poll, in whatever order and two at once: each voter counts once, and no vote is lost."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import func, select

from storage.polls import polls, votes
from storage.polls.poll import LEAST, Poll, State
from storage.polls.tables import poll_votes
from tests.cafe import Person, Said, together
from tests.machine import Machine, walk

PEOPLE = ("Een", "Twee", "Drie", "Vier", "Vijf", "Zes")
ANYONE = st.sampled_from(PEOPLE)
PICK = st.sampled_from([1, 2, 3])
OPTIONS = ("natuur", "groen", "buurt")


class Life(Machine):
    """A choice of three, a host and six members, through the lines that people type."""

    async def begin(self) -> None:
        self.chosen: dict[str, int] = {}
        """What those chose who can still change it."""
        self.settled: dict[str, int] = {}
        """What those chose before it was closed."""
        self.open, self.told = True, False
        self.host = await self.door.member("Gespreksleider")
        self.people = {name: await self.door.member(name) for name in PEOPLE}
        await self.host.in_turn(f"peiling: welk woord? / {' / '.join(OPTIONS)}", "ja")

    def says(self, who: Person, line: str) -> Said:
        said = self.run(lambda: who.surely(line))
        assert not said.tells("Sorry, er ging iets mis"), line
        return said

    def held(self) -> Poll:
        return self.run(lambda: self.database.read(polls.get_one, 1))

    def cast(self, name: str, pick: int, said: str) -> None:
        """Take what was answered as what became of it, and look whether that can be so."""
        if "Je stem staat" in said:
            assert name not in self.settled
            self.chosen[name] = pick
        else:
            assert "stemmen kan niet meer" in said or name in self.settled, said

    @rule(who=ANYONE, pick=PICK)
    def vote(self, who: str, pick: int) -> None:
        said = self.says(self.people[who], f"stem Z-1 {pick}")
        assert ("Je stem staat" in said) is (self.open and who not in self.settled)
        self.cast(who, pick, said)

    @rule(who=ANYONE)
    def take_back(self, who: str) -> None:
        said = self.says(self.people[who], "haal mijn stem weg Z-1")
        assert ("is weg" in said) is (self.open and who in self.chosen)
        if self.open:
            self.chosen.pop(who, None)

    @rule(one=ANYONE, two=ANYONE, pick=PICK, other=PICK)
    def vote_at_once(self, one: str, two: str, pick: int, other: int) -> None:
        if one == two:
            return
        lines = ((one, pick), (two, other))
        said = self.run(lambda: together(*(self.people[who].says(f"stem Z-1 {each}") for who, each in lines)))
        for (who, each), answer in zip(lines, said, strict=True):
            self.cast(who, each, answer)

    @rule(who=ANYONE, pick=PICK)
    def vote_while_it_closes(self, who: str, pick: int) -> None:
        voter, host = self.people[who], self.host
        said, _closed = self.run(lambda: together(voter.says(f"stem Z-1 {pick}"), host.says("sluit Z-1")))
        if self.told:
            return
        self.cast(who, pick, said)
        self.closed()

    @rule()
    def close(self) -> None:
        self.says(self.host, "sluit Z-1")
        if not self.told:
            self.closed()

    def closed(self) -> None:
        self.open = False
        self.settled |= self.chosen
        self.chosen = {}

    @rule()
    def undo(self) -> None:
        """Of what the host did last: close it, or tell what is done with it."""
        before = self.held().state
        said = self.says(self.host, "maak ongedaan Z-1")
        after = self.held().state
        if after is State.withdrawn:
            assert not (set(self.chosen) | set(self.settled)), said
            self.says(self.host, "heropen Z-1")
            return
        self.open, self.told = after is State.open, after is State.done
        assert before is after or (before, after) in {(State.closed, State.open), (State.done, State.closed)}

    @rule()
    def follow_up(self) -> None:
        said = self.says(self.host, "vervolg Z-1: het komt in het advies")
        assert ("is klaar" in said) is (not self.open and not self.told), said
        self.told = self.told or not self.open

    @invariant()
    def everyone_counts_once(self) -> None:
        if not hasattr(self, "people"):
            return
        held = self.held()
        everyone = {**self.settled, **self.chosen}
        assert held.voters == len(everyone)
        result = self.run(lambda: self.database.read(votes.result, 1))
        assert dict(result.counts) == Counter(everyone.values())
        live = self.run(lambda: self.database.read(lambda tx: tx.execute(select(func.count(poll_votes.c.id))).scalar()))
        assert live == len(self.chosen)
        shown = self.says(self.host, "Z-1")
        few = len(everyone) < LEAST
        assert ("natuur: " in shown) is (not self.open and not few), shown


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_whatever_people_do_everyone_counts_once(sqlite_drawn: Path) -> None:
    walk(Life, sqlite_drawn, examples=6, steps=20)
