"""Tells when members are introduced to each other: on the first working day of each month."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.process.office_hours import OfficeHours, office_moment
from storage.vocabulary import HOME_ZONE


def first_day(of: date, hours: OfficeHours) -> date:
    """Return the first working day of the month of a day."""
    zone = ZoneInfo(HOME_ZONE)
    begin = datetime.combine(of.replace(day=1), hours.office_from, zone)
    return office_moment(begin, HOME_ZONE, hours).astimezone(zone).date()


def has_begun(now: datetime, hours: OfficeHours) -> bool:
    """Tell whether the round of this month is to be there by now."""
    here = now.astimezone(ZoneInfo(HOME_ZONE))
    day = first_day(here.date(), hours)
    return here.date() > day or (here.date() == day and here.time() >= hours.office_from)


def next_day(now: datetime, hours: OfficeHours) -> date:
    """Return the day of the round that comes next."""
    here = now.astimezone(ZoneInfo(HOME_ZONE)).date()
    if not has_begun(now, hours):
        return first_day(here, hours)
    return first_day(here.replace(day=1) + timedelta(days=32), hours)


def since(now: datetime, hours: OfficeHours) -> datetime:
    """Return when the round began that is not followed by another yet."""
    here = now.astimezone(ZoneInfo(HOME_ZONE)).date()
    day = first_day(here, hours)
    if not has_begun(now, hours):
        day = first_day(here.replace(day=1) - timedelta(days=1), hours)
    return datetime.combine(day, hours.office_from, ZoneInfo(HOME_ZONE))
