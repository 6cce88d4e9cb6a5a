"""Defines a signal as it is kept, and what a new one is made of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.database.pages import ALL_OF_IT, Narrow

SIGNAL: Final = "signal"
"""What its kind is called wherever things of any kind are kept."""


class State(StrEnum):
    received = "received"
    proposal = "proposal"
    passed_on = "passed_on"
    put_to = "put_to"
    """It lies before those who decide."""
    decided = "decided"
    under_way = "under_way"
    seen = "seen"
    not_seen = "not_seen"
    closed = "closed"
    open = "open"
    """Of a risk."""
    merged = "merged"
    withdrawn = "withdrawn"
    hidden = "hidden"


class Sort(StrEnum):
    signal = "signal"
    risk = "risk"


class Scope(StrEnum):
    regio = "regio"
    tussen = "tussen regio's"
    rijk = "regio-Rijk"


class Decision(StrEnum):
    adopt = "overnemen"
    partly = "deels"
    no = "niet"
    later = "later"


class Rhythm(StrEnum):
    meeting = "elk overleg"
    quarter = "elk kwartaal"
    half_year = "elk half jaar"


class Voice(StrEnum):
    """Says what somebody added: a proposal, a view for those who decide, a reaction, what they notice."""

    proposal = "proposal"
    view = "view"
    reaction = "reaction"
    noticed = "noticed"


class Part(StrEnum):
    """Says which words of a signal itself somebody gave who has to do with it."""

    passed_to = "passed_to"
    body = "body"
    reason = "reason"
    action = "action"
    measure = "measure"

    @property
    def columns(self) -> tuple[str, ...]:
        """What a signal calls them."""
        match self:
            case Part.reason:
                return ("decided", "reason")
            case Part.measure:
                return ("effect", "measure")
            case _:
                return (self.value,)


@dataclass(frozen=True, slots=True)
class Said:
    """`member_id` is null when they were forgotten."""

    id: int
    member_id: int | None
    voice: Voice
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Raiser:
    member_id: int
    region_id: int | None
    unnamed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Signal:
    """`maker_id` is null when they were forgotten, or when it came from a list: then `raised_by` may name a group."""

    id: int
    sort: Sort
    text: str
    cost: str
    scope: Scope
    state: State
    was: State | None
    body: str
    """Who decides on it."""
    passed_to: str
    """Where it was passed on to, or where it belongs."""
    decision: Decision | None
    decided: str
    """What is done, in words."""
    reason: str
    action: str
    effect: str
    measure: str
    rhythm: Rhythm
    raised_by: str
    merged_into: int | None
    maker_id: int | None
    unnamed: bool
    room_id: int | None
    published: bool
    regions: frozenset[int]
    themes: frozenset[int]
    made_at: datetime
    changed_at: datetime
    heard_at: datetime | None
    """When those who raised it last heard something."""
    decided_at: datetime | None
    raisers: tuple[Raiser, ...]
    said: tuple[Said, ...]

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"S-{self.id}"

    @property
    def proposal(self) -> str:
        """The latest proposal for it."""
        return next((each.text for each in reversed(self.said) if each.voice is Voice.proposal), "")


@dataclass(frozen=True, slots=True)
class Draft:
    """A signal or risk about to be put."""

    text: str
    sort: Sort = Sort.signal
    scope: Scope = Scope.regio
    state: State = State.received
    body: str = ""
    decision: Decision | None = None
    decided: str = ""
    reason: str = ""
    effect: str = ""
    measure: str = ""
    rhythm: Rhythm = Rhythm.quarter
    raised_by: str = ""
    unnamed: bool = False
    room_id: int | None = None
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Filter:
    """Selects signals. Regions and themes are widened already; None is any."""

    states: tuple[State, ...]
    sort: Sort = Sort.signal
    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    scope: Scope | None = None
    rooms: frozenset[int] = frozenset()
    narrow: Narrow = ALL_OF_IT
    unheard: bool = False
    """Only those whose raisers heard nothing yet."""
