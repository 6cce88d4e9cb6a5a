"""Whatever two people say to an introduction, in whatever order and at once: a name is heard when both said yes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from commands.acquaintance import card
from commands.acquaintance.life import LIFE, ONE, SECOND, Act
from storage.acquaintance import introductions
from storage.acquaintance.introduction import Introduction
from tests.cafe import Person, Said, together
from tests.machine import Machine, walk

NAMES = ("Anna", "Bert")
WHO = st.sampled_from(NAMES)
YES, NO = "kennismaken leuk", "deze maand niet"
SAYS = st.sampled_from([YES, NO, "maak ongedaan", "kennismaken", "kennismaken uit", "kennismaken aan"])


class Life(Machine):
    """Two who were introduced to each other, through the lines that people type."""

    async def begin(self) -> None:
        self.yes: set[str] = set()
        """Who ever said yes."""
        await self.door.cafe.work["introductions"]()
        self.people: dict[str, Person] = {}
        for name, region in zip(NAMES, ("Twente", "Flevoland"), strict=True):
            told = {"regions": region, "themes": "bodem", "organisation": f"Bureau {name}"}
            self.people[name] = await self.door.member(name, **told)
            await self.people[name].says("kennismaken aan")
        self.ids = {name: (await each.member()).id for name, each in self.people.items()}
        self.door.clock.now = datetime(2026, 12, 1, 9, tzinfo=UTC)
        await self.door.cafe.work["introductions"]()
        await self.door.cafe.settled()

    @rule(who=WHO, line=SAYS)
    def say(self, who: str, line: str) -> None:
        said = self.run(lambda: self.people[who].says(line))
        self.take(who, line, said)

    @rule(one=SAYS, two=SAYS)
    def say_at_once(self, one: str, two: str) -> None:
        lines = dict(zip(NAMES, (one, two), strict=True))
        said = self.run(lambda: together(*(self.people[who].says(line) for who, line in lines.items())))
        for who, answer in zip(NAMES, said, strict=True):
            self.take(who, lines[who], answer)

    @rule()
    def time_passes(self) -> None:
        async def wait() -> None:
            self.door.clock.ahead(timedelta(minutes=15))
            await self.door.cafe.work["introductions"]()
            await self.door.cafe.settled()

        self.run(wait)

    @rule(who=WHO, line=st.sampled_from([YES, NO]))
    def answer(self, who: str, line: str) -> None:
        """It goes as its life says, for who has an introduction."""
        if not (before := self.introduction()):
            return
        me = self.ids[who]
        mine, other = before.side_of(me), before.other_than(me)
        says = self.run(lambda: self.people[who].says(line))
        self.take(who, line, says)
        parties = {*({ONE} if mine else ()), *({SECOND} if mine and other and other.willing else ())}
        act = Act.rather_not if line == NO else Act.meet if SECOND in parties else Act.want
        may = LIFE.may(act, parties)
        now = self.introduction()
        assert now is not None
        assert now.state is (LIFE.rules[act].leads.get(before.state, before.state) if may else before.state)

    def introduction(self) -> Introduction | None:
        return self.run(lambda: self.database.read(introductions.get, 1))

    def take(self, who: str, line: str, said: Said) -> None:
        assert not said.tells("Sorry, er ging iets mis"), line
        if line == YES and "Zegt de ander ook ja" in said:
            self.yes.add(who)
        if "Jullie zeggen allebei ja" in said:
            self.yes.add(who)

    @invariant()
    def a_name_is_heard_when_both_said_yes(self) -> None:
        for who, other in (NAMES, NAMES[::-1]):
            heard = [said for said in self.door.heard_in(self.people[who].chat) if other in said]
            assert not heard or self.yes == set(NAMES), heard

    @invariant()
    def nobody_hears_twice_that_it_does_not_work_out(self) -> None:
        for who in NAMES:
            told = [said for said in self.people[who].notices if said.tells(card.NOT_NOW)]
            assert len(told) <= 1


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_whatever_two_say_no_name_is_heard_too_early(sqlite_drawn: Path) -> None:
    walk(Life, sqlite_drawn, examples=2, steps=12)
