"""Defines a network as it is kept, and the sheet that one is filled in on."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.vocabulary import Level, NetworkKind, NetworkStatus, Resource, Side


@dataclass(frozen=True, slots=True)
class Network:
    id: int
    name: str
    kind: NetworkKind
    level: Level
    organisation_id: int | None
    organisation: str | None
    aim: str
    website: str | None
    how_to_join: str
    status: NetworkStatus
    sent_back_because: str | None
    proposed_by: int | None
    conversation_id: int | None
    """The room or channel that it was registered in."""
    regions: frozenset[int]
    themes: frozenset[int]
    convenors: tuple[int, ...]
    member_count: int
    created_at: datetime
    changed_at: datetime
    listed_at: datetime | None
    confirmed_on: date | None
    needs: frozenset[Resource] = frozenset()
    offers: frozenset[Resource] = frozenset()


@dataclass(frozen=True, slots=True)
class Filter:
    """Selects listed networks: of these regions and themes (sets of ids, already widened), kinds, levels, words,
    of this organisation.
    """

    regions: frozenset[int] | None = None
    themes: frozenset[int] | None = None
    kinds: frozenset[NetworkKind] = frozenset()
    levels: frozenset[Level] = frozenset()
    words: tuple[str, ...] = ()
    organisation: int | None = None
    side: Side | None = None
    """What they need or offer of `resources`: one of those will do."""
    resources: frozenset[Resource] = frozenset()
    ends: tuple[date, date] | None = None
    """From which day until before which it ends."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Holds what a convenor tells of a network."""

    name: str
    kind: NetworkKind
    level: Level
    aim: str = ""
    organisation_id: int | None = None
    website: str | None = None
    how_to_join: str = ""
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    also: tuple[str, ...] = ()
    needs: frozenset[Resource] = frozenset()
    offers: frozenset[Resource] = frozenset()
