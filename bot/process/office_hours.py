"""Working days and office hours, and the rules by which people may be asked something in them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
NETHERLANDS = "NL"


class Ring(StrEnum):
    """Who is asked next when those before them kept silent."""

    people = "people"
    networks = "networks"
    """Through their convenors."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What an operator sets. Days are working days: not in a weekend, nor on a public holiday.

    Two rules stand: who is on pause is never asked, since the bot promised them so; and the coordinators come last.
    """

    most_open: int = 3
    """Requests that one person may have open at a time."""
    office_from: time = time(9)
    office_until: time = time(17)
    """Nobody is asked outside these hours on their own clock."""
    holidays: str | None = NETHERLANDS
    """The country (ISO 3166) on whose public holidays nobody is asked; None where there are none to spare."""
    convenor_live: int = 365
    """Days since a convenor last spoke to the bot, after which a network is no longer asked through them."""
    remind_after: int = 3
    """Working days of silence before the one reminder."""
    give_up_after: int = 2
    """Working days of silence after the reminder before others are asked."""
    silence: tuple[Ring, ...] = (Ring.people, Ring.networks)
    """Who is asked after silence, each in its turn; after the last the coordinators hear of it."""
    at_once: int = 2
    """Candidates asked at a time when nobody chose them."""
    automatic: bool = False
    """Whether a question goes out by itself as soon as it is put."""
    unrouted_after: int = 2
    """Days that a question may go without anyone being asked, before coordinators see it among what waits for them."""
    quiet_after: int = 21
    """Days without news before the asker is asked whether the question can be closed."""


@cache
def free_days(year: int, country: str = "NL") -> frozenset[date]:
    """Public holidays in a country, by its ISO 3166 code."""
    from holidays import country_holidays  # noqa: PLC0415  # it knows all countries, and is slow to import

    return frozenset(country_holidays(country, years=year))


def working_day(day: date, rules: Rules) -> bool:
    return day.weekday() < 5 and (rules.holidays is None or day not in free_days(day.year, rules.holidays))


def office_moment(now: datetime, time_zone: str, rules: Rules) -> datetime:
    """The first moment from now on at which someone there may be asked: now itself, in office hours."""
    zone = ZoneInfo(time_zone)
    here = now.astimezone(zone)
    day = here.date()
    if working_day(day, rules) and rules.office_from <= here.time() < rules.office_until:
        return now
    if not working_day(day, rules) or here.time() >= rules.office_until:
        day = _next_working_day(day, rules)
    return datetime.combine(day, rules.office_from, zone).astimezone(UTC)


def working_days_later(now: datetime, days: int, time_zone: str, rules: Rules) -> datetime:
    """That many working days later at the same time of day, within office hours."""
    zone = ZoneInfo(time_zone)
    here = now.astimezone(zone)
    day = here.date()
    for _each in range(days):
        day = _next_working_day(day, rules)
    return office_moment(datetime.combine(day, here.time(), zone).astimezone(UTC), time_zone, rules)


def _next_working_day(day: date, rules: Rules) -> date:
    day += DAY
    while not working_day(day, rules):
        day += DAY
    return day
