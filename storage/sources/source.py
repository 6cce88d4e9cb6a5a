"""Defines a shared source as it is kept, and what a new one is made of."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.database.pages import ALL_OF_IT, Narrow

SOURCE: Final = "source"
"""What its kind is called wherever things of any kind are kept."""


class State(StrEnum):
    there = "there"
    withdrawn = "withdrawn"


class Openness(StrEnum):
    """Says whether everybody can look into it."""

    open = "ja"
    closed = "nee"
    unknown = "onbekend"


class Sort(StrEnum):
    """Says what somebody told of a source."""

    issue = "issue"
    """There is a new one."""
    claim = "claim"
    """Something contradicts it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new one is made of. `rhythm` is in words; `months` are between two issues, where those tell."""

    title: str
    owner: str
    text: str = ""
    rhythm: str = ""
    months: int | None = None
    link: str = ""
    openness: Openness = Openness.unknown
    used_for: str = ""
    unnamed: bool = False
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    room: int | None = None
    """The closed room that it is for, and nobody else."""


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody told of it. `member_id` is null when they were forgotten."""

    id: int
    member_id: int | None
    sort: Sort
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """`member_id` put it: null when they were forgotten, or it came from a list."""

    id: int
    member_id: int | None
    state: State
    hidden: bool
    draft: Draft
    made_at: datetime
    changed_at: datetime
    issued_at: datetime
    due_at: datetime | None
    """When its next issue should be there."""
    notes: tuple[Note, ...] = ()
    published: bool = False
    """Who put it here put it on the web."""

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"D-{self.id}"

    @property
    def title(self) -> str:
        return self.draft.title

    @property
    def shown_maker(self) -> int | None:
        """Who put it, unless they left their name out."""
        return None if self.draft.unnamed else self.member_id

    @property
    def claims(self) -> tuple[Note, ...]:
        """What contradicts it."""
        return tuple(each for each in self.notes if each.sort is Sort.claim)

    @property
    def issues(self) -> tuple[Note, ...]:
        return tuple(each for each in self.notes if each.sort is Sort.issue)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which are listed: None is any. Of `words` each stands in it."""

    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    openness: frozenset[Openness] = field(default_factory=frozenset)
    words: tuple[str, ...] = field(default_factory=tuple)
    room: int | None = None
    """Those of that closed room come along."""
    disputed: bool = False
    """Only those that something contradicts."""
    narrow: Narrow = ALL_OF_IT
