"""The table of a question's life: complete, without dead ends, and the same as what the storage does."""

from collections.abc import Callable
from itertools import combinations

import pytest
from sqlalchemy import Connection

from commands.questions.life.lifecycle import LIFE, REST, Act, Party, among, may, possible, resting
from storage.database.database import Database
from storage.members import people
from storage.questions import questions
from storage.questions.question import Draft
from storage.vocabulary import Outcome, QuestionStatus
from tests.cafe import START

EVERY_SET_OF_PARTIES = [frozenset(some) for count in range(len(Party) + 1) for some in combinations(Party, count)]

CHANGES: dict[Act, Callable[[Connection, int, int], object]] = {
    Act.answer: lambda tx, q, m: questions.answer(tx, q, m, "Zo.", START, among=among(Act.answer)),
    Act.close: lambda tx, q, _m: questions.close(tx, q, Outcome.partly, "Deels.", START, among=among(Act.close)),
    Act.reopen: lambda tx, q, _m: questions.reopen(tx, q, START),
    Act.merge: lambda tx, q, _m: questions.merge(tx, q, _other(tx, q), START, among=among(Act.merge)),
    Act.unmerge: lambda tx, q, _m: questions.unmerge(tx, q, START),
    Act.hide: lambda tx, q, _m: questions.hide(tx, q, START),
    Act.unhide: lambda tx, q, _m: questions.hide(tx, q, START, hidden=False),
}
"""Acts that change the state."""


def _other(tx: Connection, question: int) -> int:
    asker = questions.get_one(tx, question).asker_id
    assert asker
    return questions.put(tx, asker, Draft("Een andere vraag"), START).id


def test_every_act_has_its_rule() -> None:
    assert set(LIFE) == set(Act)


@pytest.mark.parametrize("status", QuestionStatus)
def test_no_state_is_a_dead_end(status: QuestionStatus) -> None:
    reached: set[QuestionStatus] = {status}
    before: set[QuestionStatus] = set()
    while reached != before:
        before = set(reached)
        for rule in LIFE.values():
            for state, leads in rule.leads.items():
                if state in reached:
                    reached |= (
                        set(QuestionStatus) - {QuestionStatus.hidden} if leads is REST else {QuestionStatus(leads)}
                    )
    assert reached >= {QuestionStatus.open, QuestionStatus.closed}


@pytest.mark.parametrize("status", QuestionStatus)
@pytest.mark.parametrize("parties", EVERY_SET_OF_PARTIES, ids=lambda parties: "+".join(sorted(parties)))
def test_what_is_possible_follows_from_who_and_when(status: QuestionStatus, parties: frozenset[Party]) -> None:
    acts = possible(status, parties)
    for act, rule in LIFE.items():
        assert (act in acts) == (status in rule.leads and bool(rule.by & parties))
        assert may(act, parties) == bool(rule.by & parties)
    if Party.coordinator in parties:
        assert acts, "a coordinator can always do something"
    if not parties:
        assert not acts


def test_more_parties_never_may_do_less() -> None:
    for status in QuestionStatus:
        for fewer in EVERY_SET_OF_PARTIES:
            for more in EVERY_SET_OF_PARTIES:
                if fewer <= more:
                    assert possible(status, fewer) <= possible(status, more)


@pytest.mark.parametrize("act", [act for act in Act if act not in CHANGES])
def test_the_other_acts_leave_the_state_as_it_is(act: Act) -> None:
    assert all(leads == state for state, leads in LIFE[act].leads.items())


@pytest.mark.parametrize("act", CHANGES)
@pytest.mark.parametrize("status", QuestionStatus)
async def test_the_storage_does_what_the_table_says(database: Database, status: QuestionStatus, act: Act) -> None:
    def act_on_it(tx: Connection) -> tuple[object, QuestionStatus]:
        member = people.meet(tx, "door", "asker", "Asker", "nl", START)
        question = questions.put(tx, member.id, Draft("Hoe meten buurten de lucht?"), START).id
        for earlier in _TO_GET[status]:
            assert CHANGES[earlier](tx, question, member.id)
        assert questions.get_one(tx, question).status is status
        done = CHANGES[act](tx, question, member.id)
        return done, questions.get_one(tx, question).status

    done, after = await database.write(act_on_it)
    leads = LIFE[act].leads.get(status)
    assert bool(done) == (leads is not None)
    if leads is None:
        assert after is status
    elif leads is REST:
        assert after is QuestionStatus.open, "nobody had answered, nor closed it before"
    else:
        assert after is leads


_TO_GET: dict[QuestionStatus, tuple[Act, ...]] = {
    QuestionStatus.open: (),
    QuestionStatus.answered: (Act.answer,),
    QuestionStatus.closed: (Act.close,),
    QuestionStatus.hidden: (Act.hide,),
    QuestionStatus.merged: (Act.merge,),
}


@pytest.mark.parametrize(
    ("before", "undo", "after"),
    [
        ((Act.answer, Act.close, Act.merge, Act.hide), (Act.unhide, Act.unmerge, Act.reopen), QuestionStatus.answered),
        ((Act.close, Act.hide), (Act.unhide,), QuestionStatus.closed),
        ((Act.answer, Act.merge), (Act.unmerge,), QuestionStatus.answered),
        ((Act.close, Act.merge), (Act.unmerge,), QuestionStatus.closed),
    ],
)
async def test_what_is_undone_is_as_it_was(
    database: Database, before: tuple[Act, ...], undo: tuple[Act, ...], after: QuestionStatus
) -> None:
    def through(tx: Connection) -> QuestionStatus:
        member = people.meet(tx, "door", "asker", "Asker", "nl", START)
        question = questions.put(tx, member.id, Draft("Hoe meten buurten de lucht?"), START).id
        for act in (*before, *undo):
            assert CHANGES[act](tx, question, member.id), act
        return questions.get_one(tx, question).status

    assert await database.write(through) is after


def test_a_state_follows_from_what_a_question_holds() -> None:
    assert resting(merged=True, closed=True, answered=True) is QuestionStatus.merged
    assert resting(merged=False, closed=True, answered=True) is QuestionStatus.closed
    assert resting(merged=False, closed=False, answered=True) is QuestionStatus.answered
    assert resting(merged=False, closed=False, answered=False) is QuestionStatus.open
