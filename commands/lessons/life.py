"""Tables the life of a lesson: what can be done to it in which state, by whom, and where that leads."""

from collections.abc import Mapping
from enum import StrEnum

from bot.things.life import Life, Party, Rule
from storage.lessons.lesson import State

SHARED, OLD, WITHDRAWN = State.shared, State.old, State.withdrawn


class Act(StrEnum):
    share = "share"
    see = "see"
    """Say that it is so elsewhere too, or is not."""
    use = "use"
    celebrate = "celebrate"
    """Let the digest tell of it as a useful failure."""
    hold = "hold"
    """Say that it is still right."""
    age = "age"
    """Say that it holds no more."""
    withdraw = "withdraw"
    reopen = "reopen"
    hide = "hide"


_ANYONE = frozenset({Party.member})
_OWN = frozenset({Party.maker})
_KEEPERS = frozenset({Party.maker, Party.keeper, Party.coordinator})
_SAME: Mapping[State, State] = {SHARED: SHARED}

LIFE: Life[State] = Life(
    {
        Act.share: Rule(_ANYONE, _SAME),
        Act.see: Rule(_ANYONE, _SAME),
        Act.use: Rule(_ANYONE, {SHARED: SHARED, OLD: SHARED}),
        Act.celebrate: Rule(_OWN, _SAME),
        Act.hold: Rule(_KEEPERS, {SHARED: SHARED, OLD: SHARED}),
        Act.age: Rule(_KEEPERS, {SHARED: OLD}),
        Act.withdraw: Rule(_KEEPERS, {SHARED: WITHDRAWN, OLD: WITHDRAWN}),
        Act.reopen: Rule(_KEEPERS, {WITHDRAWN: SHARED, OLD: SHARED}),
        Act.hide: Rule(frozenset({Party.coordinator}), {each: each for each in State}),
    }
)
