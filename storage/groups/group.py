"""Defines a group of the Café, a request to be let in, and what a member is in a hub."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

GROUP = "group"
REQUEST = "group request"


class State(StrEnum):
    """Says what came of a request to be let in."""

    open = "open"
    accepted = "accepted"
    refused = "refused"
    withdrawn = "withdrawn"


class Label(StrEnum):
    """Says what somebody is in a hub. It gives no right."""

    connector = "verbinder"
    entrepreneur = "ondernemer"
    project_leader = "projectleider"
    liaison = "verbindingsofficier"


@dataclass(frozen=True, slots=True)
class Group:
    """A place of the Café: what it is part of, for whom it is, and the conversation that it is, where we are in it."""

    id: int
    title: str
    part_of: str
    for_whom: str
    closed: bool
    keeper_id: int | None = None
    conversation_id: int | None = None
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """What it is called among all groups: several are called Algemeen."""
        return f"{self.title} ({self.part_of})" if self.part_of and self.title == COMMON else self.title


COMMON = "Algemeen"


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody who asked to be let in, and when they hear at the latest."""

    id: int
    group_id: int
    member_id: int
    state: State
    asked_at: datetime
    due_at: datetime
    reason: str = ""
    overdue: bool = False
    """Whoever coordinates was told that the keeper did not answer."""
