"""Reads lines that vote or ask a group to choose in other words: "Z-4 ik zit op 5", "a of b, wat vinden jullie"."""

import re

from bot.command.kind import HYPHENS
from bot.command.shapes import Shape

_POLL = rf"(?P<poll>z\s?[{HYPHENS}]?\s?\d{{1,9}})"
_NL = r"(?:ik\s+)?(?:kies|zit|stem|sta|ga)\s+(?:voor|op|bij)?\s*(?:plek|nummer|optie)?"
_EN = r"(?:i\s+(?:choose|pick|vote|am|sit|go)|i'm)\s+(?:for|at|on)?\s*(?:place|number|option)?"
_REST = r"(?P<pick>\S.{0,200}?)[.!]*"
_SHAPES = {
    "nl": (
        re.compile(rf"^\s*{_POLL}\s*[:,]?\s+{_NL}\s*{_REST}\s*$", re.IGNORECASE),
        re.compile(
            r"^\s*ik\s+(?:kies|stem)\s+(?:(?:toch|dan|maar|nu|liever|wel)\s+)*(?:voor|op)?\s*(?P<pick>\S.{0,200}?)"
            rf"\s+(?:bij|in|van|op|voor)\s+(?:peiling\s+)?{_POLL}\W*$",
            re.IGNORECASE,
        ),
        re.compile(
            r"^\s*ik\s+(?:kies|stem)\s+(?:voor|op)?\s*(?:plek|nummer|optie)?\s*(?P<pick>\d{1,2})[.!]*\s*$", re.I
        ),
    ),
    "en": (
        re.compile(rf"^\s*{_POLL}\s*[:,]?\s+{_EN}\s*{_REST}\s*$", re.IGNORECASE),
        re.compile(
            r"^\s*i\s+(?:choose|pick|vote)\s+(?:rather\s+)?(?:for)?\s*(?P<pick>\S.{0,200}?)"
            rf"\s+(?:in|on|at|for)\s+(?:poll\s+)?{_POLL}\W*$",
            re.IGNORECASE,
        ),
        re.compile(r"^\s*i\s+(?:choose|pick|vote)\s+(?:for)?\s*(?:number|option)?\s*(?P<pick>\d{1,2})[.!]*\s*$", re.I),
    ),
}
LONGEST = 260
"""Characters of a line that votes with its reason."""


def _read(line: str) -> tuple[str, str] | None:
    if len(line) > LONGEST:
        return None
    for language, shapes in _SHAPES.items():
        for shape in shapes:
            if found := shape.match(line):
                poll = found.groupdict().get("poll") or ""
                return language, f"{poll} {found['pick']}".strip()
    return None


_ASKED = {
    "nl": re.compile(
        r"^\W*(?P<what>[^,;:?]{3,120}\sof\s[^,;:?]{2,120}?)\s*[,;?]\s*(?:en\s+)?"
        r"(?:wat\s+(?:vinden|willen|kiezen|denken)\s+(?:jullie|we|mensen)|wat\s+vindt\s+(?:men|iedereen|de\s+groep))\W*$",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"^\W*(?P<what>[^,;:?]{3,120}\sor\s[^,;:?]{2,120}?)\s*[,;?]\s*"
        r"what\s+do\s+(?:you|people|we)\s+(?:all\s+)?(?:think|prefer|want|choose)\W*$",
        re.IGNORECASE,
    ),
}


def _asks(line: str) -> tuple[str, str] | None:
    """Two that a group is asked to choose between: "bij elkaar of gespreid, wat vinden jullie"."""
    if len(line) > LONGEST:
        return None
    found = ((language, shape.match(line)) for language, shape in _ASKED.items())
    return next(((language, f"{match['what'].strip()}?") for language, match in found if match), None)


VOTES = Shape("vote", _read)
ASKS = Shape("make_poll", _asks)
