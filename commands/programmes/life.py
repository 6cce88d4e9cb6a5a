"""Tables the life of a task: what can be done to it in which state, by whom, and where that leads."""

from enum import StrEnum
from typing import Final

from bot.things.life import Life, Party, Rule
from storage.programmes.task import State

CONVENOR: Final = "convenor"
"""Drives the network whose agenda it is on."""
DUO: Final = "duo"
"""Has a side of it."""


class Act(StrEnum):
    put = "put"
    take = "take"
    """Take a side; with the yes of who has the other, that makes the duo complete."""
    ask = "ask"
    """Ask somebody for a side."""
    agree = "agree"
    decline = "decline"
    add = "add"
    """Write down what runs already, or what comes with it."""
    finish = "finish"
    stop = "stop"
    reopen = "reopen"
    withdraw = "withdraw"
    publish = "publish"
    hide = "hide"
    unhide = "unhide"


_ANYONE = frozenset({Party.member})
_LOOKS_AFTER = frozenset({Party.keeper, CONVENOR})
_DUO = frozenset({DUO})

OPEN, COMPLETE, RUNNING = State.open, State.complete, State.running
DONE, WITHDRAWN, HIDDEN = State.done, State.withdrawn, State.hidden
_LIVE = {OPEN: OPEN, COMPLETE: COMPLETE, RUNNING: RUNNING}

LIFE: Final[Life[State]] = Life(
    {
        # Whether the duo is complete then follows from who has a side: `storage.programmes.tasks.settle`.
        Act.take: Rule(_ANYONE, _LIVE),
        Act.ask: Rule(_DUO | _LOOKS_AFTER, _LIVE),
        Act.agree: Rule(_DUO | _LOOKS_AFTER, _LIVE),
        Act.decline: Rule(_DUO | _LOOKS_AFTER, _LIVE),
        Act.add: Rule(_DUO, {OPEN: OPEN, COMPLETE: RUNNING, RUNNING: RUNNING}),
        Act.finish: Rule(_DUO | _LOOKS_AFTER, {COMPLETE: DONE, RUNNING: DONE}),
        Act.stop: Rule(_DUO, {OPEN: OPEN, COMPLETE: OPEN, RUNNING: OPEN}),
        Act.reopen: Rule(_DUO | _LOOKS_AFTER, {DONE: RUNNING}),
        Act.withdraw: Rule(frozenset({Party.maker}), dict.fromkeys(_LIVE, WITHDRAWN)),
        Act.publish: Rule(frozenset({Party.maker}), {**_LIVE, DONE: DONE}),
        Act.hide: Rule(frozenset({Party.coordinator}), dict.fromkeys((*_LIVE, DONE), HIDDEN)),
        Act.unhide: Rule(frozenset({Party.coordinator}), {HIDDEN: OPEN}),
    }
)


def among(act: Act) -> frozenset[State]:
    """The states in which that can be done, for the storage to hold to."""
    return LIFE.rules[act].among
