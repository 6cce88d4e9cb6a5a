"""Tables the life of a request at a desk: what can be done in which state, by whom, and where that leads."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.things.life import Life, Rule
from storage.helpdesk.request import State

ASKER: Final = "asker"
OWNER: Final = "owner"
DESK: Final = "desk"
"""Who keeps the desk that it is at."""


class Act(StrEnum):
    put = "put"
    add = "add"
    take = "take"
    answer = "answer"
    pass_on = "pass on"  # noqa: S105  # no password
    solve = "solve"
    not_yet = "not yet"
    fail = "fail"
    withdraw = "withdraw"
    keep = "keep"
    """Save its answer, to be shown first to who asks about the same."""


S = State
_RUNS: Mapping[State, State] = {S.taken: S.taken, S.waits: S.waits, S.passed: S.passed}
_OPEN: Mapping[State, State] = {S.new: S.new, **_RUNS}

LIFE: Final[Life[State]] = Life(
    {
        Act.add: Rule(frozenset({ASKER}), {**_OPEN, S.waits: S.taken}),
        Act.take: Rule(frozenset({DESK}), {S.new: S.taken, **_RUNS}),
        Act.answer: Rule(frozenset({OWNER}), dict.fromkeys(_RUNS, S.waits)),
        Act.pass_on: Rule(frozenset({OWNER}), dict.fromkeys(_RUNS, S.passed)),
        Act.solve: Rule(frozenset({ASKER}), dict.fromkeys(_OPEN, S.solved)),
        Act.not_yet: Rule(frozenset({ASKER}), {S.new: S.new, **dict.fromkeys(_RUNS, S.taken), S.solved: S.taken}),
        Act.fail: Rule(frozenset({OWNER}), dict.fromkeys(_RUNS, S.failed)),
        Act.withdraw: Rule(frozenset({ASKER}), dict.fromkeys(_OPEN, S.withdrawn)),
        Act.keep: Rule(frozenset({OWNER, DESK}), {S.waits: S.waits, S.passed: S.passed, S.solved: S.solved}),
    }
)


def among(act: Act) -> frozenset[State]:
    """The states in which that can be done, for the storage to hold to."""
    return LIFE.rules[act].among
