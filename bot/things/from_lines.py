"""Lets a topic make its things of a line in a longer text: "les: ..." in the report of a meeting becomes a lesson.

    FromLine(("les", "lesson"), counted, told, make)        in the declaration of lessons
    lines_in(ctx, report)                                   where a report is read

Who reads the text knows none of the topics; it links what was made to what the text is about.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat.reply import Subject
from bot.chat.texts import Msg
from bot.command.command import Context


@dataclass(frozen=True, slots=True)
class Made:
    """What a line became, and the note of that act by which it can be undone, where it can."""

    thing: Subject
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class FromLine:
    """Lines that begin with one of these words and a colon."""

    words: tuple[str, ...]
    counted: Callable[[int], Msg]
    """How many: "2 questions"."""
    told: Callable[[str], Msg]
    """What it became: "the question is K-3"."""
    make: Callable[[Context, str], Awaitable[Made]]
    """Make it of the rest of the line. Whoever wrote the text agreed to that already."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text that becomes a thing."""

    part: FromLine
    text: str


_SHORTEST = 4
"""Letters of a line that says something."""


def lines_in(ctx: Context, text: str) -> tuple[str, list[Line]]:
    """Tell what of a text is left, and the lines of it that become things of topics."""
    parts = {word: part for part in ctx.topics.all(FromLine) for word in part.words}
    left: list[str] = []
    found: list[Line] = []
    for line in text.splitlines():
        said = _BEGINS.match(line)
        part = parts.get(said[1].lower()) if said else None
        if said and part and len(said[2].strip()) >= _SHORTEST:
            found.append(Line(part, " ".join(said[2].split())))
        else:
            left.append(line)
    return "\n".join(left).strip(), found


_BEGINS = re.compile(r"^\s*[-*\u2022]?\s*(\w+)\s*:\s*(.+)$")
