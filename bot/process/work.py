"""Lets a topic declare work that the clock wakes, and gives it what it works with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.language.learning import Learning
from bot.language.vectors import Encoder
from bot.process.choices import Choices
from bot.process.metrics import Metrics
from bot.topic import Topics
from storage.database.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """Holds what the parts of a process share."""

    database: Database
    clock: Callable[[], datetime]
    topics: Topics = field(default_factory=Topics)
    choices: Choices = field(default_factory=Choices)
    """What the operator chose."""
    language: str = "nl"
    """Of who never chose one."""
    encoder: Encoder | None = None
    learning: Learning | None = None
    """What sentences want, once that is learnt."""
    metrics: Metrics = field(default_factory=Metrics)


@dataclass(frozen=True, slots=True)
class Work:
    """Work of a topic, to be done every so often by one process. `begin` makes it once for a process."""

    name: str
    every: timedelta
    begin: Callable[[Services], Callable[[], Awaitable[int]]]
    """The work says how much it did."""
