"""Defines an agenda item as it is kept, and what a new one is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.database.pages import ALL_OF_IT, Narrow
from storage.vocabulary import Knowing, KnowledgeType, Level, QuestionKind

ITEM: Final = "agenda item"
"""What its kind is called wherever things of any kind are kept."""


class State(StrEnum):
    proposed = "proposed"
    listed = "listed"
    taken_up = "taken_up"
    done = "done"
    parked = "parked"
    merged = "merged"
    """It goes on in another item, which wants the same."""
    withdrawn = "withdrawn"
    hidden = "hidden"


class Half(StrEnum):
    """Says what an item is about: the task, or how knowledge is organised."""

    opgave = "opgave"
    kennisinfrastructuur = "kennisinfrastructuur"


OPEN: Final = frozenset({State.proposed, State.listed, State.taken_up})


@dataclass(frozen=True, slots=True)
class Work:
    """Who works on an item, and what they do. `member_id` is null when they were forgotten."""

    id: int
    member_id: int | None
    network_id: int | None
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """`maker_id` is null when they were forgotten, or when it came from a list."""

    id: int
    text: str
    list_name: str
    """Whose agenda it is on: the name of a region, of a network, or of a group without a number here."""
    region_id: int | None
    network_id: int | None
    half: Half
    kind: QuestionKind | None
    knowledge_type: KnowledgeType | None
    level: Level | None
    parent_id: int | None
    knowing: Knowing
    known_how: str
    state: State
    was: State | None
    """What it was before it was parked, merged or hidden."""
    reason: str
    """Why it was parked."""
    result: str
    merged_into: int | None
    maker_id: int | None
    unnamed: bool
    room_id: int | None
    """The closed room that it is for; None when all members see it."""
    published: bool
    regions: frozenset[int]
    themes: frozenset[int]
    made_at: datetime
    changed_at: datetime
    work: tuple[Work, ...]
    supporters: tuple[tuple[int, int | None], ...]
    """Who supports it, each with a region of theirs."""

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"G-{self.id}"

    @property
    def support_regions(self) -> frozenset[int]:
        return frozenset(region for _member, region in self.supporters if region is not None)


@dataclass(frozen=True, slots=True)
class Draft:
    """An item about to be put."""

    text: str
    list_name: str
    region_id: int | None = None
    network_id: int | None = None
    half: Half = Half.opgave
    kind: QuestionKind | None = None
    knowledge_type: KnowledgeType | None = None
    level: Level | None = None
    parent_id: int | None = None
    state: State = State.proposed
    unnamed: bool = False
    room_id: int | None = None
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Filter:
    """Selects items. Regions and themes are widened already; None is any."""

    states: Sequence[State] = (State.listed, State.taken_up, State.proposed)
    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    levels: frozenset[Level] = frozenset()
    half: Half | None = None
    kinds: frozenset[QuestionKind] = frozenset()
    list_name: str = ""
    rooms: frozenset[int] = frozenset()
    """The closed rooms whose items are seen."""
    maker: int | None = None
    narrow: Narrow = ALL_OF_IT
