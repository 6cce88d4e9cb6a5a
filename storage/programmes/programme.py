"""Defines the facts that a programme has beside those of a network, and when a network ends."""

from dataclasses import dataclass
from enum import StrEnum

from storage.programmes.part import Held


class Course(StrEnum):
    """Says how far a programme is."""

    proposed = "proposed"
    explored = "explored"
    making = "making"
    runs = "runs"
    agreed = "agreed"
    """Of a deal: it was concluded."""
    ended = "ended"


@dataclass(frozen=True, slots=True)
class Facts:
    """Holds what somebody tells of a programme."""

    sort: str = ""
    """In the words of its source: a deal, a NOVEX area, an agenda."""
    course: Course = Course.runs
    lead: str = ""
    """The organisation that leads it, in words."""
    area_based: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    """A network that is a programme."""

    network_id: int
    facts: Facts
    people: tuple[Held, ...] = ()
