"""Times of day as people write them in Dutch and English."""

from datetime import time

import pytest

from bot.language import hours


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("9:00", time(9)),
        ("om 09:00", time(9)),
        ("09.30", time(9, 30)),
        ("9u", time(9)),
        ("9u30", time(9, 30)),
        ("17 uur", time(17)),
        ("negen uur", time(9)),
        ("half tien", time(9, 30)),
        ("half past nine", time(9, 30)),
        ("kwart over negen", time(9, 15)),
        ("quarter to ten", time(9, 45)),
        ("tien over half tien", time(9, 40)),
        ("2 pm", time(14)),
        ("3 uur 's middags", time(15)),
        ("8 in the evening", time(20)),
        ("noon", time(12)),
        ("03:00", time(3)),
    ],
)
def test_a_time_is_read(said: str, at: time) -> None:
    found = hours.whole(said)
    assert found
    assert (found.at, found.or_else) == (at, None)


@pytest.mark.parametrize(
    ("said", "either"),
    [
        ("drie uur", (time(3), time(15))),
        ("half drie", (time(2, 30), time(14, 30))),
        ("half een", (time(0, 30), time(12, 30))),
    ],
)
def test_an_hour_of_night_or_afternoon_is_not_guessed(said: str, either: tuple[time, time]) -> None:
    found = hours.whole(said)
    assert found
    assert (found.at, found.or_else) == either


@pytest.mark.parametrize("said", ["", "25:00", "9:99", "straks", "9:0", "99", "K-9"])
def test_what_is_no_time(said: str) -> None:
    assert hours.whole(said) is None


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("ma 9u", [time(9)]),
        ("zet het op maandag om half tien", [time(9, 30)]),
        ("tussen 22:00 en 7 uur", [time(22), time(7)]),
        ("kan het een uur later", []),
        ("het is over 3 uur", []),
        ("plan het in 13:30 in de zaal", [time(13, 30)]),
        ("dijken van 2.30 m hoog", []),
    ],
)
def test_times_are_found_in_a_line(line: str, at: list[time]) -> None:
    assert sorted(each.at for each in hours.within(line)) == sorted(at)
