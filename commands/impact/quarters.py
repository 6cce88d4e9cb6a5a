"""Reads and names the quarters of a year: "dit kwartaal", "Q3", "2026-Q3", "derde kwartaal van 2026"."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Self
from zoneinfo import ZoneInfo

from bot.chat.texts import Msg, _
from storage.vocabulary import HOME_ZONE

_ZONE: Final = ZoneInfo(HOME_ZONE)
_ENDINGS: Final = ("st", "nd", "rd", "th")
_ORDINALS: Final = {
    word: number
    for number, said in enumerate(
        ("eerste 1e first 1st", "tweede 2e second 2nd", "derde 3e third 3rd", "vierde 4e fourth 4th"), 1
    )
    for word in said.split()
}
_YEAR = r"(?:[\s-]*(?:(?:van|of|in)\s+)?(20\d\d))?"
_NUMBERED: Final = re.compile(rf"(?:\b(20\d\d)[\s-]*)?\b(?:[qk]|kwartaal|quarter)\s?([1-4])\b{_YEAR}", re.IGNORECASE)
_ORDINAL: Final = re.compile(
    rf"\b(?:het\s+|the\s+)?({'|'.join(_ORDINALS)})\s+(?:kwartaal|quarter)\b{_YEAR}", re.IGNORECASE
)
_BEFORE: Final = re.compile(
    r"\b(?:het\s+|the\s+)?(?:vorige?|afgelopen|laatste|last|previous|past)\s+(?:kwartaal|quarter)\b", re.IGNORECASE
)
_NOW: Final = re.compile(r"\b(?:van\s+|in\s+|for\s+)?(?:dit|this)\s+(?:kwartaal|quarter)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year, from 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> Self:
        here = moment.astimezone(_ZONE)
        return cls(here.year, (here.month + 2) // 3)

    @property
    def begins(self) -> datetime:
        return datetime(self.year, 3 * self.number - 2, 1, tzinfo=_ZONE).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        return self.after.begins

    @property
    def before(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def after(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def word(self) -> str:
        """How a line of ours says it."""
        return f"{self.year}-q{self.number}"

    @property
    def name(self) -> Msg:
        return _("quarter {number} of {year}", number=self.number, year=str(self.year))


_BESIDE: Final = re.compile(
    r"\b(?:(?:vergeleken|in vergelijking) (?:met|bij)|ten opzichte van|t\.?o\.?v\.?|tegenover|naast|dan|"
    r"compared (?:to|with)|relative to|against|versus|vs\.?|beside|than)\s+"
    r"(?:(?:die|dat|that|those)\s+)?(?:(?:van|in|of)\s+)?"
    r"(?=(?:het |the )?(?:vorige?|afgelopen|laatste|last|previous|past|q[1-4]|20\d\d|kwartaal|quarter|"
    + "|".join(_ORDINALS)
    + r")\b)",
    re.IGNORECASE,
)


def quarter_in(text: str, now: datetime) -> tuple[str, Quarter]:
    """Return a text without the quarter that it names, and that quarter: the one of now when it names none.

    A quarter without its year is the latest that began. What stands behind "vergeleken met" is the one before.
    """
    if beside := _BESIDE.search(text):
        rest, before = _named(text[beside.end() :], now)
        asked = " ".join(f"{text[: beside.start()]} {rest}".split())
        left, quarter = _named(asked, now)
        return left, quarter if left != asked else min(before.after, Quarter.of(now))
    return _named(text, now)


def _named(text: str, now: datetime) -> tuple[str, Quarter]:
    current = Quarter.of(now)
    if found := _NUMBERED.search(text):
        quarter = _latest(int(found[2]), found[1] or found[3], current)
    elif found := _ORDINAL.search(text):
        quarter = _latest(_ORDINALS[found[1].lower()], found[2], current)
    elif found := _BEFORE.search(text):
        quarter = current.before
    elif found := _NOW.search(text):
        quarter = current
    else:
        return text, current
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()), quarter


def _latest(number: int, year: str | None, current: Quarter) -> Quarter:
    if year:
        return Quarter(int(year), number)
    return Quarter(current.year if number <= current.number else current.year - 1, number)


def months_before(now: datetime) -> tuple[datetime, datetime, datetime]:
    """Return when the last two whole months began, the latest last, and when they ended."""
    here = now.astimezone(_ZONE)
    starts = [_month(here.year * 12 + here.month - 1 - back) for back in (2, 1, 0)]
    return starts[0], starts[1], starts[2]


def _month(count: int) -> datetime:
    return datetime(count // 12, count % 12 + 1, 1, tzinfo=_ZONE).astimezone(UTC)
