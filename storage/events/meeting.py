"""Defines a meeting as it is kept, and what a new one is made of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.database.pages import ALL_OF_IT, Narrow

MEETING: Final = "meeting"
"""What its kind is called wherever things of any kind are kept."""


class State(StrEnum):
    planned = "planned"
    held = "held"
    """Its end has passed, and nothing was told of it yet."""
    reported = "reported"
    cancelled = "cancelled"
    withdrawn = "withdrawn"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a meeting is made of."""

    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    """The time zone of where it is held."""
    told_when: str = ""
    """A year, month or day, where no more is known: "2023", "2022-06". "?" when nothing is."""
    sort: str = ""
    """What it is called by who organises it: "werksessie"."""
    place: str = ""
    link: str = ""
    audience: str = ""
    """For whom it is."""
    host: str = ""
    """Who organises it, when that is not its maker."""
    purpose: str = ""
    """What is done with what comes of it: people come for that."""
    outcome: str = ""
    follow_up: str = ""
    unnamed: bool = False
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    series_id: int | None = None
    closed: bool = False
    """It is of a closed series: only who is in that sees it."""
    room_id: int | None = None
    """The closed room that it is for, and nobody else."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """`sequence` counts how often it was moved, cancelled or changed: calendars go by it."""

    id: int
    member_id: int | None
    state: State
    hidden: bool
    draft: Draft
    uid: str
    sequence: int
    report: str
    reason: str
    made_at: datetime
    changed_at: datetime
    published: bool = False
    """Its maker said that it may be on the website."""
    reported_at: datetime | None = None
    coming: int = 0
    guests: int = 0

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"B-{self.id}"

    @property
    def title(self) -> str:
        return self.draft.title

    @property
    def exact(self) -> bool:
        """Whether it is known at what time it is or was."""
        return not self.draft.told_when

    @property
    def people(self) -> int:
        """How many come, with whom they bring along."""
        return self.coming + self.guests

    @property
    def shown_maker(self) -> int | None:
        """Who announced it, unless they left their name out."""
        return None if self.draft.unnamed else self.member_id


@dataclass(frozen=True, slots=True)
class Filter:
    """Which meetings are listed: None is any."""

    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    states: frozenset[State] = frozenset()
    since: datetime | None = None
    """Those that end from then on ..."""
    until: datetime | None = None
    """... and begin before then."""
    words: tuple[str, ...] = ()
    series_id: int | None = None
    room: int | None = None
    """Those of that closed room come along."""
    groups: frozenset[int] = frozenset()
    """Those of these closed series come along."""
    latest_first: bool = False
    narrow: Narrow = ALL_OF_IT
