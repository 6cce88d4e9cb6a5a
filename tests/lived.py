"""Walks the life of any kind of thing as its topic tables it: each act leads where the table says, and nowhere else.

class CaseLife(Lived):
    life, lines = LIFE.rules, {Act.close: "rond af C-1: het dorpshuis staat er", ...}

Whoever acts, alone, two at once, or after a restart: who may not changes nothing, and of two at once it is as if one
had come first. What people gave stays, unless they take it back.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import rule

from bot.things.life import Party
from storage.database.database import Tx
from tests.cafe import Person, Said, together
from tests.machine import Machine


class Lived(Machine):
    """One thing, three people and the acts of its life, through the lines that people type."""

    life: ClassVar[Mapping[Any, Any]]
    """Of the topic: each act with who may do it, and where it leads from which state."""
    lines: ClassVar[Mapping[Any, str]]
    """What somebody types to do it."""
    number: ClassVar[str]
    made: ClassVar[Sequence[str]] = ()
    """What its maker types to make it."""
    takes_back: ClassVar[frozenset[Any]] = frozenset()
    """Acts with which something that was given goes."""

    gone: ClassVar[Any] = None
    """Where it is when who made it takes that back."""

    people: dict[str, Person]
    """Who made it, somebody else, and who coordinates: in that order."""

    async def begin(self) -> None:
        door = self.door
        self.people = {"Maker": await door.member("Maker"), "Ander": await door.member("Ander")}
        self.people |= {"Aanjager": await door.coordinator("Aanjager")}
        await self.people["Maker"].in_turn(*self.made)

    @abstractmethod
    def state(self, tx: Tx) -> Any:
        """What state it is in."""

    @abstractmethod
    def given(self, tx: Tx) -> frozenset[Any]:
        """What people gave to it."""

    def parties(self, who: str) -> frozenset[str]:
        """What somebody is to it now."""
        more = {"Maker": {Party.maker, Party.keeper}, "Aanjager": {Party.coordinator, Party.keeper}}
        return frozenset({Party.member, *more.get(who, ())})

    def leads(self, who: str, act: Any, state: Any) -> Any:
        """Where it is once that was tried."""
        rule = self.life[act]
        may = not rule.by.isdisjoint(self.parties(who))
        return rule.leads.get(state, state) if may else state

    def now(self) -> Any:
        return self.run(lambda: self.database.read(self.state))

    def kept(self) -> frozenset[Any]:
        return self.run(lambda: self.database.read(self.given))

    async def does(self, who: str, line: str) -> Said:
        said = await self.people[who].says(line)
        assert not said.tells("Sorry, er ging iets mis"), line
        for yes in ("ja", "klopt"):
            if said and any(each.line == yes for each in said.reply.actions()):
                said = await self.people[who].says(yes)
        return said

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        who, act = data.draw(st.sampled_from(sorted(self.people))), data.draw(st.sampled_from(sorted(self.lines)))
        before, gave = self.now(), self.kept()
        self.seen = {*getattr(self, "seen", ()), before}
        wanted = self.leads(who, act, before)
        said = self.run(lambda: self.does(who, self.lines[act]))
        assert self.now() == wanted, (who, act, before, said)
        assert act in self.takes_back or gave <= self.kept(), (who, act)

    @rule(data=st.data())
    def two_at_once(self, data: st.DataObject) -> None:
        both = data.draw(
            st.lists(
                st.tuples(st.sampled_from(sorted(self.people)), st.sampled_from(sorted(self.lines))),
                min_size=2,
                max_size=2,
                unique_by=lambda each: each[0],
            )
        )
        before, gave = self.now(), self.kept()
        self.seen = {*getattr(self, "seen", ()), before}
        possible = {self.after(order, before) for order in permutations(both)}
        said = self.run(lambda: together(*(self.does(who, self.lines[act]) for who, act in both)))
        assert self.now() in possible, (both, before, said)
        assert self.takes_back.intersection(act for _who, act in both) or gave <= self.kept(), both

    def after(self, order: Sequence[tuple[str, Any]], state: Any) -> Any:
        for who, act in order:
            state = self.leads(who, act, state)
        return state

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """Of what somebody did last: it is as it was at some time, or was never put."""
        who = data.draw(st.sampled_from(sorted(self.people)))
        before = self.now()
        said = self.run(lambda: self.does(who, f"maak ongedaan {self.number}"))
        assert self.now() in {*getattr(self, "seen", ()), before, self.gone}, (who, before, said)

    @rule()
    def another_process_takes_over(self) -> None:
        before, gave = self.now(), self.kept()
        self.begin_again()
        assert (self.now(), self.kept()) == (before, gave)
