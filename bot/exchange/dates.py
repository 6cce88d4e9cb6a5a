"""Reads days and times as spreadsheets write them: 2026-10-06, 6-10-2026, 06/10/2026, 6-10-2026 9:30."""

import re
from datetime import date, time
from typing import Final

from bot.chat.texts import Msg, _
from bot.exchange.refused import Refused

_DAY: Final = re.compile(
    r"(?:(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})|(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<c>\d{4}))"
    r"(?:[T\s,]+(?P<h>\d{1,2})[:.](?P<n>\d{2})(?:[:.]\d{2}(?:\.\d+)?)?(?P<ap>\s*[ap]\.?m\.?)?(?P<z>Z|[+-]\d\d:\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}", re.ASCII)


class NoDay(Refused):
    """Nothing here is a day, or it can be two."""


def _no_date(said: str) -> Msg:
    return _("«{said}» is no date. Write it like 2026-10-06.", said=said)


def month_first(seen: set[bool]) -> bool | None:
    """Tell from what a file shows whether its dates with slashes begin with the month; None when it shows neither."""
    return seen.pop() if len(seen) == 1 else None


def shows(value: str) -> bool | None:
    """Tell whether a date begins with its month; None when it can be either, or is none with slashes."""
    found = SLASHED.match(value)
    if not found:
        return None
    first, second = int(found[1]), int(found[2])
    return True if second > 12 >= first else False if first > 12 >= second else None


def iso(value: str, *, month_first: bool | None = None) -> str:
    """Return a day, or a day with its time, as ISO 8601 has it. Raises `NoDay`.

    A day with dashes or dots begins with itself, as in Dutch; with slashes as the rest of its file shows.
    """
    found = _DAY.fullmatch(value.strip())
    if not found:
        raise NoDay(_no_date(value))
    try:
        day = _day(found, value, month_first)
        clock = _clock(found)
    except NoDay:
        raise
    except ValueError:
        raise NoDay(_no_date(value)) from None
    if clock is None:
        return day.isoformat()
    return f"{day.isoformat()}T{clock:%H:%M}{found['z'] or ''}"


def _day(found: re.Match[str], value: str, month_first: bool | None) -> date:
    if found["y"]:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    first, second, year = int(found["a"]), int(found["b"]), int(found["c"])
    turned = False
    if found["s"] == "/":
        proven = shows(value)
        turned = bool(month_first if proven is None else proven)
        if proven is None and month_first is None and first != second:
            raise NoDay(_("«{said}» can be two days. Write it like 2026-10-06.", said=value))
    return date(year, *(first, second) if turned else (second, first))


def _clock(found: re.Match[str]) -> time | None:
    if not found["h"]:
        return None
    hour = int(found["h"])
    if found["ap"]:
        hour = hour % 12 + (12 if found["ap"].strip().lower().startswith("p") else 0)
    return time(hour, int(found["n"]))
