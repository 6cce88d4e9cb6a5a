"""Tells working days and office hours, in which people may be asked something."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
NETHERLANDS = "NL"


@dataclass(frozen=True)
class OfficeHours:
    """Says when people may be asked something. Working days are not in a weekend, nor a public holiday."""

    office_from: time = time(9)
    office_until: time = time(17)
    """Nobody is asked outside these hours on their own clock."""
    holidays: str | None = NETHERLANDS
    """The country (ISO 3166) on whose public holidays nobody is asked; None where there are none to spare."""


@cache
def free_days(year: int, country: str = "NL") -> frozenset[date]:
    """Public holidays in a country, by its ISO 3166 code."""
    from holidays import country_holidays  # noqa: PLC0415  # it knows all countries, and is slow to import

    return frozenset(country_holidays(country, years=year))


def working_day(day: date, hours: OfficeHours) -> bool:
    return day.weekday() < 5 and (hours.holidays is None or day not in free_days(day.year, hours.holidays))


def office_moment(now: datetime, time_zone: str, hours: OfficeHours) -> datetime:
    """Return the first moment from now on at which someone there may be asked: now itself, in office hours."""
    zone = ZoneInfo(time_zone)
    here = now.astimezone(zone)
    day = here.date()
    if working_day(day, hours) and hours.office_from <= here.time() < hours.office_until:
        return now
    if not working_day(day, hours) or here.time() >= hours.office_until:
        day = _next_working_day(day, hours)
    return datetime.combine(day, hours.office_from, zone).astimezone(UTC)


def working_days_later(now: datetime, days: int, time_zone: str, hours: OfficeHours) -> datetime:
    """That many working days later at the same time of day, within office hours."""
    zone = ZoneInfo(time_zone)
    here = now.astimezone(zone)
    day = here.date()
    for _each in range(days):
        day = _next_working_day(day, hours)
    return office_moment(datetime.combine(day, here.time(), zone).astimezone(UTC), time_zone, hours)


def _next_working_day(day: date, hours: OfficeHours) -> date:
    day += DAY
    while not working_day(day, hours):
        day += DAY
    return day
