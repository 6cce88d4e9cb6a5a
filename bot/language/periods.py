"""Reads the period that a line names: "deze week", "in januari", "komende zomer", "the next three weeks".

A month or season without a year is the one to come, or the one that goes on; of what is past, the last one that was.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.language import days

LONGEST = 500
"""Characters of a line in which a period is looked for."""
EVER = date(1, 1, 1)
"""The first day of a period that has no beginning: "langer dan twee weken"."""
ON = date(9999, 1, 1)
"""The day until which a period goes that has no end: "sinds de zomer"."""


class Near(StrEnum):
    """Names a period by how far it is from today."""

    this_week = "this week"
    next_week = "next week"
    last_week = "last week"
    this_month = "this month"
    next_month = "next month"
    last_month = "last month"
    this_quarter = "this quarter"
    next_quarter = "next quarter"
    last_quarter = "last quarter"
    this_year = "this year"
    next_year = "next year"
    last_year = "last year"


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day until, and not with, another; and where that stands in the line."""

    first: date
    until: date
    start: int
    end: int
    near: Near | None = None

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    def without(self, text: str) -> str:
        """The line without what names the period."""
        return f"{text[: self.start]} {text[self.end :]}".strip()


def within(text: str, today: date, *, past: bool = False) -> Period | None:
    """Return the period that a line names; None when it names none. `past` is of what was."""
    text = text[:LONGEST]
    return next(_within(text, today, past=past), None)


_Span = tuple[date, date, Near | None]


def _within(text: str, today: date, *, past: bool) -> Iterator[Period]:
    for lead in _SINCE.finditer(text):
        back = past or lead["from"].lower() in _OF_WHAT_WAS
        for found in _plainly(text, today, past=back):
            if lead.start() <= found.start <= lead.end():
                after = lead["from"].lower() in _BEHIND
                yield Period(found.until if after else found.first, ON, lead.start(), found.end)
    yield from _plainly(text, today, past=past)


def _plainly(text: str, today: date, *, past: bool) -> Iterator[Period]:
    """The periods with a beginning and an end, or that say how long something is."""
    for shape, make in _SHAPES:
        for match in shape.finditer(text):
            try:
                first, until, near = make(match, today, past)
            except (ValueError, OverflowError):  # beyond the years that there are
                continue
            yield Period(first, until, match.start(), match.end(), near)
    for day in days.within(text, today):
        said = text[day.start : day.end].lower()
        if _SHORTLY.search(said) or any(each.isdigit() for each in said):
            on = day.or_else if past and day.or_else else day.day
            yield Period(on, on + timedelta(days=1), day.start, day.end)


_OF_WHAT_WAS = frozenset({"sinds", "since", "sedert"})
_BEHIND = frozenset({"na", "after"})
_SINCE = re.compile(
    rf"\b(?P<from>{'|'.join((*sorted(_OF_WHAT_WAS), *sorted(_BEHIND), 'vanaf'))})\s+(?:(?:de|het|the)\s+)?",
    re.IGNORECASE,
)
"""What a period goes on from."""


_MONTHS = {
    **dict.fromkeys(("januari", "january"), 1),
    **dict.fromkeys(("februari", "february"), 2),
    **dict.fromkeys(("maart", "march"), 3),
    "april": 4,
    **dict.fromkeys(("mei", "may"), 5),
    **dict.fromkeys(("juni", "june"), 6),
    **dict.fromkeys(("juli", "july"), 7),
    **dict.fromkeys(("augustus", "august"), 8),
    **dict.fromkeys(("september", "sept"), 9),
    **dict.fromkeys(("oktober", "october"), 10),
    "november": 11,
    "december": 12,
}
_ALSO_WORDS = frozenset({"may", "march", "mei"})
"""Months that are words of another kind too, unless it says when: "in may"."""
MONTH_NAMES = frozenset(_MONTHS) - _ALSO_WORDS
_SEASONS = {
    **dict.fromkeys(("winter",), 12),
    **dict.fromkeys(("lente", "voorjaar", "spring"), 3),
    **dict.fromkeys(("zomer", "zomerperiode", "summer"), 6),
    **dict.fromkeys(("herfst", "najaar", "autumn"), 9),
}
"""The month with which each season begins."""
_SHORTLY = re.compile(r"\b(?:vandaag|vanmiddag|vanavond|morgen|overmorgen|today|tonight|tomorrow|gisteren|yesterday)\b")
_LENGTHS = {"maand": 1, "month": 1, "kwartaal": 3, "quarter": 3, "jaar": 12, "year": 12}
_BACK = frozenset({"vorige", "vorig", "afgelopen", "last", "past", "previous", "laatste"})
_NEXT = frozenset({"volgende", "volgend", "next"})
_AHEAD = frozenset({"komende", "komend", "aankomende", "aankomend", "coming", "upcoming"})
_WHICH = rf"(?P<which>deze|dit|this|{'|'.join(sorted(_BACK | _NEXT | _AHEAD))})"
_LEAD = r"(?:(?:in|during|tijdens|van|of|from|voor|for|op|over)\s+)?(?:(?:de|het|the)\s+)?"


def _first_of(year: int, month: int) -> date:
    """The first day of a month, counted on from January: month 13 is in the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _unit(match: re.Match[str], today: date, _past: bool) -> _Span:
    which, unit = match["which"].lower(), match["unit"].lower()
    step = -1 if which in _BACK else 1 if which in _NEXT | _AHEAD else 0
    word = {-1: "last", 0: "this", 1: "next"}[step]
    if unit == "week":
        start = today - timedelta(days=today.weekday())
        first, until = start + timedelta(days=7 * step), start + timedelta(days=7 * step + 7)
        near = Near(f"{word} week")
    else:
        length = _LENGTHS[unit]
        begun = (today.month - 1) // length * length + 1
        first, until = (_first_of(today.year, begun + length * each) for each in (step, step + 1))
        near = Near(f"{word} {({1: 'month', 3: 'quarter', 12: 'year'})[length]}")
    if which in _AHEAD:
        return today, until, None  # "de komende week" begins today
    return first, until, near


def _weekend(match: re.Match[str], today: date, _past: bool) -> _Span:
    which = (match["which"] or "").lower()
    step = -1 if which in _BACK else 1 if which in _NEXT else 0
    saturday = today - timedelta(days=today.weekday()) + timedelta(days=5 + 7 * step)
    return saturday, saturday + timedelta(days=2), None


def _counted(match: re.Match[str], today: date, _past: bool) -> _Span:
    unit = match["unit"].lower()
    count = _number(match["n"] or _SOME[unit[0]])
    if match["which"].lower() in _BACK:
        return _away(today, unit, -count), today + timedelta(days=1), None
    return today, _away(today, unit, count) + timedelta(days=1), None


def _long(match: re.Match[str], today: date, _past: bool) -> _Span:
    """What is longer ago than that."""
    count = _number(match["n"] or "1")
    unit = match["unit"].lower()
    if match["half"]:
        count, unit = (6 if unit[0] in "jy" else 2), ("months" if unit[0] in "jy" else "weeks")
    return EVER, _away(today, unit, -count) + timedelta(days=1), None


def _short(match: re.Match[str], today: date, _past: bool) -> _Span:
    """What is no longer ago than that."""
    return _away(today, match["unit"].lower(), -_number(match["n"] or "1")), ON, None


def _lately(_match: re.Match[str], today: date, _past: bool) -> _Span:
    return _away(today, "months", -3), today + timedelta(days=1), None


def _to_come(_match: re.Match[str], today: date, _past: bool) -> _Span:
    return today, ON, None


def _number(said: str) -> int:
    said = said.lower()
    return int(said) if said.isdecimal() else _NUMBERS.get(said, 3)


_SOME = {"d": "10", "w": "6", "m": "3", "j": "3", "y": "3"}
"""How many are meant where none is said: "de komende weken"."""


def _away(today: date, unit: str, count: int) -> date:
    """The day so many of a unit from today."""
    if unit[0] in "dw":
        return today + timedelta(days=count * (1 if unit[0] == "d" else 7))
    month = _first_of(today.year, today.month + count * (12 if unit[0] in "jy" else 1))
    return month + timedelta(days=today.day - 1)


_NUMBERS = {
    word: number
    for words in (
        "een twee drie vier vijf zes zeven acht negen tien",
        "one two three four five six seven eight nine ten",
    )
    for number, word in enumerate(words.split(), 1)
}


def _month(match: re.Match[str], today: date, past: bool) -> _Span:
    month = _MONTHS[match["month"].lower()]
    year = int(match["y"]) if match["y"] else _year_of(month, 1, today, past=past or _is_back(match))
    return _first_of(year, month), _first_of(year, month + 1), None


def _season(match: re.Match[str], today: date, past: bool) -> _Span:
    month = _SEASONS[match["season"].lower()]
    year = int(match["y"]) if match["y"] else _year_of(month, 3, today, past=past or _is_back(match))
    return _first_of(year, month), _first_of(year, month + 3), None


def _quarter(match: re.Match[str], today: date, past: bool) -> _Span:
    month = 3 * int(match["q"]) - 2
    year = int(match["y"]) if match["y"] else _year_of(month, 3, today, past=past)
    return _first_of(year, month), _first_of(year, month + 3), None


def _whole_year(match: re.Match[str], _today: date, _past: bool) -> _Span:
    year = int(match["y"])
    return date(year, 1, 1), date(year + 1, 1, 1), None


def _is_back(match: re.Match[str]) -> bool:
    return (match["which"] or "").lower() in _BACK


def _year_of(month: int, length: int, today: date, *, past: bool) -> int:
    """The year in which that month begins: of the one to come or going on, or of the one that was."""
    if past:
        return today.year if _first_of(today.year, month) <= today else today.year - 1
    return next(each for each in (-1, 0, 1) if _first_of(today.year + each, month + length) > today) + today.year


_YEAR = r"(?:,?\s+(?P<y>(?:19|20)\d{2}))?"


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE)


_Make = Callable[[re.Match[str], date, bool], _Span]
_ONE_OF = "|".join(sorted(_MONTHS, key=len, reverse=True))
_PLAIN = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_COUNT = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}|paar|few|couple of"
_UNITS = r"(?P<unit>dag|dagen|days?|week|weken|weeks|maand|maanden|months?|jaar|jaren|years?)"
_SHAPES: tuple[tuple[re.Pattern[str], _Make], ...] = (
    (
        _shape(
            rf"(?:(?:al|for)\s+)?(?:langer|ouder|meer|longer|older|more)\s+(?:dan|than)\s+(?:(?:een|a)\s+)?"
            rf"(?:(?P<half>half|halve)\s+(?:a\s+)?)?(?:(?P<n>{_COUNT})\s+)?{_UNITS}(?:\s+(?:geleden|ago|old|oud))?"
        ),
        _long,
    ),
    (
        _shape(
            rf"(?:jonger|younger|(?P<few>minder|less))\s+(?:dan|than)\s+(?:(?:een|a)\s+)?(?:(?P<n>{_COUNT})\s+)?{_UNITS}"
            r"(?(few)\s+(?:geleden|ago|old|oud)|(?:\s+(?:old|oud))?)"
        ),
        _short,
    ),
    (_shape(rf"(?:al|already)\s+(?:for\s+)?(?P<half>)(?P<n>{_COUNT})\s+{_UNITS}"), _long),
    (
        _shape(
            rf"{_LEAD}{_WHICH}\s+(?P<n>{_COUNT})\s+"
            r"(?P<unit>dagen|days|weken|weeks|maanden|months|jaar|years)"
        ),
        _counted,
    ),
    (_shape(rf"{_LEAD}{_WHICH}\s+(?P<n>)(?P<unit>dagen|days|weken|weeks|maanden|months|jaren|years)"), _counted),
    (_shape(r"(?:(?:van|in|of|from)\s+)?(?:(?:de|the)\s+)?(?:laatste|afgelopen) tijd|lately|recently"), _lately),
    (_shape(r"(?:(?:in|voor)\s+)?(?:(?:de|the)\s+)?(?:komende|aankomende) (?:tijd|periode)"), _to_come),
    (_shape(rf"{_LEAD}{_WHICH}\s+(?P<unit>week|maand|month|kwartaal|quarter|jaar|year)"), _unit),
    (_shape(rf"{_LEAD}(?:{_WHICH}\s+)?weekend"), _weekend),
    (
        _shape(
            rf"(?:in|van|of|voor|for|during|tijdens|since|sinds|sedert|vanaf|na|after|{_WHICH})\s+(?P<month>{_ONE_OF}){_YEAR}"
        ),
        _month,
    ),
    (_shape(rf"(?P<which>)(?P<month>{_ONE_OF})(?:,?\s+(?P<y>(?:19|20)\d{{2}}))"), _month),
    (_shape(rf"(?<!\d )(?<!\de )(?P<which>)(?P<month>{_PLAIN}){_YEAR}(?!\s+\d)"), _month),
    (
        _shape(rf"{_LEAD}(?:{_WHICH}\s+)?(?P<season>{'|'.join(_SEASONS)}){_YEAR}"),
        _season,
    ),
    (_shape(rf"{_LEAD}(?:q|kwartaal\s|quarter\s)(?P<q>[1-4]){_YEAR}"), _quarter),
    (_shape(r"(?:in|van|of|for|voor)\s+(?P<y>20\d{2})"), _whole_year),
)
"""What names a period, likeliest first."""
