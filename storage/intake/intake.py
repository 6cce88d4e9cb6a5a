"""Defines files with lists that an administrator sent, and how far they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Says how far files are: to be looked at, shown to who sent them, or to be taken in."""

    sent = "sent"
    shown = "shown"
    agreed = "agreed"


@dataclass(frozen=True, slots=True)
class Intake:
    """Files that somebody sent."""

    id: int
    member_id: int
    conversation: Mapping[str, Any]  # Any: JSON
    state: State
    archive: bytes
    attempts: int
    made_at: datetime
