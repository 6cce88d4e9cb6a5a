"""Tables the life of a case: what can be done in which state, by whom, and where that leads."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.things.life import Life, Party, Rule
from storage.cases.case import State


class Act(StrEnum):
    bring = "bring"
    think = "think"
    move = "move"
    """Tell how it went on."""
    discuss = "discuss"
    compare = "compare"
    """Tell what cases are compared by."""
    close = "close"
    reopen = "reopen"
    withdraw = "withdraw"
    restrict = "restrict"
    """Let it be for a closed circle alone, or for everybody again."""
    hide = "hide"
    unhide = "unhide"


S = State
_ANYONE = frozenset({Party.member})
_KEEPS = frozenset({Party.keeper, Party.coordinator})
_OPEN: Mapping[State, State] = {S.brought: S.brought, S.discussed: S.discussed, S.followed: S.followed}

LIFE: Final[Life[State]] = Life(
    {
        Act.think: Rule(_ANYONE, _OPEN),
        Act.move: Rule(_KEEPS, dict.fromkeys(_OPEN, S.followed)),
        Act.discuss: Rule(_KEEPS, {S.brought: S.discussed, S.discussed: S.discussed, S.followed: S.followed}),
        Act.compare: Rule(_KEEPS, {**_OPEN, S.closed: S.closed}),
        Act.close: Rule(_KEEPS, dict.fromkeys(_OPEN, S.closed)),
        Act.reopen: Rule(_KEEPS, {S.closed: S.followed, S.withdrawn: S.brought}),
        Act.withdraw: Rule(frozenset({Party.maker}), dict.fromkeys(_OPEN, S.withdrawn)),
        Act.restrict: Rule(frozenset({Party.keeper}), _OPEN),
        Act.hide: Rule(frozenset({Party.coordinator}), dict.fromkeys((*_OPEN, S.closed), S.hidden)),
        Act.unhide: Rule(frozenset({Party.coordinator}), {S.hidden: S.brought}),
    }
)


def among(act: Act) -> frozenset[State]:
    """The states in which that can be done, for the storage to hold to."""
    return LIFE.rules[act].among
