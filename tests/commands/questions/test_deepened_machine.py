"""Whatever people do to what a question says, in whatever order and at once: only its asker changes its words, what it
was is kept, and what is told of knowledge and of an answer's reach is what who may tell it said last.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import func, select

from bot.chat.texts import _
from storage.database.database import Tx
from storage.questions import questions, versions
from storage.questions.carrying import Carries
from storage.questions.proposals import State, proposals
from storage.questions.question import Question
from storage.vocabulary import Knowing
from tests.cafe import Said, together
from tests.commands.questions.test_questions import LUCHT, put
from tests.machine import Machine, walk

T = TypeVar("T")

ASKER, HELPER, SHARP, LEADS = "Vrager", "Helper", "Scherp", "Kernteam"
WORDINGS = [f"Met welke sensoren meten buurten fijnstof, poging {each}?" for each in (1, 2, 3)]
BACKGROUNDS = [f"Dit speelt in wijk {each}." for each in (1, 2, 3)]
KNOWN = {"is er": Knowing.there, "elders halen": Knowing.elsewhere, "ontwikkelen, via SIA": Knowing.develop}
REACHES = {"uit onderzoek": Carries.research, "werkt bij ons": Carries.here, "uit de praktijk": Carries.practice}
OTHERS = st.sampled_from([HELPER, SHARP])
ANYONE = st.sampled_from([ASKER, HELPER, SHARP, LEADS])


class Deepened(Machine):
    """A question with an answer: its asker, who answered, who sharpens it and a coordinator."""

    async def begin(self) -> None:
        self.people = {name: await self.door.member(name) for name in (ASKER, HELPER, SHARP)}
        self.people[LEADS] = await self.door.coordinator(LEADS)
        await put(self.people[ASKER])
        await self.people[HELPER].says("antwoord K-1 Met vaste meetpunten.")
        self.said = {LUCHT}
        """All that it ever said."""
        self.knew: set[Knowing] = {Knowing.unknown}
        self.carried: set[Carries | None] = {self.held().answers[0].carries}

    def held(self) -> Question:
        return self.run_now(questions.get_one, 1)

    def run_now(self, read: Callable[..., T], *of: object) -> T:
        """What stands there now, also while it is set up."""
        with self.database.begin() as tx:
            return read(tx, *of)

    def says(self, who: str, line: str) -> Said:
        said = self.run(lambda: self.people[who].says(line))
        assert not said.tells("Sorry, er ging iets mis"), line
        self.said.add(self.held().text)
        return said

    def waiting(self) -> list[int]:
        return self.run_now(_waiting)

    @rule(who=OTHERS, text=st.sampled_from(WORDINGS))
    def propose(self, who: str, text: str) -> None:
        before = self.held()
        self.says(who, f"scherp aan K-1: {text}")
        assert self.held() == before, "nothing changes before its asker takes it"

    @rule(who=OTHERS, text=st.sampled_from(BACKGROUNDS))
    def propose_background(self, who: str, text: str) -> None:
        before = self.held()
        self.says(who, f"achtergrond K-1: {text}")
        assert self.held() == before

    @rule(data=st.data(), who=ANYONE, takes=st.booleans())
    def answer(self, data: st.DataObject, who: str, takes: bool) -> None:
        if not (waits := self.waiting()):
            return
        number, before = data.draw(st.sampled_from(waits)), self.held()
        self.says(who, f"{'neem voorstel over' if takes else 'laat voorstel'} K-1 {number}")
        assert (number in self.waiting()) is (who != ASKER)
        if who != ASKER or not takes:
            assert self.held() == before
        else:
            assert before.told.context in self.held().told.context, "background is added, and never lost"
            assert self.run_now(_text, number) in (self.held().text, *self.held().told.context.splitlines())

    @rule(data=st.data())
    def take_while_it_is_taken_back(self, data: st.DataObject) -> None:
        if not (waits := self.waiting()):
            return
        number, before = data.draw(st.sampled_from(waits)), self.held()
        by = next(name for name, each in self.people.items() if self.run(each.member).id == self.run_now(_by, number))
        take, back = f"neem voorstel over K-1 {number}", "maak ongedaan K-1"
        self.run(lambda: together(self.people[ASKER].says(take), self.people[by].says(back)))
        self.said.add(self.held().text)
        if self.run_now(_state, number) is State.withdrawn:
            assert (self.held().text, self.held().told) == (before.text, before.told)
        assert self.run_now(_state, number) in (State.taken, State.withdrawn, State.open)

    @rule(text=st.sampled_from(WORDINGS))
    def reword(self, text: str) -> None:
        self.says(ASKER, f"wijzig vraag K-1: {text}")

    @rule(who=ANYONE, told=st.sampled_from(sorted(KNOWN)))
    def know(self, who: str, told: str) -> None:
        before = self.held().knowing
        self.says(who, f"K-1: {told}")
        may = who in (ASKER, LEADS)
        assert self.held().knowing is (KNOWN[told] if may else before)
        self.knew.add(self.held().knowing)

    @rule(one=st.sampled_from(sorted(KNOWN)), other=st.sampled_from(sorted(KNOWN)))
    def know_at_once(self, one: str, other: str) -> None:
        self.run(lambda: together(self.people[ASKER].says(f"K-1: {one}"), self.people[LEADS].says(f"K-1: {other}")))
        assert self.held().knowing in (KNOWN[one], KNOWN[other])
        self.knew.add(self.held().knowing)

    @rule(who=ANYONE, told=st.sampled_from(sorted(REACHES)))
    def carry(self, who: str, told: str) -> None:
        before = self.held().answers[0].carries
        self.says(who, f"A-1: {told}")
        may = who in (HELPER, LEADS)
        assert self.held().answers[0].carries is (REACHES[told] if may else before)
        self.carried.add(self.held().answers[0].carries)

    @rule(who=ANYONE)
    def undo(self, who: str) -> None:
        self.says(who, "maak ongedaan K-1")
        self.says(who, "maak ongedaan A-1")

    @rule()
    def time_passes(self) -> None:
        async def beat() -> None:
            self.door.clock.ahead(timedelta(minutes=15))
            await self.door.cafe.work["hearing"]()
            await self.door.cafe.settled()

        self.run(beat)

    @invariant()
    def it_says_what_it_said_at_some_time_and_what_it_was_is_kept(self) -> None:
        now = self.held()
        kept = {each.text for each in self.run_now(versions.wordings, 1, now.text)}
        assert self.said <= kept | {now.text}, "what it was stays in its history"
        assert now.text in {LUCHT, *WORDINGS}
        assert now.knowing in self.knew
        assert now.answers[0].carries in self.carried
        assert now.answers[0].text == "Met vaste meetpunten."

    @invariant()
    def who_proposed_is_thanked_once_for_each_that_was_taken(self) -> None:
        thanks = [_("Your proposal was taken over. Thank you.")]
        told = [each for who in (HELPER, SHARP) for each in self.people[who].notices if each.tells(*thanks)]
        assert len({each.key for each in told}) == len(told)


def _waiting(tx: Tx) -> list[int]:
    return list(tx.execute(select(proposals.c.id).where(proposals.c.state == State.open)).scalars())


def _state(tx: Tx, number: int) -> State:
    return State(tx.execute(select(proposals.c.state).where(proposals.c.id == number)).scalar_one())


def _text(tx: Tx, number: int) -> str:
    return str(tx.execute(select(proposals.c.text).where(proposals.c.id == number)).scalar_one())


def _by(tx: Tx, number: int) -> int:
    found: int = tx.execute(select(func.max(proposals.c.member_id)).where(proposals.c.id == number)).scalar_one()
    return found


@pytest.mark.hypothesis  # `make fuzz` takes those
def test_a_question_says_what_its_asker_took(sqlite_drawn: Path) -> None:
    walk(Deepened, sqlite_drawn, examples=2, steps=15)
