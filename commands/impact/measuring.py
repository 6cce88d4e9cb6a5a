"""Measures figures: of a quarter, and of those before it."""

from collections.abc import Sequence

from bot.process.office_hours import OfficeHours
from bot.things.figures import Amount, Figure, Reading
from bot.topic import Topics
from commands.impact.quarters import Quarter
from storage.atlas import Atlas
from storage.database.database import Tx
from storage.extents import Extent


def measured(
    tx: Tx, figures: Sequence[Figure], periods: Sequence[Extent], atlas: Atlas, hours: OfficeHours, topics: Topics
) -> list[tuple[Amount, ...]]:
    """Measure each figure in each of these periods, in their order. What several need is read once."""
    first = Reading(tx, periods[0], atlas, hours, topics, tuple(periods))
    readings = [first, *(first.elsewhere(each) for each in periods[1:])]
    return [tuple(figure.measure(reading) for reading in readings) for figure in figures]


def quarters(extent: Extent, quarter: Quarter, count: int) -> list[tuple[Quarter, Extent]]:
    """Return so many quarters until this one, the latest first, each with its extent."""
    found = []
    for _each in range(count):
        found.append((quarter, extent.during(quarter.begins, quarter.ends)))
        quarter = quarter.before
    return found
