"""Reads whole lines that share news: "nieuws: ..." does, and "nieuws Twente" asks for it."""

import re
from typing import Final

from bot.command.shapes import Shape

_SHARES: Final = {
    "nl": re.compile(r"\s*nieuws(?:\s*:|\s+(?=(?:https?://|www\.)))\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL),
    "en": re.compile(r"\s*news(?:\s*:|\s+(?=(?:https?://|www\.)))\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL),
}


def read(line: str) -> tuple[str, str] | None:
    """Return the language of a line that shares news, and what that says."""
    matched = ((language, pattern.fullmatch(line)) for language, pattern in _SHARES.items())
    return next(((language, found["rest"].strip()) for language, found in matched if found), None)


SHARED: Final = Shape("share_news", read)
