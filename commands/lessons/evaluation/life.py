"""Tables the life of a learning evaluation: what can be done to it at which stage, by whom, and where that leads."""

from enum import StrEnum
from typing import Final

from bot.things.life import Life, Party, Rule
from storage.lessons.evaluation import Stage

ASKED: Final = "asked"
"""Was asked to take part."""
INSIDE: Final = "inside"
"""Takes part."""

PLANNED, RUNNING, RESTING, STOPPED = Stage.planned, Stage.running, Stage.resting, Stage.stopped


class Act(StrEnum):
    start = "start"
    ask = "ask"
    """Ask more people to take part."""
    take_part = "take part"
    leave = "leave"
    tell = "tell"
    """Answer what the round asks."""
    more_time = "more time"
    adjust = "adjust"
    """Say what the group changes: that ends a round."""
    stop = "stop"


_KEEPS = frozenset({Party.keeper})
_INSIDE = frozenset({INSIDE})
_OPEN = {PLANNED: PLANNED, RUNNING: RUNNING, RESTING: RESTING}

LIFE: Final[Life[Stage]] = Life(
    {
        Act.ask: Rule(_KEEPS, _OPEN),
        Act.take_part: Rule(frozenset({ASKED}), _OPEN),
        Act.leave: Rule(frozenset({ASKED, INSIDE}), {**_OPEN, STOPPED: STOPPED}),
        Act.tell: Rule(_INSIDE, {RUNNING: RUNNING}),
        Act.more_time: Rule(_KEEPS, {RUNNING: RUNNING}),
        Act.adjust: Rule(_KEEPS, {RUNNING: RESTING}),
        Act.stop: Rule(_KEEPS, dict.fromkeys((PLANNED, RUNNING, RESTING), STOPPED)),
    }
)


def among(act: Act) -> frozenset[Stage]:
    """The stages at which that can be done, for the storage to hold to."""
    return LIFE.rules[act].among
