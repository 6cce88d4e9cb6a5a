"""Defines an introduction: two members who do not know of each other yet, until both say yes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    open = "open"
    met = "met"
    """Both said yes, and heard each other's name."""
    over = "over"
    """One of them did not want to, or did not answer: neither hears a name."""


class Elsewhere(StrEnum):
    """Says in what they differ."""

    region = "region"
    network = "network"


class Common(StrEnum):
    """Says what they have in common."""

    theme = "theme"
    organisation = "organisation"
    """Both are of an organisation of the same kind."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. `willing` is None until they answer."""

    member_id: int
    willing: bool | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """Two who fit: in what they differ, where that is known, and what they have in common."""

    one: int
    two: int
    common: Common
    elsewhere: Elsewhere | None = None
    theme_id: int | None = None


@dataclass(frozen=True, slots=True)
class Introduction:
    """Two who were matched. A side is gone once its member was forgotten."""

    id: int
    state: State
    common: Common
    elsewhere: Elsewhere | None
    theme_id: int | None
    made_at: datetime
    sides: tuple[Side, ...]

    def side_of(self, member: int) -> Side | None:
        return next((each for each in self.sides if each.member_id == member), None)

    def other_than(self, member: int) -> Side | None:
        return next((each for each in self.sides if each.member_id != member), None)
