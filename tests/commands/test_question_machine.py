"""Whatever people do to questions, in whatever order: no answer, follower or notice is lost, and nothing gets stuck."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from bot.question_life import Act, Party, among, possible
from storage import follows, questions
from storage.database import Database
from storage.questions import Question
from storage.vocabulary import QuestionStatus, Subject
from tests.commands.test_questions import put
from tests.door import Door, Person
from tests.map import draw

T = TypeVar("T")

PEOPLE = ("Adviseur", "Dubbel", "Een", "Twee")
"""The first put question K-1, the second K-2."""
ANYONE = st.sampled_from(PEOPLE)
EITHER = st.sampled_from([1, 2])


class Life(RuleBasedStateMachine):
    """Two questions, four members and a coordinator, through the commands that people type."""

    prepared: ClassVar[Path]
    """A database with all tables and no rows."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.loop = asyncio.Runner()
        path = shutil.copy(self.prepared, Path(self.folder.name) / "plek.db")
        self.database = Database(f"sqlite:///{path}")
        self.answers: dict[int, set[str]] = {1: set(), 2: set()}
        self.followers: dict[int, set[str]] = {1: {PEOPLE[0]}, 2: {PEOPLE[1]}}
        self.count = 0
        self.run(self.open)

    def run(self, work: Callable[[], Awaitable[T]]) -> T:
        async def wrapped() -> T:
            return await work()

        return self.loop.run(wrapped())

    async def open(self) -> None:
        await self.database.write(draw)
        self.door = Door(self.database)
        await self.door.__aenter__()
        self.people = {name: await self.door.member(name) for name in PEOPLE}
        self.kernteam = await self.door.coordinator("Kernteam")
        await put(self.people[PEOPLE[0]])
        await put(self.people[PEOPLE[1]], "Wat kost een sensor in Salland?")

    def held(self, number: int) -> Question:
        return self.run(lambda: self.database.read(questions.get_one, number))

    def say(self, who: Person, *lines: str) -> None:
        self.run(lambda: who.in_turn(*lines))

    def may(self, act: Act, number: int) -> bool:
        return self.held(number).status in among(act)

    def heard(self, name: str, text: str) -> None:
        """They were told, each once."""
        person = self.people[name]

        async def wait() -> None:
            await person.hears(text)
            assert not [said for said in person.notices if text in said], "told once"

        self.run(wait)

    def part_of(self, number: int) -> set[str]:
        """Whoever has to hear of it."""
        asker = {PEOPLE[number - 1]}
        return asker | self.followers[number]

    @rule(who=ANYONE, number=EITHER)
    def answer(self, who: str, number: int) -> None:
        self.count += 1
        text = f"Antwoord nummer {self.count}."
        legal = self.may(Act.answer, number)
        self.say(self.people[who], f"antwoord K-{number} {text}")
        if legal:
            self.answers[number].add(text)
            self.followers[number].add(who)
            for name in self.part_of(number) - {who}:
                self.heard(name, text)

    @rule(who=ANYONE, number=EITHER)
    def join(self, who: str, number: int) -> None:
        legal = self.may(Act.follow, number)
        self.say(self.people[who], f"dit wil ik ook weten K-{number}")
        if legal:
            self.followers[number].add(who)

    @rule(number=EITHER)
    def close(self, number: int) -> None:
        if not self.may(Act.close, number):
            return
        self.count += 1
        text = f"Uitkomst nummer {self.count}."
        self.say(self.kernteam, f"sluit K-{number}", "1", text)
        assert self.held(number).status is QuestionStatus.closed
        for name in self.part_of(number):
            self.heard(name, text)

    @rule(number=EITHER)
    def reopen(self, number: int) -> None:
        legal = self.may(Act.reopen, number)
        self.say(self.people[PEOPLE[number - 1]], f"heropen K-{number}")
        if legal:
            assert self.held(number).status in among(Act.answer)

    @rule(number=EITHER)
    def hide(self, number: int) -> None:
        self.say(self.kernteam, f"verberg K-{number}")
        assert self.held(number).status is QuestionStatus.hidden

    @rule(number=EITHER)
    def unhide(self, number: int) -> None:
        self.say(self.kernteam, f"toon weer K-{number}")
        assert self.held(number).status is not QuestionStatus.hidden

    @precondition(lambda self: self.may(Act.merge, 2) and self.may(Act.follow, 1))
    @rule()
    def merge(self) -> None:
        self.say(self.kernteam, "voeg samen K-2 K-1")
        assert self.held(2).status is QuestionStatus.merged
        joined = self.part_of(2)
        self.added = joined - self.followers[1]
        self.followers[1] |= joined

    @precondition(lambda self: self.may(Act.unmerge, 2))
    @rule()
    def unmerge(self) -> None:
        self.say(self.kernteam, "maak ongedaan K-2")
        assert self.held(2).status is not QuestionStatus.merged
        # Who joined or answered there meanwhile may stay; nobody who followed before may be lost.
        self.followers[1] -= self.added

    @invariant()
    def every_answer_stands(self) -> None:
        for number, texts in self.answers.items():
            assert {each.text for each in self.held(number).answers} == texts

    @invariant()
    def every_follower_is_there(self) -> None:
        for number, names in self.followers.items():
            kept = self.run(partial(self.database.read, follows.followers, Subject.question, [number]))
            assert names <= {each.name for each in kept}

    @invariant()
    def there_is_always_a_way_on(self) -> None:
        for number in (1, 2):
            held = self.held(number)
            assert possible(held.status, {Party.coordinator, Party.member})
            if held.status is QuestionStatus.answered:
                assert held.answers
            if held.status is QuestionStatus.open:
                assert not held.answers

    def teardown(self) -> None:
        self.run(lambda: self.door.__aexit__(None, None, None))
        self.loop.close()
        self.database.close()
        self.folder.cleanup()


def test_no_sequence_of_acts_loses_anything(sqlite_prepared: Path) -> None:
    class Prepared(Life):
        prepared = sqlite_prepared

    slow = settings(max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Prepared, settings=slow)
