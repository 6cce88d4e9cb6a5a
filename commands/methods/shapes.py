"""Reads whole lines that name a way of working: "werkvorm praatkaarten" shows one, "werkvorm: ..." puts one."""

import re
from typing import Final

from bot.command.shapes import Shape

_NAMED: Final = {
    "nl": re.compile(r"\s*(?:hoe werkt )?(?:de )?werkvorm\s+(?P<name>[^\s:][^:]{2,120})", re.IGNORECASE),
    "en": re.compile(r"\s*(?:how does (?:the )?)?work form\s+(?P<name>[^\s:][^:]{2,120})", re.IGNORECASE),
}


def read(line: str) -> tuple[str, str] | None:
    """Return the language of a line that names a way of working, and its name."""
    matched = ((language, pattern.fullmatch(line)) for language, pattern in _NAMED.items())
    return next(((language, found["name"].strip()) for language, found in matched if found), None)


NAMED: Final = Shape("show_method", read)
