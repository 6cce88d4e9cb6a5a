"""Defines a poll as it is kept, what a new one is made of, and what came of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.database.pages import ALL_OF_IT, Narrow
from storage.links import Thing

POLL: Final = "poll"
VOTE: Final = "vote"
"""What a member chose in a poll, by the number of that: words of it in letters go when the poll closes."""
"""What its kind is called wherever things of any kind are kept."""

LEAST: Final = 5
"""Votes from which anything is shown of what people chose: of fewer one could tell who said what."""
SCALE: Final = 5
"""Places of a scale."""
LINE: Final = 7
"""Places of a dilemma line."""
TOP: Final = 3
"""How many one picks of a list."""


class Sort(StrEnum):
    """Says how people choose."""

    choice = "keuze"
    scale = "schaal"
    top = "top3"
    dilemma = "dilemma"


class State(StrEnum):
    open = "open"
    closed = "closed"
    done = "done"
    """It was told what is done with it."""
    withdrawn = "withdrawn"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new poll is made of. `options` of a scale and a dilemma are its two ends."""

    question: str
    sort: Sort
    options: tuple[str, ...]
    until: datetime
    named: bool = False
    """Everyone who sees it sees who chose what, as long as it is open."""
    purpose: str = ""
    """What is done with it, told before."""
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    room: int | None = None
    """The channel or room that it is for."""
    network: int | None = None
    again_of: int | None = None
    """The poll that asked the same before."""
    gathering: Thing | None = None
    """What those it is for take part in, such as a meeting."""

    @property
    def places(self) -> int:
        """What a vote can be: from 1 to this."""
        match self.sort:
            case Sort.scale:
                return SCALE
            case Sort.dilemma:
                return LINE
            case _:
                return len(self.options)

    @property
    def picks(self) -> int:
        """How many of those one vote has."""
        return TOP if self.sort is Sort.top else 1


@dataclass(frozen=True, slots=True)
class Poll:
    id: int
    member_id: int | None
    state: State
    hidden: bool
    draft: Draft
    follow_up: str
    """What is done with it, told after."""
    made_at: datetime
    changed_at: datetime
    closed_at: datetime | None
    voters: int
    place: str
    """What its channel or room is called."""
    shut: bool
    """Only those in its room see it."""

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"Z-{self.id}"

    @property
    def text(self) -> str:
        return self.draft.question

    @property
    def over(self) -> bool:
        """Whether nobody can vote any more."""
        return self.state is not State.open

    @property
    def told(self) -> bool:
        """Whether anything may be shown of what people chose."""
        if self.draft.named:
            return True
        return self.state in (State.closed, State.done) and self.voters >= LEAST


@dataclass(frozen=True, slots=True)
class Vote:
    """What one member chose, while the poll is open."""

    member_id: int
    picked: tuple[int, ...]
    why: str


class Cast(StrEnum):
    """Says what became of a vote."""

    first = "first"
    changed = "changed"
    same = "same"
    closed = "closed"
    """Nobody can vote any more."""
    settled = "settled"
    """They voted before it was closed for a while, and that vote has no person any more."""


@dataclass(frozen=True, slots=True)
class Result:
    """How often each was chosen, in all and by kind of organisation; and reasons, each with its place on the line."""

    votes: int
    counts: Mapping[int, int]
    by_kind: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    reasons: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which polls are listed: None is any."""

    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    states: frozenset[State] = frozenset()
    sorts: frozenset[Sort] = frozenset()
    room: int | None = None
    """Those of that closed room come along."""
    narrow: Narrow = ALL_OF_IT
