"""Writes meetings as an iCalendar file (RFC 5545), which calendars take over and keep up with.

The zone is written out here rather than by the library: what that writes is an hour wrong in ical.js, on which
Thunderbird and others stand. It has one list of changes there, of which only the first is read.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.chat.texts import Language, _
from storage.events.meeting import Meeting, State
from storage.vocabulary import HOME_ZONE

if TYPE_CHECKING:
    from icalendar import Event, Timezone

PRODUCT = "-//PLeK Café//kennismakelaar//NL"
READ_AGAIN = timedelta(hours=4)
"""When a calendar that follows it is to look again."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Letters that no calendar takes."""


def calendar(meetings: Iterable[tuple[Meeting, bool]], name: str, language: Language) -> bytes:
    """The file of these meetings, each with whether its reader may know where it is."""
    from icalendar import Calendar  # noqa: PLC0415  # a quarter of a second, for who asks for a file

    held = Calendar()
    held.add("prodid", PRODUCT)
    held.add("version", "2.0")
    held.add("calscale", "GREGORIAN")
    held.add("method", "PUBLISH")
    held.add("name", _one_line(name))
    held.add("x-wr-calname", _one_line(name))
    held.add("x-wr-timezone", HOME_ZONE)
    held.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    held.add("x-published-ttl", "PT4H")
    shown = list(meetings)
    if any(each.draft.zone == HOME_ZONE for each, _place in shown):
        held.add_component(_zone())
    for each, place in shown:
        held.add_component(_event(each, language, place=place))
    data: bytes = held.to_ical()
    return data


def _event(meeting: Meeting, language: Language, *, place: bool) -> "Event":
    from icalendar import Event  # noqa: PLC0415  # as above

    draft, event = meeting.draft, Event()
    title = meeting.title
    if meeting.state in (State.cancelled, State.withdrawn):
        title = language.text(_("Cancelled: {title}", title=title))
    event.add("uid", f"{meeting.uid}@plek")
    event.add("dtstamp", meeting.changed_at.astimezone(UTC))
    event.add("last-modified", meeting.changed_at.astimezone(UTC))
    event.add("created", meeting.made_at.astimezone(UTC))
    event.add("sequence", meeting.sequence)
    event.add("dtstart", _local(draft.starts_at, draft.zone))
    event.add("dtend", _local(draft.ends_at, draft.zone))
    event.add("summary", _one_line(title))
    event.add("status", "CANCELLED" if title != meeting.title else "CONFIRMED")
    if place and (draft.place or draft.link):
        event.add("location", _clean(draft.place or draft.link))
        if draft.link:
            event.add("url", _clean(draft.link))
    about = [meeting.number, draft.purpose, draft.link if place else ""]
    event.add("description", _clean("\n".join(filter(None, about))))
    return event


def _local(at: datetime, zone: str) -> datetime:
    """On the clock of the one zone that is written out; any other as UTC, which is right everywhere."""
    return at.astimezone(ZoneInfo(zone)) if zone == HOME_ZONE else at.astimezone(UTC)


def _zone() -> "Timezone":
    """The zone of the Netherlands, by its rules: summer from the last Sunday of March to that of October."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard  # noqa: PLC0415  # as above

    zone = Timezone()
    zone.add("tzid", HOME_ZONE)
    for part, name, since, month, before, after in (
        (TimezoneDaylight(), "CEST", datetime(1981, 3, 29, 2), 3, 1, 2),  # noqa: DTZ001  # on its own clock
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 10, 2, 1),  # noqa: DTZ001  # on its own clock
    ):
        part.add("tzname", name)
        part.add("dtstart", since)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
