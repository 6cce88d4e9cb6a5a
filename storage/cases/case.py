"""Defines a case as it is kept, and what a new one is made of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.database.pages import ALL_OF_IT, Narrow
from storage.links import Thing

CASE: Final = "case"
"""What its kind is called wherever things of any kind are kept."""


class State(StrEnum):
    brought = "brought"
    discussed = "discussed"
    followed = "followed"
    closed = "closed"
    withdrawn = "withdrawn"
    hidden = "hidden"


OPEN = frozenset({State.brought, State.discussed, State.followed})


class Size(StrEnum):
    small = "klein"
    large = "groot"


class Aspect(StrEnum):
    """What cases are compared by."""

    changes = "wat verandert er"
    carries = "wie draagt het"
    practice = "waar is praktijkkennis gebruikt"

    @property
    def column(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Thought:
    """`member_id` is null when they were forgotten."""

    id: int
    member_id: int | None
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A case about to be brought in. `brought_by` is the group of one that comes from a list."""

    title: str
    text: str
    question: str = ""
    size: Size | None = None
    state: State = State.brought
    brought_by: str = ""
    unnamed: bool = False
    room_id: int | None = None
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """`maker_id` is null when they were forgotten, or when it came from a list."""

    id: int
    maker_id: int | None
    state: State
    was: State | None
    draft: Draft
    circle: Thing | None
    """The closed circle that it is for, and nobody else."""
    aspects: dict[Aspect, str]
    result: str
    made_at: datetime
    changed_at: datetime
    moved_at: datetime
    """When it last went on."""
    thoughts: tuple[Thought, ...]
    moments: tuple[Thought, ...]
    example: bool = False
    """It is an example, or not all of it stands in its source."""

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"C-{self.id}"

    @property
    def title(self) -> str:
        return self.draft.title

    @property
    def shown_maker(self) -> int | None:
        """Who brought it in, unless they left their name out."""
        return None if self.draft.unnamed else self.maker_id

    @property
    def thinkers(self) -> frozenset[int]:
        """Who thought along."""
        return frozenset(each.member_id for each in self.thoughts if each.member_id is not None)

    @property
    def closed_in(self) -> bool:
        """It is for a room or a circle, and found by nobody else."""
        return self.draft.room_id is not None or self.circle is not None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What is told of a case along with which nobody thought, of which there may be hundreds."""

    id: int
    title: str
    made_at: datetime
    regions: frozenset[int]

    @property
    def number(self) -> str:
        return f"C-{self.id}"


@dataclass(frozen=True, slots=True)
class Filter:
    """Selects cases. Regions and themes are widened already; None is any."""

    states: frozenset[State] = OPEN
    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    size: Size | None = None
    rooms: frozenset[int] = frozenset()
    circles: frozenset[Thing] = frozenset()
    narrow: Narrow = ALL_OF_IT
    alone: bool = False
    """Only those along with which nobody thought."""
