"""Tables the life of a signal and of a risk: what can be done in which state, by whom, and where that leads."""

from enum import StrEnum
from typing import Final

from bot.things.life import Life, Party, Rule
from storage.signals.signal import State

RAISER: Final = "raiser"
"""Among those who raised it."""


class Act(StrEnum):
    put = "put"
    join_in = "join"
    merge = "merge"
    propose = "propose"
    hand_on = "hand on"
    put_to = "put to"
    view = "view"
    send_back = "send back"
    decide = "decide"
    act = "act"
    notice = "notice"
    stop = "stop"
    react = "react"
    withdraw = "withdraw"
    return_ = "return"
    """Of a risk: it is still there, or no longer."""
    publish = "publish"
    hide = "hide"
    unhide = "unhide"


S = State
_ANYONE = frozenset({Party.member})
_COORDINATOR = frozenset({Party.coordinator})
_KEEPS = frozenset({Party.coordinator, Party.keeper})
_DECIDES = frozenset({Party.steward})
_GAVE = frozenset({RAISER})
_EARLY = {S.received: S.received, S.proposal: S.proposal}
_SEEN = (S.received, S.proposal, S.passed_on, S.put_to, S.decided, S.under_way, S.seen, S.not_seen, S.closed, S.open)

LIFE: Final[Life[State]] = Life(
    {
        Act.join_in: Rule(_ANYONE, {**_EARLY, S.passed_on: S.passed_on, S.put_to: S.put_to}),
        Act.merge: Rule(_COORDINATOR, {S.received: S.merged, S.proposal: S.merged}),
        Act.propose: Rule(_ANYONE, {S.received: S.proposal, S.proposal: S.proposal}),
        Act.hand_on: Rule(_COORDINATOR, {S.received: S.passed_on, S.proposal: S.passed_on}),
        Act.put_to: Rule(_COORDINATOR, {S.proposal: S.put_to}),
        Act.view: Rule(frozenset({Party.steward, RAISER}), {S.put_to: S.put_to}),
        Act.send_back: Rule(_DECIDES, {S.put_to: S.proposal}),
        Act.decide: Rule(_DECIDES, {S.put_to: S.decided}),
        Act.act: Rule(_COORDINATOR, {S.decided: S.under_way}),
        Act.notice: Rule(_GAVE, {S.under_way: S.under_way, S.seen: S.seen, S.not_seen: S.not_seen}),
        Act.stop: Rule(
            _COORDINATOR,
            {S.received: S.closed, S.proposal: S.closed, S.passed_on: S.closed, S.put_to: S.closed},
        ),
        Act.react: Rule(_GAVE, {each: each for each in (S.decided, S.under_way, S.seen, S.not_seen, S.closed)}),
        Act.withdraw: Rule(
            frozenset({Party.maker}),
            {S.received: S.withdrawn, S.proposal: S.withdrawn, S.open: S.withdrawn},
        ),
        Act.return_: Rule(_KEEPS, {S.open: S.open}),
        Act.publish: Rule(_COORDINATOR, {S.decided: S.decided, S.under_way: S.under_way, S.seen: S.seen}),
        Act.hide: Rule(_COORDINATOR, dict.fromkeys(_SEEN, S.hidden)),
        Act.unhide: Rule(_COORDINATOR, {S.hidden: S.received}),
    }
)


def among(act: Act) -> frozenset[State]:
    """The states in which that can be done, for the storage to hold to."""
    return LIFE.rules[act].among
