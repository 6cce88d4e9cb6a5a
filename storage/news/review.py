"""Defines what a hub saw in a month, as its keeper edits it and sends it up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.links import Thing


class Stage(StrEnum):
    draft = "draft"
    sent = "sent"


@dataclass(frozen=True, slots=True)
class Review:
    """`seen` are the signals, lessons and other things of that month about the regions of the hub."""

    id: int
    network_id: int
    month: str
    stage: Stage
    seen: tuple[Thing, ...]
    note: str
    made_at: datetime
    sent_at: datetime | None

    @property
    def counts(self) -> Sequence[tuple[str, int]]:
        """Tell of each kind how many were seen, in the order in which they stand."""
        return list(Counter(each.kind for each in self.seen).items())
