"""Reads requests from their numbers: H-3; and the desks from what people call them."""

import re
from typing import ClassVar

from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.reader import Reader, Unclear
from storage.helpdesk import requests
from storage.helpdesk.request import Request


class ARequest(Reader[Request]):
    """By number: H-3, h3, 3. Nobody is told which others there are."""

    _NUMBER: ClassVar = re.compile(r"^\s*(?:h\s*[-\u2010-\u2014\u2212]?|-)?\s*(\d{1,9})\b", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Request:
        numbered = self._NUMBER.match(text)
        if numbered is None:
            raise Unclear(_("Which request? Give its number, like {example}.", example=Code("H-3")))
        found = await ctx.read(requests.get, int(numbered[1]))
        if found is None:
            raise Unclear(_("Request {number} does not exist.", number=Bold(f"H-{numbered[1]}")))
        return found

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        numbered = self._NUMBER.match(line)
        return (line[: numbered.end()], line[numbered.end() :]) if numbered else ("", line)
