"""Tables the life of a meeting and of a series: what can be done in which state, by whom, and where that leads."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.things.life import Life, Party, Rule
from storage.events.meeting import State
from storage.events.series import SeriesState

PLANNED, HELD, REPORTED = State.planned, State.held, State.reported
CANCELLED, WITHDRAWN = State.cancelled, State.withdrawn

SEATED: Final = "seated"
"""A fixed member of the series."""
GUEST: Final = "guest"
"""Somebody who said that they come, or came."""


class Act(StrEnum):
    announce = "announce"
    come = "come"
    """Say that one comes, or does not; bring somebody."""
    prepare = "prepare"
    """Do something for it: homework."""
    programme = "programme"
    """Put a thing on its programme."""
    change = "change"
    """Say where it is, or what is done with it."""
    move = "move"
    cancel = "cancel"
    hold = "hold"
    """Its end has passed: the clock does this."""
    report = "report"
    rate = "rate"
    """Say whether it was worth one's time."""
    withdraw = "withdraw"
    reopen = "reopen"
    hide = "hide"


_ANYONE = frozenset({Party.member})
_KEEPERS = frozenset({Party.maker, Party.keeper, Party.coordinator})
_SAME: Mapping[State, State] = {PLANNED: PLANNED}
_OVER: Mapping[State, State] = {HELD: HELD, REPORTED: REPORTED}

LIFE: Life[State] = Life(
    {
        Act.announce: Rule(_ANYONE, _SAME),
        Act.come: Rule(_ANYONE, _SAME),
        Act.prepare: Rule(_ANYONE, _SAME),
        Act.programme: Rule(_ANYONE, _SAME),
        Act.change: Rule(_KEEPERS, {**_SAME, **_OVER}),
        Act.move: Rule(_KEEPERS, _SAME),
        Act.cancel: Rule(_KEEPERS, {PLANNED: CANCELLED}),
        Act.hold: Rule(frozenset(), {PLANNED: HELD}),
        Act.report: Rule(_KEEPERS, {HELD: REPORTED, REPORTED: REPORTED}),
        Act.rate: Rule(frozenset({GUEST}), _OVER),
        Act.withdraw: Rule(_KEEPERS, dict.fromkeys((PLANNED, HELD, REPORTED, CANCELLED), WITHDRAWN)),
        Act.reopen: Rule(_KEEPERS, {CANCELLED: PLANNED}),
        Act.hide: Rule(frozenset({Party.coordinator}), {each: each for each in State}),
    }
)


class SeriesAct(StrEnum):
    begin = "begin"
    sit = "sit"
    leave = "leave"
    invite = "invite"
    plan = "plan"
    """Plan its next meeting."""
    change = "change"
    end = "end"
    reopen = "reopen"
    hide = "hide"


ACTIVE, ENDED = SeriesState.active, SeriesState.ended
_GOES_ON: Mapping[SeriesState, SeriesState] = {ACTIVE: ACTIVE}

SERIES_LIFE: Life[SeriesState] = Life(
    {
        SeriesAct.begin: Rule(_ANYONE, _GOES_ON),
        SeriesAct.sit: Rule(_ANYONE, _GOES_ON),
        SeriesAct.leave: Rule(frozenset({SEATED}), _GOES_ON),
        SeriesAct.invite: Rule(_KEEPERS, _GOES_ON),
        SeriesAct.plan: Rule(_KEEPERS, _GOES_ON),
        SeriesAct.change: Rule(_KEEPERS, _GOES_ON),
        SeriesAct.end: Rule(_KEEPERS, {ACTIVE: ENDED}),
        SeriesAct.reopen: Rule(_KEEPERS, {ENDED: ACTIVE}),
        SeriesAct.hide: Rule(frozenset({Party.coordinator}), {each: each for each in SeriesState}),
    }
)
