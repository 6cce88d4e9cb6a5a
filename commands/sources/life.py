"""Tables the life of a shared source: what can be done to it in which state, by whom, and where that leads."""

from collections.abc import Mapping
from enum import StrEnum

from bot.things.life import Life, Party, Rule
from storage.sources.source import State

THERE, WITHDRAWN = State.there, State.withdrawn


class Act(StrEnum):
    put = "put"
    issue = "issue"
    """Tell of a new issue."""
    contradict = "contradict"
    """Say what contradicts it. No side is taken."""
    put_off = "put off"
    """Say that the next issue is not there yet."""
    withdraw = "withdraw"
    reopen = "reopen"
    hide = "hide"


_ANYONE = frozenset({Party.member})
_KEEPERS = frozenset({Party.maker, Party.keeper, Party.coordinator})
_SAME: Mapping[State, State] = {THERE: THERE}

LIFE: Life[State] = Life(
    {
        Act.put: Rule(_ANYONE, _SAME),
        Act.issue: Rule(_ANYONE, _SAME),
        Act.contradict: Rule(_ANYONE, _SAME),
        Act.put_off: Rule(_KEEPERS, _SAME),
        Act.withdraw: Rule(_KEEPERS, {THERE: WITHDRAWN}),
        Act.reopen: Rule(_KEEPERS, {WITHDRAWN: THERE}),
        Act.hide: Rule(frozenset({Party.coordinator}), {each: each for each in State}),
    }
)
