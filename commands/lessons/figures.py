"""Measures how often lessons are used."""

from collections.abc import Sequence

from bot.chat.texts import _
from bot.things.figures import Amount, Figure, Number, Reading
from storage.database.database import Tx
from storage.extents import Extent
from storage.lessons import figures
from storage.lessons.lesson import LESSON
from storage.links import Thing


def _used(reading: Reading) -> Amount:
    return Number(reading.of(figures.used))


def _in_use(tx: Tx, extent: Extent, limit: int, offset: int) -> Sequence[Thing]:
    return [Thing(LESSON, each) for each in figures.in_use(tx, extent, limit, offset)]


USED = Figure(
    "lessons used",
    _("Lessons that were used"),
    ("lessen", "lessen gebruikt", "gebruikte lessen", "lessons", "lessons used"),
    _("How often somebody else than its maker said that they used a lesson. Lessons of closed groups do not count."),
    _("Read a lesson aloud at the start of a meeting, and ask who can use it."),
    _used,
    _in_use,
    rank=90,
)
