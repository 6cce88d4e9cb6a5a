"""Working time reckoned in bulk is what going by the days one by one gives."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.process.office_hours import OfficeHours, working_day
from bot.process.working_time import median_hours, working_hours

ZONE = ZoneInfo("Europe/Amsterdam")
MOMENTS = st.integers(
    int(datetime(2025, 1, 1, tzinfo=UTC).timestamp()), int(datetime(2026, 6, 1, tzinfo=UTC).timestamp())
)
HOURS = st.sampled_from([OfficeHours(), OfficeHours(time(8, 30), time(18)), OfficeHours(holidays=None)])


def day_by_day(since: int, until: int, hours: OfficeHours) -> float:
    worked, day = 0.0, datetime.fromtimestamp(since, ZONE).date()
    while day <= datetime.fromtimestamp(until, ZONE).date():
        if working_day(day, hours):
            opens, closes = (
                datetime.combine(day, at, ZONE).timestamp() for at in (hours.office_from, hours.office_until)
            )
            worked += max(0.0, min(closes, until) - max(opens, since))
        day += timedelta(days=1)
    return worked / 3600


@given(st.lists(st.tuples(MOMENTS, st.integers(0, 60 * 86_400)), min_size=1, max_size=8), HOURS)
def test_it_is_what_the_days_one_by_one_give(spans: list[tuple[int, int]], hours: OfficeHours) -> None:
    asked = [(since, since + lasts) for since, lasts in spans]
    assert [*working_hours(np.array(asked), hours)] == pytest.approx([day_by_day(*each, hours) for each in asked])


def test_a_night_and_a_weekend_cost_nothing() -> None:
    friday = int(datetime(2026, 11, 6, 16, 0, tzinfo=ZONE).timestamp())
    monday = int(datetime(2026, 11, 9, 10, 0, tzinfo=ZONE).timestamp())
    assert median_hours(np.array([(friday, monday)]), OfficeHours()) == 2
    assert median_hours(np.empty((0, 2), np.int64), OfficeHours()) == 0
