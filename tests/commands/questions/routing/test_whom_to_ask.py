"""Whom to ask, when, and what silence leads to."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.process.office_hours import office_moment, working_day, working_days_later
from commands.questions.routing.routing import Candidate, Person, Step, Unfit, askable, next_step, unfit, widen
from commands.questions.routing.rules import Ring, Rules

RULES = Rules()
AMSTERDAM = "Europe/Amsterdam"
MONDAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def someone(
    id_: int = 1,
    *,
    open_requests: int = 0,
    paused_until: date | None = None,
    reachable: bool = True,
) -> Person:
    return Person(id_, open_requests, AMSTERDAM, paused_until, reachable)


def member(
    id_: int = 1,
    *,
    asked: bool = False,
    open_requests: int = 0,
    paused_until: date | None = None,
    reachable: bool = True,
) -> Candidate:
    who = someone(id_, open_requests=open_requests, paused_until=paused_until, reachable=reachable)
    return Candidate("member", id_, (who,), asked)


def network(*people: Person, id_: int = 1) -> Candidate:
    return Candidate("network", id_, people)


@pytest.mark.parametrize(
    ("candidate", "why"),
    [
        (member(), None),
        (member(open_requests=2), None),
        (member(open_requests=3), Unfit.busy),
        (member(paused_until=MONDAY.date()), Unfit.away),
        (member(paused_until=MONDAY.date() - timedelta(days=1)), None),
        (member(reachable=False), Unfit.unreachable),
        (member(asked=True), Unfit.asked),
        (member(7), Unfit.asker),
        (network(), Unfit.no_convenor),
        (network(someone(1, reachable=False), someone(2, open_requests=9)), Unfit.no_convenor),
        (network(someone(1, reachable=False), someone(2)), None),
    ],
)
def test_who_can_be_asked(candidate: Candidate, why: Unfit | None) -> None:
    assert unfit(candidate, 7, MONDAY, RULES) is why


def test_of_a_network_only_those_are_asked_who_can_be() -> None:
    able = askable(network(someone(1, open_requests=3), someone(2), someone(7)), 7, MONDAY, RULES)
    assert [each.id for each in able] == [2]


@pytest.mark.parametrize(
    ("now", "zone", "then"),
    [
        (datetime(2026, 11, 2, 9, 30, tzinfo=UTC), AMSTERDAM, datetime(2026, 11, 2, 9, 30, tzinfo=UTC)),
        (datetime(2026, 11, 2, 7, 59, tzinfo=UTC), AMSTERDAM, datetime(2026, 11, 2, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 2, 16, 0, tzinfo=UTC), AMSTERDAM, datetime(2026, 11, 3, 8, 0, tzinfo=UTC)),
        (datetime(2026, 11, 6, 18, 0, tzinfo=UTC), AMSTERDAM, datetime(2026, 11, 9, 8, 0, tzinfo=UTC)),
        # Christmas 2026 is a Friday, Boxing Day a Saturday.
        (datetime(2026, 12, 25, 10, 0, tzinfo=UTC), AMSTERDAM, datetime(2026, 12, 28, 8, 0, tzinfo=UTC)),
        # King's Day 2027, a Tuesday, in summer time.
        (datetime(2027, 4, 26, 18, 0, tzinfo=UTC), AMSTERDAM, datetime(2027, 4, 28, 7, 0, tzinfo=UTC)),
        # Curaçao is five hours behind: nine in the morning there.
        (datetime(2026, 11, 2, 9, 30, tzinfo=UTC), "America/Curacao", datetime(2026, 11, 2, 13, 0, tzinfo=UTC)),
    ],
)
def test_nobody_is_asked_outside_office_hours(now: datetime, zone: str, then: datetime) -> None:
    assert office_moment(now, zone, RULES) == then


@given(
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes)),
    st.sampled_from([AMSTERDAM, "America/Curacao", "Asia/Tokyo", "UTC"]),
    st.integers(0, 10),
)
def test_every_moment_is_in_office_hours_on_a_working_day(now: datetime, zone: str, days: int) -> None:
    for moment in (office_moment(now, zone, RULES), working_days_later(now, days, zone, RULES)):
        here = moment.astimezone(ZoneInfo(zone))
        assert moment >= now
        assert working_day(here.date(), RULES)
        assert RULES.office_from <= here.time() < RULES.office_until


def test_working_days_leave_out_weekends_and_holidays() -> None:
    thursday = datetime(2026, 12, 24, 10, 0, tzinfo=UTC)
    assert working_days_later(thursday, 2, AMSTERDAM, RULES).date() == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("brought", "reminded", "live", "step"),
    [
        (False, False, True, Step.bring),
        (True, False, True, Step.remind),
        (True, True, True, Step.give_up),
        (False, False, False, Step.drop),
        (True, True, False, Step.drop),
    ],
)
def test_silence_leads_to_one_reminder_and_then_to_others(
    brought: bool, reminded: bool, live: bool, step: Step
) -> None:
    assert next_step(brought=brought, reminded=reminded, live=live) is step


def test_first_the_next_people_then_networks_then_the_coordinators() -> None:
    found = [member(1), network(someone(9), id_=5), member(2), member(3)]

    def after(times: int, **but: bool) -> list[tuple[str, int]] | None:
        held = {"others_open": False, "answered": False} | but
        widened = widen(found, times=times, fit=found, rules=RULES, **held)
        return None if widened is None else [(each.kind, each.id) for each in widened.ask]

    assert after(0) == [("member", 1), ("member", 2)]
    assert after(1) == [("network", 5)]
    assert after(2) == []
    assert after(0, others_open=True) is None
    assert after(0, answered=True) is None


@pytest.mark.parametrize(
    ("silence", "rings"),
    [
        ((Ring.networks, Ring.people), ["network", "member"]),
        ((Ring.people,), ["member", None]),
        ((), [None]),
    ],
)
def test_who_is_asked_after_silence_is_a_setting_and_the_coordinators_come_last(
    silence: tuple[Ring, ...], rings: list[str | None]
) -> None:
    found = [member(1), network(someone(9), id_=5)]
    for times, kind in enumerate([*rings, None]):
        widened = widen(found, times=times, others_open=False, answered=False, fit=found, rules=Rules(silence=silence))
        assert widened
        assert [each.kind for each in widened.ask] == ([kind] if kind else [])
        assert widened.coordinators is (kind is None)


@pytest.mark.parametrize(("country", "works"), [("NL", False), ("GB", True), (None, True)])
def test_whose_public_holidays_count_is_a_setting(country: str | None, works: bool) -> None:
    kings_day = date(2027, 4, 27)
    assert working_day(kings_day, Rules(holidays=country)) is works


def test_a_convenor_who_went_silent_is_not_live_after_as_long_as_is_set() -> None:
    driver = Person(1, 0, AMSTERDAM, seen_at=MONDAY - timedelta(days=100))
    assert unfit(network(driver), 7, MONDAY, Rules(convenor_live=100)) is None
    assert unfit(network(driver), 7, MONDAY, Rules(convenor_live=99)) is Unfit.no_convenor
    assert unfit(Candidate("member", 1, (driver,)), 7, MONDAY, Rules(convenor_live=99)) is None


def test_nobody_left_means_the_coordinators() -> None:
    widened = widen([member(1)], times=0, others_open=False, answered=False, fit=[], rules=RULES)
    assert widened
    assert widened.coordinators
