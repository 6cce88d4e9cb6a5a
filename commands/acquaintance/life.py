"""Tables the life of an introduction: what either of the two can say to it, and where that leads."""

from enum import StrEnum
from typing import Final

from bot.things.life import Life, Rule
from storage.acquaintance.introduction import State

ONE: Final = "one of the two"
SECOND: Final = "one of the two, and the other said yes"


class Act(StrEnum):
    want = "want to meet"
    meet = "meet"
    """Say yes when the other did: both hear a name."""
    rather_not = "rather not meet"
    """It can be taken back for a while; then the clock ends it."""
    take_back = "take back"
    end = "end"
    """Somebody did not want to, was forgotten or did not answer."""


_ONE, _THE_CLOCK = frozenset({ONE}), frozenset[str]()
_OPEN = {State.open: State.open}

LIFE: Final[Life[State]] = Life(
    {
        Act.want: Rule(_ONE, _OPEN),
        Act.meet: Rule(frozenset({SECOND}), {State.open: State.met}),
        Act.rather_not: Rule(_ONE, _OPEN),
        Act.take_back: Rule(_ONE, _OPEN),
        Act.end: Rule(_THE_CLOCK, {State.open: State.over}),
    }
)


def among(act: Act) -> frozenset[State]:
    """The states in which that can be done, for the storage to hold to."""
    return LIFE.rules[act].among
