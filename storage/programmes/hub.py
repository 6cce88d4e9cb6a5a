"""Defines a hub: how far it is, and who takes care of each of its functions."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.programmes.part import NATIONAL, REGIONAL, Held, Part


class Reach(StrEnum):
    """Says whether a hub is of a region, with four functions, or of the country, with eight."""

    regional = "regionaal"
    national = "landelijk"

    @property
    def functions(self) -> tuple[Part, ...]:
        return REGIONAL if self is Reach.regional else NATIONAL


class Phase(StrEnum):
    """Says how far a hub is, in order."""

    idea = "idee"
    inspiration = "inspiratie"
    plan = "plan"
    development = "ontwikkeling"
    realisation = "realisatie"
    spreading = "verspreiding"
    anchoring = "inbedding"


class Covered(StrEnum):
    """Says whether somebody takes care of a function."""

    yes = "ja"
    partly = "deels"
    no = "nee"


@dataclass(frozen=True, slots=True)
class Function:
    """One function of a hub: who takes care of it, what misses, and what is next."""

    id: int
    network_id: int
    part: Part
    covered: Covered
    by: str = ""
    by_network: int | None = None
    missing: str = ""
    next_step: str = ""
    confirmed_at: datetime | None = None
    estimate: bool = False
    """It came from a list and nobody here said that it is so."""


@dataclass(frozen=True, slots=True)
class Hub:
    """A network that is a hub. A function that nothing was said of is `Covered.no`."""

    network_id: int
    reach: Reach
    phase: Phase
    functions: tuple[Function, ...]
    people: tuple[Held, ...] = ()
