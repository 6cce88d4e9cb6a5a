"""Lets a topic say in which shapes of a whole line its command is called: "waar staat NOVEX voor", "what does it mean".

A phrase is the beginning of a line; a shape is all of it, read to the end, with what it is about somewhere within. So
it goes before phrases, and a line that says more is none.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.topic import Topics

HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212"
"""What people and their phones write between a letter and a number."""
REMEMBERED = 16
"""Lines of messages that are handled at the same time."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Shape:
    """Calls the command of that name. `read` gives the language of a line of that shape, and what it is about."""

    command: str
    read: Callable[[str], tuple[str, str] | None]


class Shaped(NamedTuple):
    """Says which command a line calls by its shape, in which language, and what it is about."""

    command: str
    language: str
    rest: str


def shapes_of(topics: Topics) -> Callable[[str], Shaped | None]:
    """Make what tells what a line calls by its shape; None for any other line.

    It remembers the last lines: one is asked for again and again while it is handled.
    """
    shapes = topics.all(Shape)

    @lru_cache(REMEMBERED)
    def shaped(line: str) -> Shaped | None:
        found = ((each.command, each.read(line)) for each in shapes)
        return next((Shaped(command, *said) for command, said in found if said), None)

    return shaped


def said_of(letter: str, command: str, *, nl: Iterable[str], en: Iterable[str]) -> Shape:
    """Make the shape of lines that say these words of a thing by its number, and perhaps more behind it.

    It is for words that mean something else without a number: "nog niet H-3". Each is a pattern, in which "#" stands
    for the number; without one it comes behind them.
    """
    number = rf"(?P<number>{letter}\s?[{HYPHENS}]?\s?\d{{1,9}})(?!\w)"
    shapes = []
    for language, said in (("nl", nl), ("en", en)):
        for one in said:
            whole = (one if "#" in one else f"{one} #").replace("#", number).replace(" ", r"\s+")
            shapes.append((language, re.compile(rf"\s*{whole}(?P<rest>(?:[\s:,.!].*)?)", re.IGNORECASE | re.DOTALL)))

    def read(line: str) -> tuple[str, str] | None:
        if _DIGIT.search(line) is None:
            return None  # most lines: nothing is tried on them
        matched = ((language, pattern.fullmatch(line)) for language, pattern in shapes)
        found = next(((language, match) for language, match in matched if match), None)
        return (found[0], f"{found[1]['number']}{found[1]['rest']}") if found else None

    return Shape(command, read)
