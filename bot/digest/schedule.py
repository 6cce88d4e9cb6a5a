"""Tells when a digest is due, and which period it covers, through holidays, time zones and clock changes.

Windows join: each begins where the one before it ended, whatever was changed, missed or skipped in between. A window
ends at the planned moment, not at the moment it was made, so that every replica means the same window.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.process.office_hours import DAY, free_days
from storage.vocabulary import Frequency, Holidays

LATE = timedelta(hours=1)
"""An issue that could not go out for so long is late: it says which period it covers, and respects quiet hours."""

_REACH = 400
"""Slots looked at before a schedule is given up as one that never comes."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A rhythm. `weekday` counts from 0 = Monday; a monthly one takes the first such day of the month."""

    frequency: Frequency
    weekday: int
    at: time
    time_zone: str
    holidays: Holidays = Holidays.move
    quiet_from: time | None = time(21)
    quiet_until: time | None = time(7)

    def first(self, after: datetime) -> datetime:
        """Return the first moment later than `after`: for a schedule that begins or changes."""
        start = after.astimezone(self._zone).date() - DAY
        return next(due for due in self._dues(start) if due > after)

    def following(self, due: datetime) -> datetime:
        """Return the moment after `due` in the same rhythm, also when `due` was moved for a holiday."""
        return next(each for each in self._dues(self._slot_of(due)) if each > due)

    def latest(self, due: datetime, now: datetime) -> datetime:
        """Return the last moment from `due` on that is not later than `now`: what to catch up on after a standstill."""
        while (later := self.following(due)) <= now:
            due = later
        return due

    def waits(self, due: datetime, now: datetime) -> bool:
        """Tell whether an issue that is late had better wait for the morning."""
        if now - due < LATE or self.quiet_from is None or self.quiet_until is None:
            return False
        clock = now.astimezone(self._zone).time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= clock < self.quiet_until
        return clock >= self.quiet_from or clock < self.quiet_until

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def _dues(self, start: date) -> Iterator[datetime]:
        """Moments from the slot on or after `start`. A time that the clocks skip is taken an hour later."""
        for slot in islice(self._slots(start), _REACH):
            day = slot
            if self.holidays is not Holidays.send and day in free_days(day.year):
                if self.holidays is Holidays.skip:
                    continue
                while day in free_days(day.year) or day.weekday() >= 5:
                    day += DAY
            yield datetime.combine(day, self.at, self._zone).astimezone(UTC)

    def _slots(self, start: date) -> Iterator[date]:
        match self.frequency:
            case Frequency.daily:
                while True:
                    if start.weekday() < 5:
                        yield start
                    start += DAY
            case Frequency.weekly | Frequency.biweekly:
                start += DAY * ((self.weekday - start.weekday()) % 7)
                while True:
                    yield start
                    start += DAY * (7 if self.frequency is Frequency.weekly else 14)
            case Frequency.monthly:
                month = start.replace(day=1)
                while True:
                    slot = month + DAY * ((self.weekday - month.weekday()) % 7)
                    if slot >= start:
                        yield slot
                    month = (month + DAY * 31).replace(day=1)

    def _slot_of(self, due: datetime) -> date:
        """Return the day that `due` was planned for: itself, or the one before it from which a holiday moved it."""
        day = due.astimezone(self._zone).date()
        if self.frequency is Frequency.daily:
            return day
        return day - DAY * ((day.weekday() - self.weekday) % 7)
