"""Defines a way of working as it is kept, and what a new one is made of."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.database.pages import ALL_OF_IT, Narrow

METHOD: Final = "method"
"""What its kind is called wherever things of any kind are kept."""

USES, REGIONS = 3, 2
"""How often, and in how many regions, one was used that can be a standard."""


class State(StrEnum):
    idea = "idee"
    tried = "uitgeprobeerd"
    """Somebody else than its maker told of using it."""
    standard = "standaard"
    withdrawn = "ingetrokken"


THERE: Final = frozenset({State.idea, State.tried, State.standard})


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new one is made of: what it is called, what it is for, and how it goes."""

    title: str
    purpose: str
    how: str = ""
    unnamed: bool = False
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    room: int | None = None
    """The closed room that it is for, and nobody else."""


@dataclass(frozen=True, slots=True)
class Use:
    """Tells of one time that it was used. `member_id` is null of a use from a list, or of who was forgotten."""

    id: int
    member_id: int | None
    region_id: int | None
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Method:
    """`member_id` made it: null when they were forgotten, or it came from a list."""

    id: int
    member_id: int | None
    state: State
    hidden: bool
    draft: Draft
    made_at: datetime
    changed_at: datetime
    used_at: datetime
    standard_at: datetime | None
    uses: tuple[Use, ...] = ()
    published: bool = False
    """Its maker put it on the web."""

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"F-{self.id}"

    @property
    def title(self) -> str:
        return self.draft.title

    @property
    def shown_maker(self) -> int | None:
        """Who made it, unless they left their name out."""
        return None if self.draft.unnamed else self.member_id

    @property
    def regions_used(self) -> frozenset[int]:
        """In which regions it was used, as far as was told."""
        return frozenset(each.region_id for each in self.uses if each.region_id is not None)

    @property
    def users(self) -> frozenset[int]:
        """Who told of using it."""
        return frozenset(each.member_id for each in self.uses if each.member_id is not None)

    @property
    def lacks(self) -> tuple[int, int]:
        """How many uses, and how many other regions, it lacks to be a standard."""
        return max(0, USES - len(self.uses)), max(0, REGIONS - len(self.regions_used))


@dataclass(frozen=True, slots=True)
class Filter:
    """Which are listed: None is any. Of `words` each stands in it."""

    states: frozenset[State] = THERE
    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    words: tuple[str, ...] = field(default_factory=tuple)
    room: int | None = None
    """Those of that closed room come along."""
    narrow: Narrow = ALL_OF_IT
