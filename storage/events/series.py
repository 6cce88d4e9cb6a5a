"""Defines a series of meetings as it is kept, and what a new one is made of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

SERIES: Final = "series"
"""What its kind is called wherever things of any kind are kept."""


class SeriesKind(StrEnum):
    reeks = "reeks"
    dialoogtafel = "dialoogtafel"
    intervisie = "intervisie"


class SeriesState(StrEnum):
    active = "active"
    ended = "ended"
    withdrawn = "withdrawn"


@dataclass(frozen=True, slots=True)
class SeriesDraft:
    """What a series is made of."""

    name: str
    kind: SeriesKind = SeriesKind.reeks
    rhythm: str = ""
    """In words: "3 tot 4 keer per jaar"."""
    rule: str = ""
    """The same as a rule of recurrence (RFC 5545), where the words tell one."""
    audience: str = ""
    host: str = ""
    purpose: str = ""
    outcome: str = ""
    unnamed: bool = False
    closed: bool = False
    """What is said there leaves no trace outside it."""
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    room_id: int | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A fixed member of a series, with what they are there for."""

    member_id: int
    role: str


@dataclass(frozen=True, slots=True)
class Series:
    id: int
    member_id: int | None
    state: SeriesState
    hidden: bool
    draft: SeriesDraft
    seats: tuple[Seat, ...]
    made_at: datetime
    changed_at: datetime

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"R-{self.id}"

    @property
    def name(self) -> str:
        return self.draft.name

    @property
    def members(self) -> frozenset[int]:
        return frozenset(each.member_id for each in self.seats)

    @property
    def shown_maker(self) -> int | None:
        """Who began it, unless they left their name out."""
        return None if self.draft.unnamed else self.member_id
