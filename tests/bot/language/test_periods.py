from datetime import date

import pytest

from bot.language import periods

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("line", "first", "last", "rest"),
    [
        ("welke bijeenkomsten zijn er in januari", (2027, 1, 1), (2027, 1, 31), "welke bijeenkomsten zijn er"),
        ("what is on in December", (2026, 12, 1), (2026, 12, 31), "what is on"),
        ("is er volgende week iets", (2026, 12, 7), (2026, 12, 13), "is er   iets"),
        ("deze maand", (2026, 11, 1), (2026, 11, 30), ""),
        ("vorige maand", (2026, 10, 1), (2026, 10, 31), ""),
        ("bijeenkomsten deze winter", (2026, 12, 1), (2027, 2, 28), "bijeenkomsten"),
        ("vorige winter", (2025, 12, 1), (2026, 2, 28), ""),
        ("meetings in spring 2028", (2028, 3, 1), (2028, 5, 31), "meetings"),
        ("de komende drie weken", (2026, 11, 30), (2026, 12, 21), ""),
        ("the last two months", (2026, 9, 30), (2026, 11, 30), ""),
        ("de komende maand", (2026, 11, 30), (2026, 12, 31), ""),
        ("dit weekend", (2026, 12, 5), (2026, 12, 6), ""),
        ("in may", (2027, 5, 1), (2027, 5, 31), ""),
        ("q1", (2027, 1, 1), (2027, 3, 31), ""),
        ("wat is er in 2027", (2027, 1, 1), (2027, 12, 31), "wat is er"),
        ("op 3 december", (2026, 12, 3), (2026, 12, 3), "op"),
    ],
)
def test_a_period_is_read_from_a_line(
    line: str, first: tuple[int, int, int], last: tuple[int, int, int], rest: str
) -> None:
    found = periods.within(line, TODAY)
    assert found is not None
    assert (found.first, found.last) == (date(*first), date(*last))
    assert found.without(line).split() == rest.split()


def test_a_month_of_what_is_past_is_the_last_one_that_was() -> None:
    assert (found := periods.within("nieuws van december", TODAY, past=True)) is not None
    assert found.first == date(2025, 12, 1)
    assert (now := periods.within("nieuws van november", TODAY, past=True)) is not None
    assert now.first == date(2026, 11, 1)


@pytest.mark.parametrize("line", ["may I ask something", "we march on", "bodem in twente", "over 3 jaar klaar", ""])
def test_other_words_name_no_period(line: str) -> None:
    found = periods.within(line, TODAY)
    assert found is None or (found.near is None and found.first == found.last)  # a day, at most


@pytest.mark.parametrize(
    ("line", "first", "until", "past"),
    [
        ("de komende weken", TODAY, date(2027, 1, 12), False),
        ("van de afgelopen weken", date(2026, 10, 19), date(2026, 12, 1), True),
        ("sinds de zomer", date(2026, 6, 1), periods.ON, True),
        ("since October", date(2026, 10, 1), periods.ON, True),
        ("sinds mei", date(2026, 5, 1), periods.ON, True),
        ("vanaf januari", date(2027, 1, 1), periods.ON, False),
        ("na de zomer", date(2027, 9, 1), periods.ON, False),
        ("al langer dan twee weken", periods.EVER, date(2026, 11, 17), True),
        ("older than a month", periods.EVER, date(2026, 10, 31), True),
        ("meer dan een half jaar geleden", periods.EVER, date(2026, 5, 31), True),
        ("al drie maanden", periods.EVER, date(2026, 8, 31), True),
        ("from last month", date(2026, 10, 1), date(2026, 11, 1), True),
        ("de laatste tijd", date(2026, 8, 30), date(2026, 12, 1), True),
    ],
)
def test_a_period_may_have_no_beginning_or_no_end(line: str, first: date, until: date, *, past: bool) -> None:
    found = periods.within(line, TODAY, past=past)
    assert found is not None
    assert (found.first, found.until) == (first, until)
    assert found.without(line) == ""
