"""A digest is due when its audience said, through holidays, clock changes and standstills, and windows join."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.schedule import Schedule
from storage.vocabulary import Frequency, Holidays

HERE = ZoneInfo("Europe/Amsterdam")
MONDAYS = Schedule(Frequency.weekly, 0, time(9), "Europe/Amsterdam")


def local(text: str, zone: ZoneInfo = HERE) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def dues(schedule: Schedule, after: str, count: int) -> list[str]:
    """The next moments on the audience's own clock."""
    due = schedule.first(local(after))
    found = [due]
    while len(found) < count:
        found.append(due := schedule.following(due))
    zone = ZoneInfo(schedule.time_zone)
    return [f"{each.astimezone(zone):%a %d-%m %H:%M}" for each in found]


def test_nine_on_monday_stays_nine_on_monday_when_the_clocks_change() -> None:
    assert dues(MONDAYS, "2026-03-20T12:00", 3) == ["Mon 23-03 09:00", "Mon 30-03 09:00", "Tue 07-04 09:00"]
    assert dues(MONDAYS, "2026-10-17T12:00", 3) == ["Mon 19-10 09:00", "Mon 26-10 09:00", "Mon 02-11 09:00"]


def test_a_time_that_the_clocks_skip_comes_an_hour_later_and_one_they_repeat_comes_once() -> None:
    nights = Schedule(Frequency.weekly, 6, time(2, 30), "Europe/Amsterdam", Holidays.send)
    assert dues(nights, "2026-03-23T12:00", 2) == ["Sun 29-03 03:30", "Sun 05-04 02:30"]
    autumn = nights.first(local("2026-10-20T12:00"))
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert nights.following(autumn) == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)


def test_a_holiday_moves_it_to_the_next_working_day_and_the_rhythm_stays() -> None:
    assert dues(MONDAYS, "2026-04-01T12:00", 2) == ["Tue 07-04 09:00", "Mon 13-04 09:00"]
    fortnightly = replace(MONDAYS, frequency=Frequency.biweekly)
    assert dues(fortnightly, "2026-04-01T12:00", 3) == ["Tue 07-04 09:00", "Mon 20-04 09:00", "Mon 04-05 09:00"]
    christmas = replace(MONDAYS, weekday=4)
    assert dues(christmas, "2026-12-20T12:00", 2) == ["Mon 28-12 09:00", "Mon 04-01 09:00"]


def test_a_holiday_is_skipped_when_the_audience_wants_that() -> None:
    skipping = replace(MONDAYS, holidays=Holidays.skip)
    assert dues(skipping, "2026-04-01T12:00", 2) == ["Mon 13-04 09:00", "Mon 20-04 09:00"]


def test_monthly_is_the_first_such_day_and_daily_is_every_working_day() -> None:
    monthly = replace(MONDAYS, frequency=Frequency.monthly)
    assert dues(monthly, "2026-10-06T12:00", 3) == ["Mon 02-11 09:00", "Mon 07-12 09:00", "Mon 04-01 09:00"]
    daily = replace(MONDAYS, frequency=Frequency.daily)
    assert dues(daily, "2026-11-05T12:00", 3) == ["Fri 06-11 09:00", "Mon 09-11 09:00", "Tue 10-11 09:00"]


def test_after_a_standstill_of_weeks_only_the_last_moment_counts() -> None:
    due = MONDAYS.first(local("2026-06-01T12:00"))
    assert MONDAYS.latest(due, local("2026-07-02T12:00")) == local("2026-06-29T09:00")


def test_what_is_late_waits_for_the_morning_and_what_is_on_time_never_waits() -> None:
    due = local("2026-11-02T09:00")
    assert MONDAYS.waits(due, local("2026-11-03T03:00"))
    assert not MONDAYS.waits(due, local("2026-11-03T07:00"))
    evenings = replace(MONDAYS, at=time(22))
    assert not evenings.waits(local("2026-11-02T22:00"), local("2026-11-02T22:01"))


moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis adds the zone
schedules = st.builds(
    Schedule,
    frequency=st.sampled_from(Frequency),
    weekday=st.integers(0, 6),
    at=st.times(),
    time_zone=st.sampled_from(["Europe/Amsterdam", "America/Curacao", "Pacific/Apia", "Australia/Lord_Howe"]),
    holidays=st.sampled_from(Holidays),
)


@given(schedules, moments, st.timedeltas(timedelta(0), timedelta(days=200)))
def test_a_schedule_always_goes_on_and_catching_up_lands_on_its_own_rhythm(
    schedule: Schedule, after: datetime, standstill: timedelta
) -> None:
    due = schedule.first(after)
    assert after < due <= after + timedelta(days=45 if schedule.holidays is not Holidays.skip else 80)
    now = due + standstill
    latest = schedule.latest(due, now)
    assert due <= latest <= now < schedule.following(latest)


@pytest.mark.parametrize("frequency", list(Frequency))
def test_the_clock_of_the_reader_decides_and_not_that_of_the_server(frequency: Frequency) -> None:
    island = replace(MONDAYS, time_zone="America/Curacao", frequency=frequency)
    assert island.first(local("2026-11-01T12:00")).astimezone(ZoneInfo("America/Curacao")).hour == 9
