"""Defines a lesson as it is kept, and what a new one is made of."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.database.pages import ALL_OF_IT, Narrow

LESSON: Final = "lesson"
"""What its kind is called wherever things of any kind are kept."""


class Side(StrEnum):
    well = "goed"
    better = "beter"


class Aspect(StrEnum):
    content = "inhoud"
    process = "proces"


class Basis(StrEnum):
    experience = "ervaring"
    advice = "advies"
    expectation = "verwachting"


class State(StrEnum):
    shared = "shared"
    old = "old"
    """It holds no more, said who keeps it."""
    withdrawn = "withdrawn"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new lesson is made of."""

    text: str
    side: Side
    aspect: Aspect
    failure: bool = False
    """It went wrong, and somebody else can use that."""
    unnamed: bool = False
    where: str = ""
    step: int | None = None
    basis: Basis | None = None
    next_time: str = ""
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    room: int | None = None
    """The closed room that it is for, and nobody else."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """`same` and `other` count the regions that saw the same and those that did not; `reasons` say why not."""

    id: int
    member_id: int | None
    state: State
    hidden: bool
    celebrated: bool
    """It may be told of in the digest as a useful failure."""
    draft: Draft
    made_at: datetime
    changed_at: datetime
    used_at: datetime
    same: int = 0
    other: int = 0
    uses: int = 0
    reasons: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    """What came of using it, latest first."""
    published: bool = False

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"L-{self.id}"

    @property
    def text(self) -> str:
        return self.draft.text

    @property
    def shown_maker(self) -> int | None:
        """Who made it, unless they left their name out."""
        return None if self.draft.unnamed else self.member_id


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lessons are listed: None is any."""

    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    sides: frozenset[Side] = field(default_factory=frozenset)
    aspects: frozenset[Aspect] = field(default_factory=frozenset)
    failures: bool = False
    words: tuple[str, ...] = ()
    room: int | None = None
    """Those of that closed room come along."""
    narrow: Narrow = ALL_OF_IT
