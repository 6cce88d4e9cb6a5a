"""Reads the rhythm of a series from words, as a rule of recurrence (RFC 5545), and tells when it is next.

"Drie tot vier keer per jaar" is every fifteen weeks; "elke eerste dinsdag van de maand" a rule to the letter.
"""

import re
from datetime import date, datetime, timedelta

from storage.database.text import fold

_DAYS = {
    "ma": "MO",
    "di": "TU",
    "wo": "WE",
    "do": "TH",
    "vr": "FR",
    "mo": "MO",
    "tu": "TU",
    "we": "WE",
    "th": "TH",
    "fr": "FR",
}
_WEEKDAY = r"(?P<day>maandag|dinsdag|woensdag|donderdag|vrijdag|monday|tuesday|wednesday|thursday|friday)"
_NTH = {
    "eerste": 1,
    "tweede": 2,
    "derde": 3,
    "vierde": 4,
    "laatste": -1,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": -1,
}
_COUNT = {
    "een": 1,
    "twee": 2,
    "drie": 3,
    "vier": 4,
    "vijf": 5,
    "zes": 6,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "six": 6,
}
_N = rf"(?P<n>\d{{1,2}}|{'|'.join(_COUNT)})"
_MONTHLY = re.compile(
    rf"\b(?P<nth>{'|'.join(_NTH)}) {_WEEKDAY} (?:van|of) (?:de|elke|iedere|the|each|every) (?:maand|month)\b"
)
_WEEKLY = re.compile(rf"\b(?:elke|iedere|every|each) {_WEEKDAY}\b")
_EVERY = re.compile(
    rf"\b(?:elke?|iedere?|om de|every|each) (?:{_N} )?"
    r"(?P<unit>week|weken|weeks?|maand|maanden|months?|kwartaal|quarter|jaar|year)\b"
)
_TIMES = re.compile(
    rf"\b(?P<low>\d{{1,2}}|{'|'.join(_COUNT)})(?: (?:tot|a|of|to|or) {_N})?"
    r" (?:keer|maal|times|x) (?:per|in het|in de|a) (?P<unit>jaar|year|maand|month)\b"
)
_NAMED = {
    "wekelijks": "FREQ=WEEKLY",
    "weekly": "FREQ=WEEKLY",
    "tweewekelijks": "FREQ=WEEKLY;INTERVAL=2",
    "maandelijks": "FREQ=MONTHLY",
    "monthly": "FREQ=MONTHLY",
    "jaarlijks": "FREQ=YEARLY",
    "yearly": "FREQ=YEARLY",
    "halfjaarlijks": "FREQ=MONTHLY;INTERVAL=6",
    "per kwartaal": "FREQ=MONTHLY;INTERVAL=3",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
}
_NAMED_SHAPE = re.compile(rf"\b(?:{'|'.join(_NAMED)})\b")
WEEKS_OF_A_YEAR, WEEKS_OF_A_MONTH = 52, 4


def found_in(text: str) -> tuple[str, str]:
    """Tell the words of a text that tell a rhythm, and the text without them; nothing when none do."""
    said = text.lower()
    for shape in (_MONTHLY, _TIMES, _WEEKLY, _EVERY, _NAMED_SHAPE):
        if found := shape.search(said):
            rest = f"{text[: found.start()].rstrip(' ,;(')} {text[found.end() :].lstrip(' ,;)')}"
            return text[found.start() : found.end()], " ".join(rest.split())
    return "", text


def rule_of(words: str) -> str:
    """Return the rule that the words tell; empty when they tell none: "naar behoefte"."""
    said = fold(words)
    if found := _MONTHLY.search(said):
        return f"FREQ=MONTHLY;BYDAY={_NTH[found['nth']]}{_DAYS[found['day'][:2]]}"
    if found := _TIMES.search(said):
        return _times(found)
    if found := _WEEKLY.search(said):
        return f"FREQ=WEEKLY;BYDAY={_DAYS[found['day'][:2]]}"
    if found := _EVERY.search(said):
        n = _number(found["n"] or "1")
        if found["unit"].startswith("we"):
            return f"FREQ=WEEKLY;INTERVAL={n}"
        if found["unit"] in ("kwartaal", "quarter"):
            return f"FREQ=MONTHLY;INTERVAL={3 * n}"
        return f"FREQ={'YEARLY' if found['unit'] in ('jaar', 'year') else 'MONTHLY'};INTERVAL={n}"
    return next((rule for name, rule in _NAMED.items() if name in said), "")


def _times(found: re.Match[str]) -> str:
    """So many times in a year: that many weeks apart, in the middle of what was said."""
    low = _number(found["low"])
    high = _number(found["n"]) if found["n"] else low
    weeks = WEEKS_OF_A_YEAR if found["unit"] in ("jaar", "year") else WEEKS_OF_A_MONTH
    return f"FREQ=WEEKLY;INTERVAL={max(1, round(2 * weeks / (low + high)))}"


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _COUNT[said]


def next_after(rule: str, last: datetime, not_before: date) -> datetime | None:
    """Tell when it is next by its rule, at the same time of day as the last one; None without a rule."""
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # noqa: PLC0415  # it has no types

    if not rule:
        return None
    begin = last.replace(tzinfo=None)
    for at in rrulestr(rule, dtstart=begin):
        if at.date() > begin.date() and at.date() >= not_before:
            return _on_a_working_weekday(at)
    return None


def _on_a_working_weekday(at: datetime) -> datetime:
    while at.weekday() > FRIDAY:
        at += timedelta(days=1)
    return at


FRIDAY = 4
