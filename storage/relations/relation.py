"""Defines a relation: what one network or organisation is to another, as both of them say."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.links import Thing

RELATION: Final = "relation"
"""As the audit trail and `maak ongedaan` know one. It has no number that people type."""
NETWORK: Final = "network"
ORGANISATION: Final = "organisation"


class RelationKind(StrEnum):
    """Says what one is to the other, read from the first to the second."""

    sluit_aan_bij = "sluit aan bij"
    deelt_mensen_met = "deelt mensen met"
    gaat_over_in = "gaat over in"
    benut = "benut"
    doet_mee_aan = "doet mee aan"
    werkt_samen_met = "werkt samen met"
    wil_meewerken_aan = "wil meewerken aan"
    wordt_beheerd_door = "wordt beheerd door"
    is_voorbeeld_voor = "is voorbeeld voor"


MUTUAL: Final = frozenset({RelationKind.deelt_mensen_met, RelationKind.werkt_samen_met})
"""What is the same from both sides."""


class Standing(StrEnum):
    """Says whether it is there, or could be."""

    exists = "bestaat"
    chance = "kans"


class Side(StrEnum):
    """Says which of the two."""

    one = "from"
    other = "to"


class State(StrEnum):
    """Says how far both sides are."""

    waits = "waits"
    counts = "counts"
    gone = "gone"
    """Nobody says it, or no longer: nothing is kept of that."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Holds what somebody says that one is to the other."""

    one: Thing
    kind: RelationKind
    other: Thing
    standing: Standing = Standing.exists
    line: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    id: int
    one: Thing
    kind: RelationKind
    other: Thing
    standing: Standing
    line: str
    said_by: int | None
    """The member who said it; null when a list did, or they were forgotten."""
    waits_for: Side | None
    """The side that is to confirm it; null once it did."""
    made_at: datetime

    @property
    def state(self) -> State:
        return State.counts if self.waits_for is None else State.waits

    @property
    def counts(self) -> bool:
        return self.state is State.counts

    @property
    def asked(self) -> Thing | None:
        """The side that is to confirm it."""
        return {None: None, Side.one: self.one, Side.other: self.other}[self.waits_for]


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie of one thing with another, as it is told from the first."""

    one: Thing
    other: Thing
    name: str
    """A kind of relation, or the name of what was counted (`bot.things.measures.Ties`)."""
    back: bool = False
    """The other says it of this one."""
    chance: bool = False
    times: int = 0
    """How often, of what was counted."""
    relation: int | None = None
    line: str = ""
