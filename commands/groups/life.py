"""Tables the life of a request to be let into a group: what can be done to it, by whom, and where that leads."""

from enum import StrEnum
from typing import Final

from bot.things.life import Life, Party, Rule
from storage.groups.group import State

ANSWERS: Final = "answers"
"""Looks after the group, or coordinates what it is about; nobody answers what they asked themselves."""


class Act(StrEnum):
    let_in = "let in"
    keep_out = "keep out"
    reopen = "reopen"
    """Take back an answer: it waits again."""
    withdraw = "withdraw"


_ANSWERS = frozenset({ANSWERS})

LIFE: Final[Life[State]] = Life(
    {
        Act.let_in: Rule(_ANSWERS, {State.open: State.accepted}),
        Act.keep_out: Rule(_ANSWERS, {State.open: State.refused}),
        Act.reopen: Rule(_ANSWERS, {State.accepted: State.open, State.refused: State.open}),
        Act.withdraw: Rule(frozenset({Party.maker}), {State.open: State.withdrawn}),
    }
)


def among(act: Act) -> frozenset[State]:
    """The states in which that can be done, for the storage to hold to."""
    return LIFE.rules[act].among
