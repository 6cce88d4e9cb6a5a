"""Reads questions and answers from their numbers: K-12, A-5."""

import re
from typing import ClassVar

from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.reader import Reader, Unclear
from storage.questions import questions
from storage.questions.question import Answer, Question


class AQuestion(Reader[Question]):
    """By number: K-12, k12, 12."""

    _NUMBER: ClassVar = re.compile(r"^\s*(?:k\s*-?|-)?\s*(\d{1,9})\b", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Question:
        numbered = self._NUMBER.match(text)
        if numbered is None:
            raise Unclear(_("Which question? Give its number, like {example}.", example=Code("K-12")))
        found = await ctx.read(questions.get, int(numbered[1]))
        if found is None:
            raise Unclear(_("There is no question {number}.", number=Bold(f"K-{numbered[1]}")))
        return found

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        numbered = self._NUMBER.match(line)
        return (line[: numbered.end()], line[numbered.end() :]) if numbered else ("", line)


class AnAnswer(Reader[Answer]):
    """By number: A-5."""

    _NUMBER: ClassVar = re.compile(r"^\s*(?:a\s*-?|-)?\s*(\d{1,9})\b", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Answer:
        numbered = self._NUMBER.match(text)
        found = await ctx.read(questions.one_answer, int(numbered[1])) if numbered else None
        if found is None:
            raise Unclear(_("Which answer? Give its number, like {example}.", example=Code("A-5")))
        return found

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        numbered = self._NUMBER.match(line)
        return (line[: numbered.end()], line[numbered.end() :]) if numbered else ("", line)
