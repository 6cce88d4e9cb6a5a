"""Reads a day as people write it in Dutch and English: 15.12, eind maart, next Friday, over twee weken.

A grammar of our own, and no library: what it does not know is no day, where a library guesses ("15.12" a time, so
tomorrow). A day without a year is the next one to come. One that is just past may be meant either way, so it says so.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

JUST_PAST = 31
"""Days back in which a day without a year may be meant as the one that was."""
LONGEST = 200
"""Characters of a line in which days are looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A day in a text, and where it stands. `or_else` is the other day that may be meant: a year earlier."""

    day: date
    start: int
    end: int
    or_else: date | None = None
    named: bool = False
    """It is the name of a day of the week, and no more."""


def whole(text: str, today: date) -> Found | None:
    """The day that is all that a text says; None when it says anything else."""
    said = text[:LONGEST].strip(" .,!?")
    if lead := _LEAD.match(said):
        said = said[lead.end() :]
    for shape, make in (*_SHAPES, *_ALONE):
        if (match := shape.fullmatch(said)) and (found := _found(match, make, today)):
            return found
    return None


_DAY_PART = re.compile(
    r"\b(maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)(ochtend|morgen|middag|avond)\b", re.IGNORECASE
)


def apart(text: str) -> str:
    """Return a text with days of the week apart from the part of the day: "vrijdagochtend" is "vrijdag ochtend"."""
    return _DAY_PART.sub(r"\1 \2", text)


def within(text: str, today: date) -> list[Found]:
    """The days that a line names, none overlapping, in order."""
    return sorted(_within(text[:LONGEST], today), key=lambda each: each.start)


def _within(text: str, today: date) -> Iterator[Found]:
    taken: list[tuple[int, int]] = []
    for shape, make in (*_SHAPES, *_AFTER):
        for match in shape.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if found := _found(match, make, today):
                taken.append((found.start, found.end))
                yield found


_Made = tuple[date, date | None] | None
_Match = re.Match[str]
_Make = Callable[[_Match, date], _Made]


def _found(match: _Match, make: _Make, today: date) -> Found | None:
    try:
        made = make(match, today)
    except (ValueError, OverflowError):  # the 32nd of March, a year beyond 9999
        return None
    if made is None:
        return None
    start = match.start("day") if match.re.groupindex.get("day") and match["day"] else match.start()
    weekday = match.groupdict().get("weekday") or ""
    return Found(made[0], start, match.end(), made[1], named=len(weekday) == match.end() - start)


_MONTHS = {
    **{name: number for number, name in enumerate("jan feb mrt apr mei jun jul aug sep okt nov dec".split(), 1)},  # noqa: SIM905  # reads better
    "maa": 3,
    "mar": 3,
    "may": 5,
    "oct": 10,
}
_MONTH = (
    r"(?P<month>januari|january|jan|februari|february|feb|maart|march|mrt|mar|april|apr|mei|may|juni|june|jun|juli|july"
    r"|jul|augustus|august|aug|september|sept|sep|oktober|october|okt|oct|november|nov|december|dec)\b\.?"
)
_DAYS = {
    **{name: number for number, name in enumerate("ma di wo do vr za zo".split())},  # noqa: SIM905  # reads better
    **{name: number for number, name in enumerate("mo tu we th fr sa su".split())},  # noqa: SIM905  # reads better
}
_WEEKDAY = (
    r"(?P<weekday>(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)(?:s|en)?"
    r"|(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?)"
)
_SHORT = r"(?P<weekday>ma|di|wo|do|vr|za|zo|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b\.?"
_NUMBERS = "een twee drie vier vijf zes zeven acht negen tien elf twaalf".split()  # noqa: SIM905  # reads better
_ENGLISH = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905  # reads better
_COUNT = {
    **{word: number for number, word in enumerate(_NUMBERS, 1)},
    **{word: number for number, word in enumerate(_ENGLISH, 1)},
    "één": 1,
    "a": 1,
    "an": 1,
    "paar": 2,
    "couple of": 2,
}
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(_COUNT, key=len, reverse=True))})"
_UNIT = r"(?P<unit>dag(?:en)?|days?|we(?:ek|ken)|weeks?|maand(?:en)?|months?|jaar|years?)"
_HYPHEN = r"[-‐‑‒–—−]"
_NEXT = r"volgende|next"
_COMING = r"komende|aanstaande|eerstvolgende|a\.?s\.?|deze|this|coming|upcoming"
_LEAD = re.compile(
    r"(?:(?:tot en met|en met|t/m|tot|vanaf|op|voor|uiterlijk|per"
    r"|until|till?|up to|and including|by|before|from|on|the)\s+)+",
    re.IGNORECASE,
)


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){pattern}(?!\w)", re.IGNORECASE)


def _year(match: _Match, today: date) -> int | None:
    said = match.groupdict().get("y")
    if not said:
        return None
    return int(said) if len(said) == 4 else today.year - today.year % 100 + int(said)


def _dated(day: int, month: int, year: int | None, today: date) -> _Made:
    """Without a year it is the next; and when it has just been, maybe that one."""
    if year is not None:
        return date(year, month, day), None
    for ahead in range(9):
        if day <= monthrange(today.year + ahead, month)[1] and (found := date(today.year + ahead, month, day)) >= today:
            break
    else:
        raise ValueError(day)
    if (found - today).days > 366:
        raise ValueError(day)  # it comes in no year that one would think of
    if day <= monthrange(found.year - 1, month)[1]:
        before = date(found.year - 1, month, day)
        if (today - before).days <= JUST_PAST:
            return found, before
    return found, None


def _iso(match: _Match, today: date) -> _Made:
    return date(int(match["y"]), int(match["m"]), int(match["d"])), None


def _numeric(match: _Match, today: date) -> _Made:
    return _dated(int(match["d"]), int(match["m"]), _year(match, today), today)


def _month_of(match: _Match) -> int:
    return _MONTHS[match["month"][:3].lower()]


def _worded(match: _Match, today: date) -> _Made:
    made = _dated(int(match["d"]), _month_of(match), _year(match, today), today)
    weekday = match.groupdict().get("weekday")
    if made and weekday and made[0].weekday() != _weekday(weekday):
        return None  # "maandag 15 december" when that is a Tuesday: one of both is a slip
    return made


def _weekday(said: str) -> int:
    return _DAYS[said[:2].lower()]


def _monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def _coming(match: _Match, today: date) -> _Made:
    """The first to come. Nobody calls today by its name."""
    ahead = (_weekday(match["weekday"]) - today.weekday() - 1) % 7 + 1
    later = 7 * _counted(match["n"]) if match.groupdict().get("n") else 0
    return today + timedelta(days=ahead + later), None


def _next_week(match: _Match, today: date) -> _Made:
    """Of the week after this one."""
    return _monday(today) + timedelta(days=7 + _weekday(match["weekday"])), None


def _this_week(match: _Match, today: date) -> _Made:
    found = _monday(today) + timedelta(days=_weekday(match["weekday"]))
    return (found, None) if found >= today else None


def _counted(said: str) -> int:
    return int(said) if said.isdecimal() else _COUNT[said.lower()]


def _ahead(match: _Match, today: date) -> _Made:
    count, unit = _counted(match["n"]), match["unit"][0].lower()
    if unit == "d":
        return today + timedelta(days=count), None
    if unit == "w":
        return today + timedelta(weeks=count), None
    months = count * (12 if unit in "jy" else 1)
    return _later(today, months), None


def _later(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _named(match: _Match, today: date) -> _Made:
    return today + timedelta(days=_WORDS[" ".join(match["word"].lower().split())]), None


_WORDS = {
    "eergisteren": -2,
    "gisteren": -1,
    "yesterday": -1,
    "vandaag": 0,
    "today": 0,
    "vanmiddag": 0,
    "vanavond": 0,
    "tonight": 0,
    "morgenochtend": 1,
    "morgenmiddag": 1,
    "morgenavond": 1,
    "morgen": 1,
    "tomorrow": 1,
    "overmorgen": 2,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "een week": 7,
    "a fortnight": 14,
}


def _part(match: _Match, today: date) -> _Made:
    """Begin, middle or end of a month."""
    month, said = _month_of(match), _year(match, today)
    year = said or (
        today.year if date(today.year, month, monthrange(today.year, month)[1]) >= today else today.year + 1
    )
    found = _of_month(match["part"], date(year, month, 1))
    return (found, None) if said or found >= today else None


def _of_month(part: str, first: date) -> date:
    last = monthrange(first.year, first.month)[1]
    return first.replace(day={"b": 1, "s": 1, "h": 15, "m": 15, "e": last}[part[0].lower()])


def _part_of_near(match: _Match, today: date) -> _Made:
    """Begin, middle or end of this or the next week, month or year."""
    following = (match["which"] or "").lower() in ("volgende", "volgend", "next", "komende", "komend")
    unit, part = match["unit"].lower(), match["part"][0].lower()
    if unit in ("week",):
        found = _monday(today) + timedelta(days=7 * following + {"b": 0, "s": 0, "h": 2, "m": 2, "e": 4}[part])
    elif unit in ("maand", "month"):
        found = _of_month(part, _later(today.replace(day=1), int(following)))
    else:
        year = today.year + following
        found = date(year, *{"b": (1, 1), "s": (1, 1), "h": (7, 1), "m": (7, 1), "e": (12, 31)}[part])
    return (found, None) if found >= today else None


def _next_unit(match: _Match, today: date) -> _Made:
    """The first day of the next week, month or year."""
    unit = match["unit"].lower()
    if unit == "week":
        return _monday(today) + timedelta(days=7), None
    return (_later(today.replace(day=1), 1), None) if unit in ("maand", "month") else (date(today.year + 1, 1, 1), None)


def _weekend(match: _Match, today: date) -> _Made:
    following = (match["which"] or "").lower() in ("volgend", "next")
    return _monday(today) + timedelta(days=5 + 7 * following), None


def _feast(match: _Match, today: date) -> _Made:
    month, day = _FEASTS[match["feast"].lower()]
    return _dated(day, month, None, today)


_FEASTS = {
    "kerst": (12, 25),
    "kerstmis": (12, 25),
    "christmas": (12, 25),
    "koningsdag": (4, 27),
    "sinterklaas": (12, 5),
    "oudjaar": (12, 31),
    "new year's eve": (12, 31),
    "nieuwjaar": (1, 1),
    "new year": (1, 1),
}


def _week(match: _Match, today: date) -> _Made:
    """The Monday of a week by its number."""
    number, said = int(match["w"]), _year(match, today)
    found = date.fromisocalendar(said or today.isocalendar().year, number, 1)
    if not said and found + timedelta(days=6) < today:
        found = date.fromisocalendar(today.isocalendar().year + 1, number, 1)
    return found, None


def _first_of(match: _Match, today: date) -> _Made:
    """ "Tot maart": the month begins with its first day. "Tot en met maart" ends with its last."""
    month, said = _month_of(match), _year(match, today)
    year = said or (today.year if month > today.month else today.year + 1)
    first = date(year, month, 1)
    through = (match.groupdict().get("through") or "").lower() in ("t/m", "tot en met", "through")
    return (_of_month("e", first) if through else first), None


_YEAR = r"(?:,?\s*(?P<y>(?:19|20)\d{2}))?"
_PART = r"(?P<part>begin|half|medio|midden|einde?|start|early|mid|end)"
_NEAR = r"(?P<which>deze|dit|de|het|volgende?|komende?|this|the|next)"
_NUMERIC = rf"(?P<d>\d{{1,2}})\s?(?:{_HYPHEN}|[/.])\s?(?P<m>\d{{1,2}})"
_SHAPES: tuple[tuple[re.Pattern[str], _Make], ...] = (
    (_shape(rf"(?P<y>\d{{4}})(?:{_HYPHEN}|/)(?P<m>\d{{1,2}})(?:{_HYPHEN}|/)(?P<d>\d{{1,2}})"), _iso),
    (_shape(rf"{_NUMERIC}\s?(?:{_HYPHEN}|[/.])\s?(?P<y>\d{{4}}|\d{{2}})"), _numeric),
    (
        _shape(
            rf"(?:(?:{_COMING})\s+)?(?:{_WEEKDAY},?\s+)?(?:de |the )?(?P<d>\d{{1,2}})(?:e|ste|de|st|nd|rd|th)?\s?"
            rf"(?:of\s)?{_MONTH}{_YEAR}(?:\s*a\.?s\.?)?"
        ),
        _worded,
    ),
    (_shape(rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}"), _worded),
    (_shape(rf"{_PART}(?:\s+(?:van|of|in))?[\s-]+{_MONTH}{_YEAR}"), _part),
    (_shape(rf"(?:the )?{_PART}(?:\s+(?:van|of))?\s+{_NEAR}\s+(?P<unit>week|maand|month|jaar|year)"), _part_of_near),
    (_shape(rf"{_WEEKDAY}\s+(?:over|in)\s+{_N}\s+(?:weken|week|weeks)"), _coming),
    (_shape(rf"(?:{_NEXT})\s+week\s+(?:op |on )?{_WEEKDAY}"), _next_week),
    (_shape(rf"{_WEEKDAY}\s+(?:{_NEXT})\s+week"), _next_week),
    (_shape(rf"(?:{_NEXT})\s+{_WEEKDAY}"), _next_week),
    (_shape(rf"(?:(?:deze|this)\s+week\s+{_WEEKDAY})"), _this_week),
    (_shape(rf"(?:{_COMING})\s+{_WEEKDAY}"), _coming),
    (_shape(rf"(?:over|in)\s+{_N}\s+{_UNIT}(?:\s+tijd)?"), _ahead),
    (_shape(rf"{_N}\s+{_UNIT}\s+from\s+(?:now|today)"), _ahead),
    (_shape(rf"(?:de |the )?(?:komende?|eerstkomende|coming|next)\s+{_N}\s+{_UNIT}"), _ahead),
    (_shape(r"(?:volgende?|komende?|next)\s+(?P<unit>week|maand|month|jaar|year)"), _next_unit),
    (_shape(r"(?P<which>het|dit|komend|volgend|the|this|coming|next)\s+weekend"), _weekend),
    (_shape(rf"week\s+(?P<w>\d{{1,2}}){_YEAR}"), _week),
    (_shape(rf"(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True)[:-2])}|morgen|vandaag|today)"), _named),
)
"""What is a day wherever it stands."""
_AFTER: tuple[tuple[re.Pattern[str], _Make], ...] = tuple(
    (re.compile(rf"(?<!\w)(?:{lead})\s+(?P<day>{pattern})(?![\w%])", re.IGNORECASE), make)
    for lead, pattern, make in (
        (r"tot|op|vanaf|voor|per|uiterlijk|t/m|met|until|till?|on|by|before|from|since|van", _NUMERIC, _numeric),
        (r"tot|op|vanaf|voor|per|uiterlijk|t/m|met|until|till?|on|by|before|from|van", _WEEKDAY, _coming),
        (r"ben|ga|zijn|we gaan|am|are|away|off|for|voor|nog|neem", rf"{_N}\s+{_UNIT}", _ahead),
        (r"elke|iedere|every|each|liever|ieder|om|is|die van", _WEEKDAY, _coming),
        (r"tot|vanaf|uiterlijk|until|till?|by|from", rf"(?:na )?{_MONTH}{_YEAR}", _first_of),
        (r"(?P<through>t/m|tot en met|through)", rf"{_MONTH}{_YEAR}", _first_of),
        (r"tot|voor|until|till?|before|by", r"(?P<feast>kerst|kerstmis|christmas|nieuwjaar|new year)", _feast),
        (r"tot|voor|until|till?|before|by", r"(?P<word>eergisteren|gisteren|yesterday)", _named),
    )
)
"""What is a day behind a word that says when: "tot 15.12"; "3.11" alone may be the number of a chapter."""
_ALONE: tuple[tuple[re.Pattern[str], _Make], ...] = (
    (_shape(_NUMERIC), _numeric),
    (_shape(_WEEKDAY), _coming),
    (_shape(_SHORT), _coming),
    (_shape(rf"{_SHORT}\s+(?:de )?(?P<d>\d{{1,2}})\s?{_MONTH}{_YEAR}"), _worded),
    (_shape(rf"(?:nog )?(?:voor |for )?{_N}\s+{_UNIT}"), _ahead),
    (_shape(rf"{_MONTH}{_YEAR}"), _first_of),
    (_shape(r"(?P<word>een week|a fortnight)"), _named),
    (_shape(rf"(?P<feast>{'|'.join(_FEASTS)})"), _feast),
)
"""What is a day when it is all that is said."""
