"""Defines a learning evaluation: a question that a group of a network looks at together, in rounds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.lessons.lesson import Aspect

EVALUATION = "evaluation"


class Stage(StrEnum):
    """Says how far it is."""

    planned = "planned"
    running = "running"
    resting = "resting"
    """Between two rounds."""
    stopped = "stopped"


class Voice(StrEnum):
    """Says what an answer is to."""

    seen = "seen"
    """What do you see happen?"""
    well = "well"
    better = "better"
    adjust = "adjust"
    """What the group changes: said by who keeps it."""


@dataclass(frozen=True, slots=True)
class Answer:
    id: int
    member_id: int
    round: int
    voice: Voice
    aspect: Aspect | None
    text: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    id: int
    network_id: int | None
    text: str
    stage: Stage
    round: int
    day: int
    """The working day of the round that was last asked about: 0, 5 or 10."""
    maker_id: int | None
    made_at: datetime
    changed_at: datetime
    due_at: datetime | None
    asked: frozenset[int]
    """Who was asked to take part, and did not answer that yet."""
    joined: frozenset[int]
    answers: tuple[Answer, ...]
    """Those of this round, oldest first."""

    @property
    def number(self) -> str:
        return f"E-{self.id}"

    def by(self, member: int, voice: Voice) -> Answer | None:
        """The latest that a member said to that in this round."""
        return next((each for each in reversed(self.answers) if (each.member_id, each.voice) == (member, voice)), None)

    @property
    def answered(self) -> frozenset[int]:
        """Who answered anything in this round."""
        return frozenset(each.member_id for each in self.answers if each.voice is not Voice.adjust)
