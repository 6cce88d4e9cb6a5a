"""Whatever people do to questions, in whatever order: no answer, follower or notice is lost, and nothing gets stuck."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import Connection, select

from bot.outbound.letters import full
from commands.questions.life.lifecycle import Act, Party, among, possible
from storage import hearing, tables
from storage.database.database import Database
from storage.members import follows, people
from storage.questions import questions, requests
from storage.questions.question import QUESTION, Question
from storage.questions.requests import Request
from storage.vocabulary import QuestionStatus
from tests import FUZZ
from tests.cafe import Door, Person
from tests.commands.questions.test_questions import put

T = TypeVar("T")

PEOPLE = ("Adviseur", "Dubbel", "Een", "Twee")
"""The first put question K-1, the second K-2."""
ANYONE = st.sampled_from(PEOPLE)
EITHER = st.sampled_from([1, 2])


class Life(RuleBasedStateMachine):
    """Two questions, four members and a coordinator, through the commands that people type."""

    prepared: ClassVar[Path]
    """A database with the small map and nobody in it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.loop = asyncio.Runner()
        path = shutil.copy(self.prepared, Path(self.folder.name) / "plek.db")
        self.database = Database(f"sqlite:///{path}")
        self.answers: dict[int, set[str]] = {1: set(), 2: set()}
        self.followers: dict[int, set[str]] = {1: {PEOPLE[0]}, 2: {PEOPLE[1]}}
        self.accepted: set[int] = set()
        self.count = 0
        self.run(self.open)

    def run(self, work: Callable[[], Awaitable[T]]) -> T:
        async def wrapped() -> T:
            return await work()

        return self.loop.run(wrapped())

    async def open(self) -> None:
        self.door = Door(self.database)
        await self.door.__aenter__()
        self.people = {name: await self.door.member(name) for name in PEOPLE}
        self.kernteam = await self.door.coordinator("Kernteam")
        await put(self.people[PEOPLE[0]])
        await put(self.people[PEOPLE[1]], "Wat kost een sensor in Salland?")

    def held(self, number: int) -> Question:
        return self.run(lambda: self.database.read(questions.get_one, number))

    def say(self, who: Person, *lines: str) -> None:
        said = self.run(lambda: who.surely(*lines))
        assert not said.tells("Sorry, er ging iets mis"), lines

    def asked(self, number: int) -> list[Request]:
        return self.run(lambda: self.database.read(requests.of_question, number))

    def following(self, number: int) -> set[str]:
        kept = self.run(partial(self.database.read, follows.followers, QUESTION, [number]))
        return {each.name for each in kept}

    def may(self, act: Act, number: int) -> bool:
        return self.held(number).status in among(act)

    def heard(self, name: str, text: str) -> None:
        """They were told, each once; or hear it with the rest, when they were told enough this week."""
        person = self.people[name]

        async def wait() -> None:
            await self.door.cafe.settled()
            if not any(text in said for said in person.notices):
                assert await self.database.read(self.waits_for, person), "neither told nor kept"
                return
            await person.hears(text)
            assert not [said for said in person.notices if text in said], "told once"

        self.run(wait)

    def waits_for(self, tx: Connection, person: Person) -> bool:
        member = people.by_identity(tx, person.identity.platform, person.identity.id)
        return member is not None and hearing.waits(tx, member.id) and full(tx, member.id, self.door.clock())

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

    @rule(who=ANYONE, number=EITHER)
    def unfollow(self, who: str, number: int) -> None:
        self.say(self.people[who], f"ontvolg K-{number}")
        self.followers[number].discard(who)

    @precondition(lambda self: any(self.answers.values()))
    @rule(data=st.data())
    def accept(self, data: st.DataObject) -> None:
        given = [each for number in (1, 2) for each in self.held(number).answers]
        answer = data.draw(st.sampled_from(given))
        legal = self.may(Act.accept, answer.question_id)
        self.say(self.people[PEOPLE[answer.question_id - 1]], f"helpt {answer.number}")
        if legal:
            self.accepted.add(answer.id)

    @rule(who=ANYONE, number=EITHER)
    def bring(self, who: str, number: int) -> None:
        legal = self.may(Act.bring, number)
        before = len(self.asked(number))
        member = self.run(self.people[who].member)
        self.say(self.kernteam, f"breng K-{number} bij M-{member.id}")
        assert legal or len(self.asked(number)) == before

    @rule(who=ANYONE, number=EITHER, line=st.sampled_from(["ik pak het op K-{}", "niet voor mij K-{} Geen tijd."]))
    def respond(self, who: str, number: int, line: str) -> None:
        self.say(self.people[who], line.format(number))

    @rule(who=ANYONE, other=ANYONE, number=EITHER)
    def pass_on(self, who: str, other: str, number: int) -> None:
        self.say(self.people[who], f"geef door K-{number} aan {other}")

    @rule(number=EITHER, region=st.sampled_from(["Salland", "Twente", "De Peel"]))
    def move(self, number: int, region: str) -> None:
        legal = self.may(Act.move, number)
        self.say(self.kernteam, f"verplaats K-{number} {region}")
        if legal:
            assert self.held(number).regions == {self.run(partial(self.door.region, region))}

    @rule(number=EITHER)
    def divide(self, number: int) -> None:
        if not self.may(Act.divide, number):
            return
        self.count += 1
        self.say(self.kernteam, f"splits K-{number} Een tweede vraag, nummer {self.count}?")
        newest = max(self.run(partial(self.database.read, _numbers)))
        assert self.held(newest).split_from == number
        assert self.followers[number] <= self.following(newest)

    @precondition(lambda self: not self.may(Act.unmerge, 2))
    @rule(number=EITHER)
    def undo(self, number: int) -> None:
        self.say(self.kernteam, f"maak ongedaan K-{number}")

    @rule()
    def time_passes(self) -> None:
        """Who was asked is reminded, others are asked, and askers hear that it is quiet; nothing closes itself."""
        before = [self.held(number).status for number in (1, 2)]
        self.door.clock.ahead(timedelta(days=7))
        self.run(self.door.cafe.work["requests"])
        self.run(self.door.cafe.settled)
        assert [self.held(number).status for number in (1, 2)] == before

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
            assert names <= self.following(number)

    @invariant()
    def every_thanks_stands(self) -> None:
        given = [each for number in (1, 2) for each in self.held(number).answers]
        assert self.accepted <= {each.id for each in given if each.accepted_at}

    @invariant()
    def nobody_is_asked_twice(self) -> None:
        for number in (1, 2):
            whom = [(each.member_id, each.network_id) for each in self.asked(number)]
            assert len(set(whom)) == len(whom)

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


def _numbers(tx: Connection) -> list[int]:
    return list(tx.execute(select(tables.questions.c.id)).scalars())


@pytest.mark.hypothesis
def test_no_sequence_of_acts_loses_anything(sqlite_drawn: Path) -> None:
    class Prepared(Life):
        prepared = sqlite_drawn

    slow = settings(
        max_examples=8 * FUZZ,
        stateful_step_count=16,
        deadline=None,
        derandomize=FUZZ == 1,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Prepared, settings=slow)
