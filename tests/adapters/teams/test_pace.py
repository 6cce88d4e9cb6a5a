"""Microsoft's limits are kept ahead of time."""

import asyncio

import pytest

from adapters.teams.pace import Pace, Window
from adapters.teams.settings import Limits
from bot.chat.adapter import RetryLater


def test_a_window_has_room_again_when_its_first_is_past() -> None:
    window = Window(7, 1.0)
    for number in range(7):
        assert window.wait(number / 10) == 0
        window.take(number / 10)
    assert window.wait(0.6) == pytest.approx(0.4)
    assert window.wait(1.0) == 0


class Moments:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_the_documented_limits_of_a_thread_hold() -> None:
    clock = Moments()
    pace = Pace(Limits().per_thread, ((1000, 1.0),), clock)
    sent = []
    while clock.now < 40:
        try:
            async with asyncio.timeout(0):
                await pace.turn("thread", "tenant")
        except (TimeoutError, RetryLater):
            clock.now = round(clock.now + 0.05, 2)
        else:
            sent.append(clock.now)
    for most, seconds in ((7, 1.0), (8, 2.0), (60, 30.0)):
        for start in sent:
            assert len([each for each in sent if start <= each < start + seconds]) <= most
    assert len(sent) > 60


async def test_one_thread_does_not_wait_for_another() -> None:
    pace = Pace(((1, 60.0),), ((1000, 1.0),), Moments())
    await pace.turn("one", "tenant")
    await pace.turn("another", "tenant")
    with pytest.raises(RetryLater, match="limit"):
        await pace.turn("one", "tenant")


async def test_a_tenant_has_a_limit_of_its_own() -> None:
    pace = Pace(((100, 1.0),), ((2, 60.0),), Moments())
    await pace.turn("one", "tenant")
    await pace.turn("two", "tenant")
    with pytest.raises(RetryLater) as failure:
        await pace.turn("three", "tenant")
    assert failure.value.after is not None
    await pace.turn("three", "another tenant")
