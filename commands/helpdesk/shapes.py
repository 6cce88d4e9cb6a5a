"""Reads whole lines that are said of a request by its number, and those that turn to a person with one's own plan."""

import re
from typing import Final

from bot.command.shapes import Shape, said_of
from commands.helpdesk.signs import turns_to_desk


def _turning(line: str) -> tuple[str, str] | None:
    """A line that turns to somebody with a plan of one's own, though it begins as a search."""
    language = turns_to_desk(line)
    return (language, line.strip()) if language else None


_SILENT: Final = r"(?:nog (?:steeds|altijd) )?(?:niks|niets|geen [a-z]+)(?: gehoord)? (?:op|van|over)"

_OF_ONES_OWN: Final = {
    "solve_request": (
        ("nl", r"(?:ja,? )?(?:dank[a-z]*,? )?(?:ik ben|we zijn|wij zijn) (?:nu |al |goed |prima |weer )*geholpen"),
        ("en", r"(?:yes,? )?(?:thanks?,? |thank you,? )?(?:i was|we were|i am|i'm|i have been) (?:now |well )*helped"),
    ),
    "not_yet_solved": (
        (
            "nl",
            r"(?:nee,? )?(?:sorry,? )?(?:(?:ik ben|we zijn|wij zijn) )?(?:hier(?:mee)? )?nog (?:steeds |altijd )?niet "
            r"(?:echt )?geholpen(?:[\s,.:;].*)?",
        ),
        (
            "en",
            r"(?:no,? )?(?:sorry,? )?(?:(?:i was|i am|i'm|we were) )?(?:still not|not) (?:yet )?helped(?: yet)?"
            r"(?:[\s,.:;].*)?",
        ),
    ),
}
"""How a whole line tells of what one asked oneself, without its number: which is meant is to be picked."""


def _own(command: str) -> Shape:
    known = [(code, re.compile(rf"{said}[\s.!]*", re.IGNORECASE | re.DOTALL)) for code, said in _OF_ONES_OWN[command]]

    def read(line: str) -> tuple[str, str] | None:
        if any(map(str.isdigit, line)):
            return None
        return next(((code, "") for code, pattern in known if pattern.fullmatch(line.strip())), None)

    return Shape(command, read)


SHAPES: Final = (
    said_of(
        "h",
        "solve_request",
        nl=("(?:geholpen|opgelost|gelukt)", "# (?:is )?(?:opgelost|geholpen|gelukt)"),
        en=("(?:solved|helped)", "# (?:is )?solved"),
    ),
    said_of(
        "h",
        "not_yet_solved",
        nl=("nog niet(?: geholpen| opgelost)?", _SILENT),
        en=("not yet(?: solved)?", "still (?:waiting|nothing) on"),
    ),
    *(_own(each) for each in _OF_ONES_OWN),
    said_of("h", "fail_request", nl=("niet gelukt",), en=("did not work out",)),
    said_of("h", "take_request", nl=("(?:ik )?pak (?:het )?op", "ik pak # op"), en=("(?:i )?take (?:it )?up",)),
    said_of("h", "add_to_request", nl=("(?:vul aan|aanvulling op)", "vul # aan"), en=("add to",)),
    said_of(
        "h",
        "pass_request_on",
        nl=("(?:zet|stuur) door", "(?:zet|stuur) # door"),
        en=("pass on", "pass # on"),
    ),
    Shape("put_request", _turning),
)
