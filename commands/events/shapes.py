"""Reads lines that say in full what they want, with the number within: "B-4 gaat niet door, de zaal is dicht"."""

import re

from bot.command.kind import HYPHENS
from bot.command.shapes import Shape

LONGEST = 300
_B = rf"(?P<number>b\s?[{HYPHENS}]?\s?\d{{1,9}})"
_R = rf"(?P<number>r\s?[{HYPHENS}]?\s?\d{{1,9}})"
_CALENDAR = {
    "nl": re.compile(
        rf"^\s*(?:zet|plaats|stop) {_B} in (?:mijn|m'n) (?:agenda|kalender|outlook)[\s.!]*$", re.IGNORECASE
    ),
    "en": re.compile(rf"^\s*(?:add|put) {_B} (?:to|in|into) my (?:calendar|agenda|outlook)[\s.!]*$", re.IGNORECASE),
}
_CANCELLED = {
    "nl": re.compile(
        rf"^\s*{_B}\s*(?:gaat|kan) (?:helaas )?niet (?:door|doorgaan)\s*[,:;.]?\s*(?:want|omdat)?\s*(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    ),
    "en": re.compile(
        rf"^\s*{_B}\s*(?:is (?:cancelled|off)|does not take place)\s*[,:;.]?\s*(?:because)?\s*(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    ),
}


_SEEKS = {
    "nl": re.compile(
        r"^\s*(?:ik )?(?:zoek|wil (?:graag )?(?:in|meedoen (?:aan|met)|lid worden van))(?: naar)?(?: een| de)? "
        r"intervisie(?:groep)?(?:\s+(?:over|rond|voor|om te sparren over))?\s*(?P<rest>[^.?!]*)[\s.!]*$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^\s*(?:i am |i'm )?(?:looking for|seek(?:ing)?|i want to join|i would like to join)(?: a| the)? "
        r"peer (?:group|consultation)(?:\s+(?:on|about|for))?\s*(?P<rest>[^.?!]*)[\s.!]*$",
        re.IGNORECASE,
    ),
}


def _seeks(line: str) -> tuple[str, str] | None:
    found = ((language, shape.match(line[:LONGEST])) for language, shape in _SEEKS.items())
    return next(((language, match["rest"].strip()) for language, match in found if match), None)


def _calendar(line: str) -> tuple[str, str] | None:
    found = ((language, shape.match(line[:LONGEST])) for language, shape in _CALENDAR.items())
    return next(((language, match["number"]) for language, match in found if match), None)


def _cancelled(line: str) -> tuple[str, str] | None:
    found = ((language, shape.match(line[:LONGEST])) for language, shape in _CANCELLED.items())
    return next(
        ((language, f"{match['number']}: {match['rest']}".rstrip(" :")) for language, match in found if match), None
    )


CALENDAR = Shape("calendar_of", _calendar)
_WHO = {
    "who_comes": {
        "nl": rf"(?:wie|hoeveel mensen) kom(?:t|en)(?: er)?(?: allemaal)?(?: naar| bij)? {_B}",
        "en": rf"(?:who|how many people) (?:comes?|is coming|are coming)(?: to)? {_B}",
    },
    "who_is_missing": {
        "nl": rf"wie (?:ontbreekt|mist|missen we)(?: er)?(?: nog)?(?: bij| aan tafel bij)? {_B}",
        "en": rf"who is (?:still )?missing (?:at|from) {_B}",
    },
    "who_sits": {
        "nl": rf"wie zit(?:ten)?(?: er)?(?: allemaal)? in {_R}",
        "en": rf"who is in {_R}",
    },
}


def _who(command: str) -> Shape:
    shapes = {
        language: re.compile(rf"^\s*{shape}[\s.?!]*$", re.IGNORECASE) for language, shape in _WHO[command].items()
    }

    def read(line: str) -> tuple[str, str] | None:
        found = ((language, shape.match(line[:LONGEST])) for language, shape in shapes.items())
        return next(((language, match["number"]) for language, match in found if match), None)

    return Shape(command, read)


WHO = tuple(map(_who, _WHO))
SEEKS = Shape("seek_group", _seeks)
CANCELLED = Shape("cancel_meeting", _cancelled)
