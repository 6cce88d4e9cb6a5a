"""Reads whole lines that are said of a request by its number, and those that turn to a person with one's own plan."""

from typing import Final

from bot.command.shapes import Shape, said_of
from commands.helpdesk.signs import turns_to_desk


def _turning(line: str) -> tuple[str, str] | None:
    """A line that turns to somebody with a plan of one's own, though it begins as a search."""
    language = turns_to_desk(line)
    return (language, line.strip()) if language else None


_SILENT: Final = r"(?:nog (?:steeds|altijd) )?(?:niks|niets|geen [a-z]+)(?: gehoord)? (?:op|van|over)"

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
