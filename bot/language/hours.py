"""Reads a time of day as people write it in Dutch and English: 9u, half tien, kwart over negen, 2 pm.

An hour from one to six without a part of the day may be in the night or after noon: it says both, and guesses none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

LONGEST = 200
"""Characters of a line in which times are looked for."""
EARLY = range(1, 7)
"""Hours that are as likely meant after noon."""


@dataclass(frozen=True, slots=True)
class Found:
    """A time in a text, and where it stands. `or_else` is the other that may be meant: twelve hours later."""

    at: time
    start: int
    end: int
    or_else: time | None = None


def whole(text: str) -> Found | None:
    """The time that is all that a text says; None when it says anything else."""
    said = text[:LONGEST].strip(" .,!?")
    if lead := _LEAD.match(said):
        said = said[lead.end() :]
    for shape in (*_SHAPES, _BARE):
        if (match := shape.fullmatch(said)) and (found := _found(match)):
            return found
    return None


def within(text: str) -> Iterator[Found]:
    """The times that a line names."""
    taken: list[tuple[int, int]] = []
    for shape in _SHAPES:
        for match in shape.finditer(text[:LONGEST]):
            if (_LASTS.search(text[: match.start()]) and not match.groupdict().get("exact")) or (
                match[0][:2].lower() in ("ee", "on") and not _WHEN.search(text[: match.start()])
            ):
                continue  # "over 3 uur", "een uur later": how long, and not when
            if all(match.end() <= start or end <= match.start() for start, end in taken) and (found := _found(match)):
                taken.append((found.start, found.end))
                yield found


_DUTCH = "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf".split()  # noqa: SIM905  # reads better
_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905  # reads better
NUMBERS = {**{word: n for n, word in enumerate(_DUTCH)}, **{word: n for n, word in enumerate(_ENGLISH)}, "één": 1}
"""Numbers that people write in letters."""
_HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_MINUTES = r"(?P<minutes>vijf|tien|kwart|twintig|five|ten|a quarter|quarter|twenty|5|10|20)"
_PARTS = {"kwart": 15, "a quarter": 15, "quarter": 15, "vijf": 5, "five": 5, "tien": 10, "ten": 10}
_PARTS |= {"twintig": 20, "twenty": 20}
_OF_DAY = (
    r"(?P<part>\s*'?s (?:morgens|ochtends|middags|avonds|nachts)"
    r"|\s*(?:in|at) (?:the )?(?:morning|afternoon|evening|night)|\s*[ap]\.?m\b\.?)?"
)
_LEAD = re.compile(r"(?:(?:om|rond|vanaf|na|at|around|from|after|about)\s+)+", re.IGNORECASE)


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.:,/-]){pattern}{_OF_DAY}(?![\w:/-])", re.IGNORECASE)


_SHAPES = (
    _shape(r"(?P<exact>\d{1,2}:\d{2})(?:\s?(?:uur|u|h)\b)?"),
    _shape(r"(?P<exact>\d{1,2}\.\d{2})\s?(?:uur|u|h)\b"),
    _shape(r"(?P<exact>\d{1,2}\s?[uh]\s?\d{2})"),
    _shape(rf"(?P<half>half)\s+{_HOUR}"),
    _shape(rf"half past\s+(?P<past>{_HOUR})"),
    _shape(rf"{_MINUTES}\s+(?P<side>voor|over)\s+(?P<half>half)\s+{_HOUR}"),
    _shape(rf"{_MINUTES}\s+(?P<side>voor|over|past|to)\s+{_HOUR}(?:\s?uur)?"),
    _shape(rf"{_HOUR}\s?(?:uur|u|h|o'clock)\b"),
    re.compile(rf"(?<![\w.:,/-]){_HOUR}{_OF_DAY.rstrip('?')}", re.IGNORECASE),
    re.compile(r"(?<![\w.:,/-])(?P<hour>\d{1,2})(?P<part>\s?[ap]\.?m\b\.?)", re.IGNORECASE),
    _shape(r"(?P<noon>noon)"),
)
_LASTS = re.compile(r"\b(?:over|binnen|elke|om de|per|in|within|every)\s+$", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:om|rond|vanaf|tot|tegen|na|voor|at|by|until|after|before)\s+$", re.IGNORECASE)
_BARE = re.compile(r"(?P<exact>\d{1,2}\.\d{2})|(?P<hour>\d{1,2})", re.IGNORECASE)
"""What is a time when it is all that is said."""


def _found(match: re.Match[str]) -> Found | None:
    said = match.groupdict()
    part = "".join(letter for letter in (said.get("part") or "").lower() if letter.isalpha())
    if said.get("noon"):
        return Found(time(12), match.start(), match.end())
    exact = said.get("exact") or ""
    if exact:
        hour, minute = (int(each) for each in re.split(r"\D+", exact))
    else:
        hour, minute = _hour(said["hour"] or ""), 0
        if said.get("half"):
            hour, minute = hour - 1, 30
        if said.get("past"):
            minute = 30
        if minutes := said.get("minutes"):
            moved = int(minutes) if minutes.isdecimal() else _PARTS[minutes.lower()]
            minute += -moved if said["side"].lower() in ("voor", "to") else moved
    hour, minute = hour + minute // 60, minute % 60
    if not (0 <= hour < 25 and (hour < 24 or minute == 0)) or (said.get("exact") and int(exact[-2:]) > 59):
        return None
    return _in_day(hour % 24, minute, part, match, sure=bool(exact) or hour == 24)


def _in_day(hour: int, minute: int, part: str, match: re.Match[str], *, sure: bool) -> Found | None:
    """With the part of the day that was said, or with what it may be when none was."""
    after = part.endswith(("middags", "avonds", "afternoon", "evening")) or part == "pm"
    if after and hour < 12:
        hour += 12
    if part == "am" and hour == 12:
        hour = 0
    unsure = not part and not sure and (hour in EARLY or (hour == 0 and minute == 30))
    return Found(time(hour, minute), match.start(), match.end(), time(hour + 12, minute) if unsure else None)


def _hour(said: str) -> int:
    return int(said) if said.isdecimal() else NUMBERS[said.lower()]
