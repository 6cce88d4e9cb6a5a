"""Defines an area process: a network that works in steps, by a way of working, with agreements of its partners."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Topic(StrEnum):
    """Says what partners agree on."""

    roles = "rollen"
    decides = "wie besluit"
    capacity = "capaciteit"
    influence = "invloed van bewoners"
    stuck = "als we vastlopen"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way of working: what makes it done, and what pilots learnt there."""

    way: str
    number: int
    title: str
    done_when: str = ""
    lesson: str = ""


@dataclass(frozen=True, slots=True)
class AreaProcess:
    """How far a network is. `steps` are those of its way of working, in order."""

    network_id: int
    way: str
    number: int
    started_at: datetime
    moved_at: datetime
    steps: tuple[Step, ...] = ()

    @property
    def step(self) -> Step:
        return next((each for each in self.steps if each.number == self.number), Step(self.way, self.number, ""))

    @property
    def last(self) -> int:
        return max((each.number for each in self.steps), default=self.number)

    @property
    def following(self) -> Step | None:
        return next((each for each in self.steps if each.number > self.number), None)


@dataclass(frozen=True, slots=True)
class Principle:
    """A question to talk over: one of the seven principles, or another."""

    title: str
    part: str
    question: str


PRINCIPLE = "uitgangspunt"
"""The part of the seven."""
