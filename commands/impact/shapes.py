"""Reads whole lines that ask how small initiatives fare, whose words alone are those of a search."""

import re
from typing import Final

from bot.command.shapes import Shape

_SMALL: Final = {
    "nl": re.compile(r"\W*hoe (?:doen|gaat het met) (?:de )?kleine initiatieven(?: het)?\W*", re.IGNORECASE),
    "en": re.compile(r"\W*how (?:are|do) (?:the )?small initiatives (?:doing|fare)\W*", re.IGNORECASE),
}


def _read(line: str) -> tuple[str, str] | None:
    found = (language for language, pattern in _SMALL.items() if pattern.fullmatch(line))
    return next(((language, "initiatieven") for language in found), None)


SHAPE: Final = Shape("impact", _read)
