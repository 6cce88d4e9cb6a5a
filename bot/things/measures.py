"""Counts what happens in a topic, and how often it ties things together: numbers, never names of people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.chat.texts import Msg
from storage.database.database import Tx
from storage.links import Thing


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts how many times something happened from one moment until another; the metrics tell that of the last day."""

    name: str
    label: Msg
    count: Callable[[Tx, datetime, datetime], int]


class Tie(NamedTuple):
    """Two things, and how many ties of one sort there are between them."""

    one: Thing
    other: Thing
    times: int


@dataclass(frozen=True, slots=True)
class Ties:
    """Finds what ties things together without anybody having said so, such as members that two networks share."""

    name: str
    label: Msg
    least: int
    """Fewer than so many are not told: they would point at a person."""
    find: Callable[[Tx, int], Sequence[Tie]]
    """The ties of which there are at least so many, each pair once."""
