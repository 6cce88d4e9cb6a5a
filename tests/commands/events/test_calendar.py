"""A calendar file: valid, and right to the hour around a change of the clock, in readers that are not ours."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz  # type: ignore[import-untyped]  # it has no types
from dateutil.parser import isoparse  # type: ignore[import-untyped]  # as above
from icalendar import Calendar

from bot.chat.texts import Language
from commands.events.calendar_file import calendar
from storage.events.meeting import Draft, Meeting, State
from tests import ROOT

READER = ROOT / "tests" / "servers" / "web_checks" / "calendar_reader.cjs"
HOME = "Europe/Amsterdam"
NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)


def meeting(starts: datetime, *, state: State = State.planned, zone: str = HOME, sequence: int = 0) -> Meeting:
    """A meeting of an hour and a half, that begins at that moment."""
    draft = Draft("Tafel, met; komma's", starts, starts + timedelta(minutes=90), zone, place="Zaal 1", link="")
    return Meeting(4, 1, state, False, draft, "ab12", sequence, "", "", NOW, NOW)


def event_in(data: bytes) -> Any:  # Any: a component of icalendar
    return Calendar.from_ical(data).walk("VEVENT")[0]


AROUND = [
    datetime(2027, 3, 27, 13, tzinfo=ZoneInfo(HOME)),
    datetime(2027, 3, 28, 13, tzinfo=ZoneInfo(HOME)),
    datetime(2027, 10, 30, 13, tzinfo=ZoneInfo(HOME)),
    datetime(2027, 10, 31, 13, tzinfo=ZoneInfo(HOME)),
    datetime(2038, 7, 1, 9, 30, tzinfo=ZoneInfo(HOME)),
]
"""The days before and of each change to and from summer time, and one far ahead."""


@pytest.mark.parametrize("at", AROUND, ids=lambda each: f"{each:%Y-%m-%d}")
def test_it_is_right_to_the_hour_in_two_readers(at: datetime) -> None:
    data = calendar([(meeting(at.astimezone(UTC)), True)], "Mijn", Language("nl"))
    # The one reads the zone by its name, the other by the rules in the file, as a calendar does that knows no names.
    # The one wrote it too: the test below asks a calendar that had no part in it.
    event = event_in(data)
    assert event["DTSTART"].dt.astimezone(UTC) == at.astimezone(UTC)
    text = data.decode().replace("\r\n ", "")
    zone = tz.tzical(StringIO(text)).get(HOME)
    typed = next(line.rpartition(":")[2] for line in text.splitlines() if line.startswith("DTSTART;"))
    assert isoparse(typed).replace(tzinfo=zone).astimezone(UTC) == at.astimezone(UTC)


@pytest.mark.process  # it starts node
async def test_what_thunderbird_stands_on_reads_them_whole_and_right_to_the_hour() -> None:
    """By ical.js, that wrote none of it, from the rules in the file: it knows no zone by its name."""
    held = [meeting(at.astimezone(UTC)) for at in AROUND]
    running = await asyncio.create_subprocess_exec(
        *("node", READER), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    out, _err = await running.communicate(calendar(((each, True) for each in held), "Mijn", Language("nl")))
    read = [json.loads(line) for line in out.decode().splitlines()]
    assert [datetime.fromisoformat(each["begins"]) for each in read] == [each.draft.starts_at for each in held]
    assert [datetime.fromisoformat(each["ends"]) for each in read] == [each.draft.ends_at for each in held]
    assert {(each["uid"], each["title"], each["place"]) for each in read} == {("ab12@plek", held[0].title, "Zaal 1")}


def test_every_day_of_a_year_is_right_by_the_rules_in_the_file() -> None:
    data = calendar([(meeting(AROUND[0].astimezone(UTC)), True)], "Mijn", Language("nl")).decode()
    zone = tz.tzical(StringIO(data.replace("\r\n ", ""))).get(HOME)
    for day in range(366):
        noon = datetime(2027, 1, 1, 12) + timedelta(days=day)  # noqa: DTZ001  # on the clock of the zone
        assert noon.replace(tzinfo=zone).utcoffset() == noon.replace(tzinfo=ZoneInfo(HOME)).utcoffset()


def test_what_a_calendar_needs_to_keep_up_stands_in_it() -> None:
    first = event_in(calendar([(meeting(NOW), True)], "Mijn", Language("nl")))
    later = meeting(NOW + timedelta(days=1), state=State.cancelled, sequence=3)
    second = event_in(calendar([(later, True)], "Mijn", Language("nl")))
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 3)
    assert (str(first["STATUS"]), str(second["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert str(second["SUMMARY"]) == "Afgelast: Tafel, met; komma's"
    assert str(first["LOCATION"]) == "Zaal 1"
    for name in ("DTSTAMP", "LAST-MODIFIED", "DTEND"):
        assert name in first


def test_the_place_is_not_in_it_for_who_does_not_come() -> None:
    event = event_in(calendar([(meeting(NOW), False)], "Mijn", Language("nl")))
    assert "LOCATION" not in event


def test_another_zone_is_written_as_utc_and_hostile_text_stays_text() -> None:
    odd = Draft("A\r\nBEGIN:VALARM\x00\ud800", NOW, NOW + timedelta(hours=1), "America/Curacao")
    held = Meeting(5, 1, State.planned, False, odd, "cd", 0, "", "", NOW, NOW)
    data = calendar([(held, False)], "x\r\ny", Language("nl"))
    parsed = Calendar.from_ical(data)
    assert [each.name for each in parsed.walk()] == ["VCALENDAR", "VEVENT"]
    assert data.decode().count("DTSTART:20261102T080000Z") == 1
