"""Tables the life of an agenda item: what can be done to it in which state, by whom, and where that leads."""

from enum import StrEnum
from typing import Final

from bot.things.life import Life, Party, Rule
from storage.agenda.item import State

CONVENOR: Final = "convenor"
"""Drives the network whose agenda it is on."""


class Act(StrEnum):
    put = "put"
    list = "list"
    """Put a proposal on the agenda."""
    not_now = "not now"
    support = "support"
    work = "work"
    merge = "merge"
    finish = "finish"
    park = "park"
    reopen = "reopen"
    change = "change"
    withdraw = "withdraw"
    publish = "publish"
    hide = "hide"
    unhide = "unhide"


_ANYONE = frozenset({Party.member})
_COORDINATES = frozenset({Party.coordinator, CONVENOR})
_KEEPS = frozenset({Party.keeper, CONVENOR})
_MAKER = frozenset({Party.maker})

PROPOSED, LISTED, TAKEN_UP = State.proposed, State.listed, State.taken_up
DONE, PARKED, MERGED, WITHDRAWN, HIDDEN = State.done, State.parked, State.merged, State.withdrawn, State.hidden
_OPEN = {PROPOSED: PROPOSED, LISTED: LISTED, TAKEN_UP: TAKEN_UP}

LIFE: Final[Life[State]] = Life(
    {
        Act.list: Rule(_COORDINATES, {PROPOSED: LISTED}),
        Act.not_now: Rule(_COORDINATES, {PROPOSED: PARKED}),
        Act.support: Rule(_ANYONE, _OPEN),
        Act.work: Rule(_ANYONE, {LISTED: TAKEN_UP, TAKEN_UP: TAKEN_UP}),
        Act.merge: Rule(_COORDINATES, {PROPOSED: MERGED, LISTED: MERGED, TAKEN_UP: MERGED}),
        Act.finish: Rule(_KEEPS, {TAKEN_UP: DONE}),
        Act.park: Rule(_KEEPS, {PROPOSED: PARKED, LISTED: PARKED, TAKEN_UP: PARKED}),
        # A proposal that was parked is a proposal again: its maker does not put it on the agenda this way.
        Act.reopen: Rule(_KEEPS, {PARKED: LISTED, DONE: LISTED}),
        Act.change: Rule(_KEEPS, {**_OPEN, PARKED: PARKED, DONE: DONE}),
        Act.withdraw: Rule(_MAKER, {PROPOSED: WITHDRAWN, LISTED: WITHDRAWN, TAKEN_UP: WITHDRAWN, PARKED: WITHDRAWN}),
        Act.publish: Rule(_MAKER, {LISTED: LISTED, TAKEN_UP: TAKEN_UP, DONE: DONE}),
        Act.hide: Rule(
            frozenset({Party.coordinator}),
            dict.fromkeys((PROPOSED, LISTED, TAKEN_UP, DONE, PARKED, MERGED), HIDDEN),
        ),
        Act.unhide: Rule(frozenset({Party.coordinator}), {HIDDEN: LISTED}),
    }
)


def among(act: Act) -> frozenset[State]:
    """The states in which that can be done, for the storage to hold to."""
    return LIFE.rules[act].among
