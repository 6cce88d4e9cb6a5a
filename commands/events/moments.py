"""Reads from a line on which day and at what time something is, and tells what is unclear of that.

The grammar of days and times is the engine's (`bot.language`). Here is what meetings add: from when to when, how long,
and that nobody meets at two in the night.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.language import days, hours

START = time(10)
"""When something begins of which only the day is said."""
LASTS = timedelta(minutes=90)
LONGEST = timedelta(hours=14)
"""What lasts longer was a slip."""
EARLY = 7
"""Hours before that are meant after noon, where they may be."""
WHOLE_DAY = (time(9, 30), time(16, 30))


class Trouble(StrEnum):
    """Says why it is not clear on which day something is."""

    missing = "missing"
    vague = "vague"
    """A week or a month, and no day in it."""
    impossible = "impossible"
    slip = "slip"
    """The day of the week is not that of the date."""
    past = "past"
    backwards = "backwards"
    """It ends before it begins."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says of a day and a time. `rest` is the line without that."""

    rest: str
    day: date | None = None
    weekday: bool = False
    """It names a day of the week, and no date."""
    around: date | None = None
    """The first day of a week or month that is named without a day in it."""
    start: time | None = None
    end: time | None = None
    lasts: timedelta | None = None
    trouble: Trouble | None = None

    @property
    def tells(self) -> bool:
        """Whether it says anything of when."""
        return bool(self.day or self.around or self.start or self.end or self.lasts or self.trouble)

    def corrected(self, by: "Said") -> "Said":
        """The same, but for what is said otherwise later. A day of the week is one of the week that was meant.

        Where that is over by now, it is the next such day.
        """
        day, trouble = (by.day, by.trouble) if by.day or by.trouble else (self.day, self.trouble)
        if by.weekday and by.day and self.around and not self.day:
            day = self.around + timedelta(days=(by.day.weekday() - self.around.weekday()) % 7)
        elif by.weekday and by.day and self.day:
            day = max(by.day, self.day + timedelta(days=by.day.weekday() - self.day.weekday()))
        around = by.around or self.around
        start, end = (by.start, by.end) if by.start else (self.start, by.end or self.end)
        return replace(
            self,
            day=day,
            weekday=by.weekday if by.day else self.weekday,
            around=around,
            start=start,
            end=end,
            lasts=by.lasts or self.lasts,
            trouble=trouble,
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """From when until when, on the clock of a zone."""

    starts_at: datetime
    ends_at: datetime
    zone: str

    @property
    def local(self) -> tuple[datetime, datetime]:
        """The same on the clock of its place."""
        zone = ZoneInfo(self.zone)
        return self.starts_at.astimezone(zone), self.ends_at.astimezone(zone)

    @property
    def typed(self) -> str:
        """What is typed for it, which is read as that and nothing else."""
        start, end = self.local
        return f"{start.day}-{start.month}-{start.year} {start:%H:%M}-{end:%H:%M}"


_SMALL = r"(?:(?:op|om|vanaf|van|rond|at|on|from|around)\s+)?"
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_HOURS = r"(?:\s?(?:uur|u|h|hrs)\b)?"
_PART = r"(?:\s?([ap])\.?m\b\.?)?"
_MONTH = (
    r"(?:januari|february|februari|january|jan|feb|maart|march|mrt|mar|april|apr|mei|may"
    r"|jun[ie]?|june|jul[iy]?|aug|sep|okt|oct|nov|dec)"
)
_RANGE = re.compile(
    rf"(?<![\w.:/-]){_SMALL}{_CLOCK}{_PART}{_HOURS}\s?(?:-|\u2013|\u2014|tot(?: en met)?|until|till|to)\s?"
    rf"{_CLOCK}{_PART}{_HOURS}(?![\w:/-])(?!\s?{_MONTH})",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<![\w.:/-])(?:om|at|vanaf|rond|from)\s+{_CLOCK}(?![\w:/-])(?!\s?{_MONTH})", re.IGNORECASE)
_LASTING = (
    (re.compile(r"\b(?:van |duurt |for |lasts )?anderhalf uur\b|\b(?:for )?an hour and a half\b", re.I), 90),
    (re.compile(r"\b(?:van |duurt |lasts |for )(?P<n>\d{1,2}|een|twee|drie|vier|one|two|three|four|an) (?:uur|hours?)\b"
                r"|\b(?P<m>\d{1,2}|een|twee|drie|vier) uur lang\b", re.I), 60),
    (re.compile(r"\b(?:van |duurt |lasts |for )?(?P<n>\d{2,3}) ?(?:minuten|minutes|min)\b", re.I), 1),
)  # fmt: skip
_ALL_DAY = re.compile(r"\b(?:de )?(?:hele|gehele) dag\b|\ball day\b", re.IGNORECASE)
_COUNT = {"een": 1, "one": 1, "an": 1, "twee": 2, "two": 2, "drie": 3, "three": 3, "vier": 4, "four": 4}
_WEEKDAYS = (
    r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_DAY_ALONE = re.compile(rf"(?<![\w-]){_WEEKDAYS}(?!\w)", re.IGNORECASE)
_DATE_ALONE = re.compile(r"(?<![\w.:/-])\d{1,2}\s?[-/]\s?\d{1,2}(?:\s?[-/]\s?\d{2,4})?(?![\w:/-])")
_DATED = re.compile(
    rf"(?<!\w)({_WEEKDAYS}\s+)?(\d{{1,2}})(?:e|ste|de|st|nd|rd|th)?\s+(?:of )?{_MONTH}\w*", re.IGNORECASE
)
_WHOLE = re.compile(
    r"\b(?:week|weeks?|maand|month|jaar|year|weekend|begin|half|medio|midden|einde?|early|mid|end)\b", re.IGNORECASE
)
"""What names a stretch of days rather than one."""
_AHEAD = re.compile(r"^\W*(?:over|in)\b", re.IGNORECASE)
"""\"Over twee weken\" is that day."""
_DAY_THEN = re.compile(
    rf"((?<!\w)(?:{_WEEKDAYS}|{_MONTH}\w*(?:\s20\d\d)?|morgen|overmorgen|vandaag|vanavond|today|tomorrow|tonight)\s*,?\s+)"
    r"(\d{1,2})\.([0-5]\d)(?![\w.:/%-])",
    re.IGNORECASE,
)
"""A time with a point, where no "uur" says that it is one: straight behind the day."""
_LEADING = re.compile(r"[\s,;:]*\b(?:op|om|van|vanaf|tot|at|on|from|the|de|rond|voor|around|by|en|and)?[\s,;:]*$", re.I)


def read(text: str, today: date) -> Said:
    """Tell what a line says of when."""
    said, held = Said(text), _DAY_THEN.sub(r"\1\2:\3", text)
    held, start, end = _range(held)
    held, lasts = _lasting(held)
    held, said = _day(held, said, today)
    if start is None:
        held, end = _until(held)
        held, start = _start(held)
    if start is None and end is None and (whole := _ALL_DAY.search(held)):
        held, (start, end) = _without(held, whole.start(), whole.end()), WHOLE_DAY
    return replace(said, rest=_tidy(held), start=start, end=end, lasts=lasts)


def of(said: Said, zone: str, now: datetime) -> Moment | Trouble:
    """When that is, on the clock of a place; what is unclear of it."""
    if said.trouble:
        return said.trouble
    if said.day is None:
        return Trouble.vague if said.around else Trouble.missing
    begin = said.start or START
    here = ZoneInfo(zone)
    starts = datetime.combine(said.day, begin, here)
    ends = datetime.combine(said.day, said.end, here) if said.end else starts + (said.lasts or LASTS)
    if ends <= starts or ends - starts > LONGEST:
        return Trouble.backwards
    if starts.astimezone(UTC) < now:
        return Trouble.past
    return Moment(starts.astimezone(UTC), ends.astimezone(UTC), zone)


def _range(text: str) -> tuple[str, time | None, time | None]:
    for match in _RANGE.finditer(text):
        hour, minute, part, last, last_minute, last_part = match.groups()
        exact = minute or last_minute or part or last_part or re.search(r"uur|\d\s?[uh]\b|van |from ", match[0], re.I)
        if not exact:
            continue  # "10-12" may be a date
        start = _clock(hour, minute, part or last_part if int(hour) <= int(last) else part)
        end = _clock(last, last_minute, last_part)
        if start and end:
            return _without(text, match.start(), match.end()), *_in_daytime(start, end)
    return text, None, None


def _clock(hour: str, minute: str | None, part: str | None) -> time | None:
    told = int(hour)
    if part and part.lower() == "p" and told < 12:
        told += 12
    return time(told, int(minute or 0)) if told < 24 and int(minute or 0) < 60 else None


def _in_daytime(start: time, end: time) -> tuple[time, time]:
    """From two to four is after noon."""
    if start.hour < EARLY and end.hour <= 12 and start.hour + 12 < 24:
        end_hour = end.hour + 12 if end.hour < 12 else end.hour
        return start.replace(hour=start.hour + 12), end.replace(hour=end_hour)
    if end < start and end.hour + 12 < 24 and end.replace(hour=end.hour + 12) > start:
        return start, end.replace(hour=end.hour + 12)
    return start, end


def _lasting(text: str) -> tuple[str, timedelta | None]:
    for shape, minutes in _LASTING:
        if match := shape.search(text):
            told = match.groupdict()
            n = told.get("n") or told.get("m")
            count = (int(n) if n.isdecimal() else _COUNT[n.lower()]) if n else 1
            return _without(text, match.start(), match.end()), timedelta(minutes=minutes * count)
    return text, None


def _day(text: str, said: Said, today: date) -> tuple[str, Said]:
    for dated in _DATED.finditer(text):
        if dated[1] and days.whole(dated[0], today) is None:
            known = days.whole(dated[0][len(dated[1]) :], today)
            trouble = Trouble.slip if known else Trouble.impossible
            return _without(text, dated.start(), dated.end()), replace(said, trouble=trouble)
    # "Tien jaar waterbeheer op 7 januari": a date rather than how long something is ahead.
    for each in sorted(days.within(text, today), key=lambda one: bool(_AHEAD.match(text[one.start : one.end]))):
        snippet = text[each.start : each.end]
        if _is_stretch(snippet):
            kept, more = _day(_without(text, each.start, each.end), Said(""), today)
            around = replace(said, around=each.day)
            return kept, replace(around.corrected(more), rest=said.rest) if more.day else around
        kept = _without(text, each.start, each.end)
        return kept, replace(said, day=each.day, weekday=each.named, trouble=_checked(each.day, today))
    if slip := _DATED.search(text):
        return _without(text, slip.start(), slip.end()), replace(said, trouble=Trouble.impossible)
    for shape in (_DATE_ALONE, _DAY_ALONE):
        for match in shape.finditer(text):
            if alone := days.whole(match[0], today):
                kept = _without(text, match.start(), match.end())
                return kept, replace(said, day=alone.day, weekday=alone.named, trouble=_checked(alone.day, today))
    return text, said


def _checked(day: date, today: date) -> Trouble | None:
    return Trouble.past if day < today else None


def _is_stretch(snippet: str) -> bool:
    dated = re.search(_WEEKDAYS, snippet, re.IGNORECASE) or _AHEAD.match(snippet)
    return bool(_WHOLE.search(snippet)) and not dated


def _until(text: str) -> tuple[str, time | None]:
    """Tell until when something lasts, where a line says that without from when: "duurt tot vier uur"."""
    for found in hours.within(text):
        if lead := _UNTIL.search(text[: found.start]):
            at = found.or_else if found.or_else and found.at.hour < EARLY else found.at
            return _without(text, lead.start(), found.end), at
    return text, None


_UNTIL = re.compile(
    r"(?:\b(?:het )?(?:duurt|eindigt|lasts|ends|is afgelopen|loopt)\s+)?\b(?:tot|until|till)\s*$", re.IGNORECASE
)


def _start(text: str) -> tuple[str, time | None]:
    for found in hours.within(text):
        at = found.or_else if found.or_else and found.at.hour < EARLY else found.at
        return _without(text, found.start, found.end), at
    if bare := _BARE.search(text):
        told = _clock(bare[1], bare[2], None)
        if told:
            at = told.replace(hour=told.hour + 12) if told.hour < EARLY else told
            return _without(text, bare.start(), bare.end()), at
    return text, None


def _without(text: str, start: int, end: int) -> str:
    """The text without that stretch, nor the small word that leads to it."""
    return f"{_LEADING.sub('', text[:start])} {text[end:].lstrip(' ,;')}"


def _tidy(text: str) -> str:
    kept = " ".join(text.split()).strip(" ,;:-")
    return re.sub(r"\s+([,;:.])", r"\1", kept)
