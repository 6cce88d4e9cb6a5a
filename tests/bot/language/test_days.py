"""Days as people write them in Dutch and English: read as that day, asked about, or no day at all."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import days
from tests import FUZZ

SATURDAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("15.12", "2026-12-15"),
        ("15-12", "2026-12-15"),
        ("15/12/26", "2026-12-15"),
        ("15\u201112\u20112026", "2026-12-15"),
        ("2026-12-15", "2026-12-15"),
        ("28 november", "2026-11-28"),
        ("1 maart", "2027-03-01"),
        ("Dec 4th", "2026-12-04"),
        ("4th of December 2026", "2026-12-04"),
        ("vrijdag 4 december", "2026-12-04"),
        ("15 december a.s.", "2026-12-15"),
        ("vandaag", "2026-11-28"),
        ("tomorrow", "2026-11-29"),
        ("overmorgen", "2026-11-30"),
        ("maandag", "2026-11-30"),
        ("ma", "2026-11-30"),
        ("zaterdag", "2026-12-05"),
        ("volgende maandag", "2026-11-30"),
        ("komende maandag", "2026-11-30"),
        ("next Friday", "2026-12-04"),
        ("vrijdag volgende week", "2026-12-04"),
        ("maandag over een week", "2026-12-07"),
        ("over twee weken", "2026-12-12"),
        ("in two weeks", "2026-12-12"),
        ("twee weken", "2026-12-12"),
        ("een week", "2026-12-05"),
        ("over 3 maanden", "2027-02-28"),
        ("eind maart", "2027-03-31"),
        ("the end of March", "2027-03-31"),
        ("half januari", "2027-01-15"),
        ("eind van de maand", "2026-11-30"),
        ("end of next week", "2026-12-04"),
        ("volgende maand", "2026-12-01"),
        ("week 3", "2027-01-18"),
        ("kerst", "2026-12-25"),
        ("tot en met 15 augustus", "2027-08-15"),
        ("until 15 August", "2027-08-15"),
        ("tot maart", "2027-03-01"),
    ],
)
def test_a_day_is_read(said: str, day: str) -> None:
    found = days.whole(said, SATURDAY)
    assert found
    assert (found.day.isoformat(), found.or_else) == (day, None)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "M-50",
        "K-12",
        "31 april",
        "32 maart 2027",
        "99-99-9999",
        "vrijdag 5 december",
        "29 februari",
        "2030",
        "ooit",
    ],
)
def test_what_is_no_day_is_not_guessed_at(said: str) -> None:
    assert days.whole(said, SATURDAY) is None


def test_a_day_that_has_just_been_may_be_meant_in_two_ways() -> None:
    found = days.whole("27 november", SATURDAY)
    assert found
    assert (found.day, found.or_else) == (date(2027, 11, 27), date(2026, 11, 27))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("ik ben met vakantie tot 15 augustus", "2027-08-15"),
        ("pauze tot 15.12 graag", "2026-12-15"),
        ("zet me op pauze tot eind maart want ik ga weg", "2027-03-31"),
        ("don't ask me anything until next Friday please", "2026-12-04"),
        ("ik ben er van 3 tot 10 maart niet", "2027-03-10"),
    ],
)
def test_a_day_is_found_in_a_line(line: str, day: str) -> None:
    assert [each.day.isoformat() for each in days.within(line, SATURDAY)] == [day]


@pytest.mark.parametrize("line", ["hoofdstuk 3.11 van de wet", "in mei leggen alle vogels een ei", "may I ask", "N35"])
def test_no_day_is_found_where_none_is(line: str) -> None:
    assert days.within(line, SATURDAY) == []


@settings(max_examples=200 * FUZZ, deadline=None)
@given(text=st.text(max_size=80), today=st.dates(date(1990, 1, 1), date(2990, 1, 1)))
def test_no_text_breaks_it(text: str, today: date) -> None:
    days.whole(text, today)
    days.within(text, today)
