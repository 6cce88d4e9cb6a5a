"""Tables the life of a way of working: what can be done to it in which state, by whom, and where that leads."""

from collections.abc import Mapping
from enum import StrEnum

from bot.things.life import Life, Party, Rule
from storage.methods.method import State

IDEA, TRIED, STANDARD, WITHDRAWN = State.idea, State.tried, State.standard, State.withdrawn


class Act(StrEnum):
    put = "put"
    use = "use"
    """Tell of using it. An idea is tried once somebody else than its maker did."""
    say_how = "say how"
    settle = "settle"
    """Make it a standard, after three uses in two regions."""
    unsettle = "unsettle"
    hold = "hold"
    """Say that it is of use still."""
    withdraw = "withdraw"
    reopen = "reopen"
    hide = "hide"


NATIONAL = "national"
"""Who coordinates the country, and with that what holds for all."""
_ANYONE = frozenset({Party.member})
_KEEPERS = frozenset({Party.maker, Party.keeper, Party.coordinator})
_SAME: Mapping[State, State] = {IDEA: IDEA, TRIED: TRIED, STANDARD: STANDARD}

LIFE: Life[State] = Life(
    {
        Act.put: Rule(_ANYONE, _SAME),
        Act.use: Rule(_ANYONE, _SAME),
        Act.say_how: Rule(_KEEPERS, _SAME),
        Act.settle: Rule(frozenset({NATIONAL}), {IDEA: STANDARD, TRIED: STANDARD}),
        Act.unsettle: Rule(frozenset({NATIONAL}), {STANDARD: TRIED}),
        Act.hold: Rule(_KEEPERS, _SAME),
        Act.withdraw: Rule(_KEEPERS, dict.fromkeys(_SAME, WITHDRAWN)),
        Act.reopen: Rule(_KEEPERS, {WITHDRAWN: IDEA}),
        Act.hide: Rule(frozenset({Party.coordinator}), {each: each for each in State}),
    }
)
