"""Reads organisations from their names and abbreviations: "RWS", "de gemeente Zwolle"."""

import re
from typing import Final

from bot.chat.reply import Choice
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.reader import LONGEST_HEAD, Reader, Unclear, heads, quoted
from bot.command.similar import closest
from storage.database.database import Tx
from storage.members import organisations
from storage.members.organisations import Organisation

_LED: Final = re.compile(r"^\W*(?:(?:de|het|een|onze|mijn|the|our|my)\s+)?", re.IGNORECASE)
_BEHIND: Final = re.compile(r"[\s?!.,;:\"'»”’]+$")


def bare(text: str) -> str:
    """Return a name without its article and end: "de gemeente Zwolle?" is "gemeente Zwolle"."""
    return _BEHIND.sub("", _LED.sub("", text[:LONGEST_HEAD]))


def called(tx: Tx, text: str) -> Organisation | None:
    """Return the one that goes by that name, with or without its article."""
    return organisations.named(tx, _BEHIND.sub("", text.strip())) or organisations.named(tx, bare(text))


class AnOrganisation(Reader[Organisation]):
    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Organisation:
        found = await ctx.read(called, text[:LONGEST_HEAD])
        if found:
            return found
        near = await ctx.read(_near, bare(text))
        told = _("I do not know an organisation called {name}.", name=Bold(quoted(text)))
        raise Unclear(told, [Choice(name, name) for name in near])

    async def exactly(self, ctx: Context, text: str) -> Organisation | None:
        return await ctx.read(called, text[:LONGEST_HEAD])

    async def take(self, ctx: Context, line: str) -> tuple[str, str]:
        for head in heads(line):
            if await ctx.read(called, head):
                return head, line[len(head) :]
        return line, ""


def _near(tx: Tx, text: str) -> list[str]:
    return closest(text, [name for names in organisations.names(tx).values() for name in names])
