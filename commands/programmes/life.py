"""Tables the lives of a task and of a part in a programme or hub: what can be done, by whom, and where that leads."""

from enum import StrEnum
from typing import Final

from bot.things.life import Life, Party, Rule
from storage.programmes.part import Held, Standing
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


class PartState(StrEnum):
    """Says how far somebody is with a part: as they stand, or not at all."""

    none = "none"
    asked = Standing.asked
    offered = Standing.offered
    holds = Standing.holds


class PartAct(StrEnum):
    offer = "offer"
    """Say that one does it; who was asked for it says yes so."""
    take = "take part"
    """Do it at once: by who looks after the programme or hub, or where nobody does."""
    ask = "ask for part"
    accept = "accept part"
    agree = "agree part"
    refuse = "refuse part"
    """Say no to doing it."""
    decline = "decline part"
    """Say no to who offered it."""
    stop = "stop part"


SELF: Final = "self"
"""Does it, or is to do it."""
LOOKS_AFTER: Final = "looks after"
"""Drives the programme or hub, or coordinates where it is; nobody agrees with what they offered themselves."""

_SELF, _OTHERS = frozenset({SELF}), frozenset({LOOKS_AFTER})
_NONE, _ASKED, _OFFERED, _HOLDS = PartState.none, PartState.asked, PartState.offered, PartState.holds

PART_LIFE: Final[Life[PartState]] = Life(
    {
        PartAct.offer: Rule(_SELF, {_NONE: _OFFERED, _ASKED: _HOLDS}),
        PartAct.take: Rule(_SELF, {_NONE: _HOLDS, _ASKED: _HOLDS, _OFFERED: _HOLDS}),
        PartAct.ask: Rule(_OTHERS, {_NONE: _ASKED}),
        PartAct.accept: Rule(_SELF, {_ASKED: _HOLDS}),
        PartAct.agree: Rule(_OTHERS, {_OFFERED: _HOLDS}),
        PartAct.refuse: Rule(_SELF, {_ASKED: _NONE}),
        PartAct.decline: Rule(_OTHERS, {_OFFERED: _NONE}),
        PartAct.stop: Rule(_SELF, {_ASKED: _NONE, _OFFERED: _NONE, _HOLDS: _NONE}),
    }
)
ANSWERS: Final = frozenset({PartAct.accept, PartAct.agree, PartAct.refuse, PartAct.decline})


def state_of(held: Held | None) -> PartState:
    return PartState(held.standing) if held else PartState.none
