"""Reads things of one kind from their numbers: G-3, g3, 3.

class ABookmark(Numbered[Bookmark]):
    letter = "X"
    source = Source(bookmarks.get, bookmarks.latest)
    which = _("Which bookmark? Give its number, like {example}.", example=Code("X-3"))
    missing = _("Bookmark {number} does not exist.")
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _
from bot.command.command import Ask, Context
from bot.command.kind import HYPHENS
from bot.command.reader import Reader, Unclear
from storage.database.database import Tx

T = TypeVar("T")

LAST = 2
"""Numbers that are told to who gave one that is not there."""


@dataclass(frozen=True, slots=True)
class Source(Generic[T]):
    """Where things of a kind are read: one by its number, and the numbers of the latest that all members may see."""

    get: Callable[[Tx, int], T | None]
    latest: Callable[[Tx, int], Sequence[int]]


class Numbered(Reader[T]):
    """By number: G-3, g3, 3. Who gives one that is not there hears which are the latest."""

    letter: ClassVar[str]
    which: ClassVar[Msg]
    missing: ClassVar[Msg]
    source: Source[T]
    number: ClassVar[re.Pattern[str]]

    def __init_subclass__(cls) -> None:
        cls.number = re.compile(rf"^\s*(?:{cls.letter}\s*[{HYPHENS}]?|-)?\s*(\d{{1,9}})\b", re.IGNORECASE)

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> T:
        numbered = self.number.match(text)
        if numbered is None:
            raise Unclear(self.which)
        return await self._called(ctx, int(numbered[1]))

    async def _called(self, ctx: Context, number: int) -> T:
        """Return the thing of that number. Raises `Unclear`."""
        found = await ctx.read(self.source.get, number)
        if found is not None:
            return found
        told = Msg(self.missing.one, values={"number": Bold(f"{self.letter}-{number}")})
        newest = [Code(f"{self.letter}-{each}") for each in await ctx.read(self.source.latest, LAST)]
        raise Unclear(_("{none} These are the latest: {latest}.", none=told, latest=newest) if newest else told)

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        numbered = self.number.match(line)
        return (line[: numbered.end()], line[numbered.end() :]) if numbered else ("", line)
