"""The homeserver's rate limit: everybody gets a turn of their own, and nobody knocks before it."""

from datetime import timedelta

from adapters.matrix.pace import PRESSURE, Pace


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nobody_waits_before_the_homeserver_says_so() -> None:
    pace = Pace(Clock())
    assert pace.wait("a") is None
    assert not pace.pressed


def test_turns_are_given_out_one_by_one_and_kept() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert pace.limited("a", timedelta(seconds=5)) == timedelta(seconds=5)
    assert pace.limited("b", timedelta(seconds=5)) == timedelta(seconds=10)
    assert pace.wait("c") == timedelta(seconds=15)
    assert pace.wait("b") == timedelta(seconds=10)
    clock.now += 5
    assert pace.wait("a") is None
    assert pace.wait("b") == timedelta(seconds=5)
    assert pace.wait("new") == timedelta(seconds=15)


def test_pressure_lasts_a_while_and_then_all_is_as_before() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.limited("a", timedelta(seconds=1))
    assert pace.pressed
    clock.now += PRESSURE.total_seconds()
    pace.sent("a")
    assert not pace.pressed
    assert pace.wait("b") is None
