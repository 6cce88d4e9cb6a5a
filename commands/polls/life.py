"""Tables the life of a poll: what can be done to it in which state, by whom, and where that leads."""

from collections.abc import Mapping
from enum import StrEnum

from bot.things.life import Life, Party, Rule
from storage.polls.poll import State

OPEN, CLOSED, DONE, WITHDRAWN = State.open, State.closed, State.done, State.withdrawn


class Act(StrEnum):
    put = "put"
    vote = "vote"
    close = "close"
    follow_up = "follow_up"
    """Say what is done with it."""
    say_purpose = "say_purpose"
    """Say before what will be done with it."""
    repeat = "repeat"
    withdraw = "withdraw"
    reopen = "reopen"
    hide = "hide"


_ANYONE = frozenset({Party.member})
_KEEPERS = frozenset({Party.maker, Party.keeper, Party.coordinator})
_SAME: Mapping[State, State] = {OPEN: OPEN}

LIFE: Life[State] = Life(
    {
        Act.put: Rule(_ANYONE, _SAME),
        Act.vote: Rule(_ANYONE, _SAME),
        Act.close: Rule(_KEEPERS, {OPEN: CLOSED}),
        Act.follow_up: Rule(_KEEPERS, {CLOSED: DONE}),
        Act.say_purpose: Rule(_KEEPERS, _SAME),
        Act.repeat: Rule(_KEEPERS, {CLOSED: CLOSED, DONE: DONE}),
        Act.withdraw: Rule(_KEEPERS, {OPEN: WITHDRAWN}),
        Act.reopen: Rule(_KEEPERS, {WITHDRAWN: OPEN}),
        Act.hide: Rule(frozenset({Party.coordinator}), {each: each for each in State}),
    }
)
