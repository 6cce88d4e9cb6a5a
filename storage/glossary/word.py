"""Defines a word of the glossary as it is kept, and what a new one is made of."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

WORD: Final = "word"
"""What its kind is called wherever things of any kind are kept."""


class State(StrEnum):
    asked = "asked"
    """Somebody asked what it means, and nobody said."""
    proposed = "proposed"
    settled = "settled"
    withdrawn = "withdrawn"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word means: in general, or to a network."""

    id: int
    text: str
    network_id: int | None
    member_id: int | None
    unnamed: bool
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Better:
    """A word that somebody would rather use."""

    id: int
    text: str
    member_id: int | None
    unnamed: bool


@dataclass(frozen=True, slots=True)
class Word:
    """`also` are the other names it goes by. `meanings` begin with the general one; `askers` are still waiting."""

    id: int
    title: str
    state: State
    hidden: bool
    member_id: int | None
    unnamed: bool
    also: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    differs: tuple[str, ...]
    better: str
    betters: tuple[Better, ...]
    askers: int
    made_at: datetime
    changed_at: datetime
    settled_at: datetime | None

    @property
    def number(self) -> str:
        """How people refer to it."""
        return f"W-{self.id}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A word that waits for somebody, and since when."""

    id: int
    title: str
    since: datetime
    askers: int = 0

    @property
    def number(self) -> str:
        return f"W-{self.id}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A word that somebody explains."""

    title: str
    text: str
    also: tuple[str, ...] = ()
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Which words are listed. `said`: their name, or what they mean, holds all of these."""

    states: frozenset[State] = field(default_factory=lambda: frozenset({State.proposed, State.settled}))
    said: tuple[str, ...] = ()
