"""Reads signals from their numbers: S-3."""

import re
from typing import ClassVar

from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.reader import Reader, Unclear
from storage.signals import signals
from storage.signals.signal import Signal

LAST = 2
"""Numbers that are told to who gave one that is not there."""


class ASignal(Reader[Signal]):
    """By number: S-3, s3, 3."""

    _NUMBER: ClassVar = re.compile(r"^\s*(?:s\s*[-\u2010-\u2014\u2212]?|-)?\s*(\d{1,9})\b", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Signal:
        numbered = self._NUMBER.match(text)
        if numbered is None:
            raise Unclear(_("Which signal? Give its number, like {example}.", example=Code("S-3")))
        found = await ctx.read(signals.get, int(numbered[1]))
        if found is None:
            number = Bold(f"S-{numbered[1]}")
            newest = [Code(f"S-{each}") for each in await ctx.read(signals.latest, LAST)]
            if newest:
                raise Unclear(
                    _("Signal {number} does not exist. These are the latest: {latest}.", number=number, latest=newest)
                )
            raise Unclear(_("Signal {number} does not exist.", number=number))
        return found

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        numbered = self._NUMBER.match(line)
        return (line[: numbered.end()], line[numbered.end() :]) if numbered else ("", line)
