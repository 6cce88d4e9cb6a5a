"""Reads whole lines that are said of a request by its number, in words that mean other things without one."""

import re
from collections.abc import Callable
from typing import Final

from bot.command.shapes import Shape
from commands.helpdesk.signs import turns_to_desk

_NUMBER: Final = r"(?P<number>h\s?[-\u2010-\u2014\u2212]?\s?\d{1,9})(?!\w)"
_SAID: Final = {
    "solve_request": ("geholpen|opgelost", "solved|helped"),
    "not_yet_solved": (
        "nog niet(?: geholpen| opgelost)?"
        "|(?:nog (?:steeds|altijd) )?(?:niks|niets|geen [a-z]+)(?: gehoord)? (?:op|van|over)",
        "not yet(?: solved)?|still (?:waiting on|nothing on)",
    ),
    "fail_request": ("niet gelukt", "did not work out"),
    "take_request": ("ik pak het op|ik pak op|pak op", "i take up|i take it up|take up"),
    "add_to_request": ("vul aan|aanvulling op|aanvulling", "add to"),
    "pass_request_on": ("zet door|stuur door", "pass on"),
}
_BEHIND: Final = {
    "take_request": (r"ik pak NUMBER op", r"i take NUMBER up"),
    "solve_request": (r"NUMBER (?:is )?(?:opgelost|geholpen|gelukt)", r"NUMBER (?:is )?solved"),
    "pass_request_on": (r"(?:zet|stuur) NUMBER door", r"pass NUMBER on"),
    "add_to_request": (r"vul NUMBER aan", r"add to NUMBER"),
}


def _read(patterns: list[tuple[str, re.Pattern[str]]]) -> Callable[[str], tuple[str, str] | None]:
    def read(line: str) -> tuple[str, str] | None:
        for language, pattern in patterns:
            if found := pattern.fullmatch(line):
                return language, f"{found['number']}{found['rest']}"
        return None

    return read


def _patterns(command: str) -> list[tuple[str, re.Pattern[str]]]:
    found = []
    for place, language in enumerate(("nl", "en")):
        before = rf"(?:{_SAID[command][place]})\s+NUMBER"
        behind = [_BEHIND[command][place]] if command in _BEHIND else []
        for shape in (before, *behind):
            whole = shape.replace("NUMBER", _NUMBER).replace(" ", r"\s+")
            found.append((language, re.compile(rf"\s*{whole}(?P<rest>(?:[\s:,.!].*)?)", re.IGNORECASE | re.DOTALL)))
    return found


def _turning(line: str) -> tuple[str, str] | None:
    """A line that turns to somebody with a plan of one's own, though it begins as a search."""
    language = turns_to_desk(line)
    return (language, line.strip()) if language else None


SHAPES: Final = (
    *(Shape(command, _read(_patterns(command))) for command in _SAID),
    Shape("put_request", _turning),
)
