"""Reckons how long things took in working hours: those of an office, on the working days between two moments."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from bot.process.office_hours import OfficeHours, working_day
from storage.vocabulary import HOME_ZONE

HOUR = 3600
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The working days of a time, each with when the office opened, how long, and what was worked before it."""

    opens: NDArray[np.int64]
    lasts: NDArray[np.int64]
    before: NDArray[np.int64]

    @classmethod
    def between(cls, first: int, last: int, hours: OfficeHours) -> "WorkingTime":
        """Return those from the day of one moment until the day of another, in seconds."""
        zone = ZoneInfo(HOME_ZONE)
        day, end = (datetime.fromtimestamp(each, UTC).astimezone(zone).date() for each in (first, last))
        opens, closes = [], []
        while day <= end:
            if working_day(day, hours):
                opens.append(int(datetime.combine(day, hours.office_from, zone).timestamp()))
                closes.append(int(datetime.combine(day, hours.office_until, zone).timestamp()))
            day += _DAY
        opened, closed = np.array(opens, np.int64), np.array(closes, np.int64)
        lasts = closed - opened
        return cls(opened, lasts, np.cumsum(lasts) - lasts)

    def worked(self, moments: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many seconds were worked by each of these moments, since the first day."""
        if not len(self.opens):
            return np.zeros_like(moments)
        day = np.searchsorted(self.opens, moments, side="right") - 1
        since = np.clip(moments - self.opens[day], 0, self.lasts[day])
        return np.where(day < 0, 0, self.before[day] + since)


def working_hours(moments: NDArray[np.int64], hours: OfficeHours) -> NDArray[np.float64]:
    """Return the working hours from each first moment until its second, both in seconds."""
    if not len(moments):
        return np.zeros(0)
    reckoned = WorkingTime.between(int(moments.min()), int(moments.max()), hours)
    worked = reckoned.worked(moments)
    spent: NDArray[np.float64] = np.maximum(worked[:, 1] - worked[:, 0], 0) / HOUR
    return spent


def median_hours(moments: NDArray[np.int64], hours: OfficeHours) -> float:
    """Return within how many working hours half of these were over; none when there are none."""
    return float(np.median(working_hours(moments, hours))) if len(moments) else 0.0
