"""Reads whole lines that name a way of working: "hoe werkt werkvorm praatkaarten" shows one, "werkvorm: ..." puts one.

"werkvorm praatkaarten" is a phrase, and shows one as well.
"""

import re
from typing import Final

from bot.command.shapes import Shape

_NAMED: Final = {
    "nl": re.compile(r"\s*(?:hoe werkt (?:de )?|de )werkvorm\s+(?P<text>[^\s:][^:]{2,120})", re.IGNORECASE),
    "en": re.compile(r"\s*how does (?:the )?work form\s+(?P<text>[^\s:][^:]{2,120})", re.IGNORECASE),
}
_PUT: Final = {
    language: re.compile(
        # With a colon in it, longer than a name, or with nothing behind it.
        rf"[\W_]*{word}(?![^\W_])(?=.*:|.{{122}}|[\W_]*$)[\s:;,.?!*_~`\u2013\u2014\u2026-]*(?P<text>.*)",
        re.IGNORECASE | re.DOTALL,
    )
    for language, word in (("nl", "werkvorm"), ("en", r"(?:work\s+form|way\s+of\s+working)"))
}


def _read(patterns: dict[str, re.Pattern[str]], line: str) -> tuple[str, str] | None:
    """Return the language of a line that has one of these shapes, and what it says of a way of working."""
    matched = ((language, pattern.fullmatch(line)) for language, pattern in patterns.items())
    return next(((language, found["text"].strip()) for language, found in matched if found), None)


NAMED: Final = Shape("show_method", lambda line: _read(_NAMED, line))
PUT: Final = Shape("put_method", lambda line: _read(_PUT, line))
