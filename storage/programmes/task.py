"""Defines a task: what is to be done, by a duo of Rijk and region, what runs already and what comes with it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.database.pages import ALL_OF_IT, Narrow
from storage.programmes.part import DUO, Held, Part, Standing

TASK: Final = "task"
"""The kind of thing that a task is."""


class State(StrEnum):
    open = "open"
    """It misses a side, or both."""
    complete = "complete"
    running = "running"
    done = "done"
    withdrawn = "withdrawn"
    hidden = "hidden"


LIVE: Final = (State.open, State.complete, State.running)
"""States in which something is still to be done."""
SHOWN: Final = (*LIVE, State.done)


class Scale(StrEnum):
    """Says how large the area is that a task is about."""

    area = "gebied"
    regions = "regio-overstijgend"
    part_of_the_country = "landsdeel"


class Half(StrEnum):
    """Tells apart what ran before there was a duo, and what comes with it: that is the point of it."""

    running = "loopt al"
    coming = "erbij"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that runs already or comes with the duo."""

    id: int
    half: Half
    text: str
    member_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """Holds what a task is when it is put."""

    title: str
    list_name: str = ""
    region_id: int | None = None
    network_id: int | None = None
    sort: str = ""
    """In the words of its source: an opgave, a table, a perspective."""
    scale: Scale | None = None
    roles: tuple[str, str, str] = ("", "", "")
    """Who is looked for, for the Rijk, the region and beside them, in words."""
    learnt: str = ""
    state: State = State.open
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Task:
    id: int
    draft: Draft
    state: State
    was: State | None
    result: str
    maker_id: int | None
    published: bool
    example: bool
    made_at: datetime
    changed_at: datetime
    complete_at: datetime | None
    done_at: datetime | None
    lines: tuple[Line, ...] = ()
    people: tuple[Held, ...] = field(default=())

    @property
    def number(self) -> str:
        return f"T-{self.id}"

    @property
    def title(self) -> str:
        return self.draft.title

    def holder(self, part: Part) -> int | None:
        """The member who has that side, who said yes and was said yes to."""
        return next(
            (each.member_id for each in self.people if each.part is part and each.standing is Standing.holds), None
        )

    @property
    def vacant(self) -> tuple[Part, ...]:
        """The sides of the duo that nobody has."""
        return tuple(part for part in DUO if self.holder(part) is None)

    @property
    def duo(self) -> tuple[int, ...]:
        """The members who have a side, the third included."""
        return tuple(each.member_id for each in self.people if each.standing is Standing.holds)


@dataclass(frozen=True, slots=True)
class Filter:
    """Selects tasks: of these regions and themes (sets of ids, already widened), states, an agenda, words."""

    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    states: tuple[State, ...] = LIVE
    list_name: str = ""
    words: tuple[str, ...] = ()
    narrow: Narrow = ALL_OF_IT
