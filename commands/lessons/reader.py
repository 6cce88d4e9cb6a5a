"""Reads lessons from their numbers: L-4."""

import re
from typing import ClassVar

from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.reader import Reader, Unclear
from storage.lessons import lessons
from storage.lessons.lesson import Lesson

SHOWN = 3
"""Latest lessons that are named to who gave a number that does not exist."""


class ALesson(Reader[Lesson]):
    """By number: L-4, l4, 4."""

    _NUMBER: ClassVar = re.compile(r"^\s*(?:l\s*[-\u2010-\u2014\u2212]?|-)?\s*(\d{1,9})\b", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Lesson:
        numbered = self._NUMBER.match(text)
        if numbered is None:
            raise Unclear(_("Which lesson? Give its number, like {example}.", example=Code("L-4")))
        found = await ctx.read(lessons.get, int(numbered[1]))
        if found is None:
            number = Bold(f"L-{numbered[1]}")
            latest = ", ".join(f"L-{each}" for each in await ctx.read(lessons.latest, SHOWN))
            if latest:
                raise Unclear(
                    _("Lesson {number} does not exist. The latest are {latest}.", number=number, latest=latest)
                )
            raise Unclear(_("Lesson {number} does not exist.", number=number))
        return found

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        numbered = self._NUMBER.match(line)
        return (line[: numbered.end()], line[numbered.end() :]) if numbered else ("", line)
