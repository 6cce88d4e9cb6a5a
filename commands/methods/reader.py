"""Reads ways of working from their numbers, F-10, or their names."""

import re
from typing import Final

from bot.chat.reply import Choice
from bot.chat.spans import Bold, Code
from bot.chat.texts import _
from bot.command.command import Ask, Context
from bot.command.kind import HYPHENS
from bot.command.reader import Unclear, quoted
from bot.reading.numbered import Numbered, Source
from storage.methods import methods
from storage.methods.method import Filter, Method

FEW = 3
_LEAD: Final = re.compile(r"^\s*(?:(?:de|het|een|the|a|an|werkvorm|methode|method|work form)\s+)+", re.IGNORECASE)


class AMethod(Numbered[Method]):
    letter = "F"
    WITHIN: Final = re.compile(rf"(?<!\w)f\s?[{HYPHENS}]?\s?\d{{1,9}}(?!\w)", re.IGNORECASE)
    source = Source(methods.get, methods.latest)
    which = _("Which way of working? Give its name or number, like {example}.", example=Code("F-10"))
    missing = _("Way of working {number} does not exist.")

    async def read(self, ctx: Context, text: str, ask: Ask | None) -> Method:
        if self.number.match(text):
            return await super().read(ctx, text, ask)
        name = _LEAD.sub("", f"{text.strip(' .,:;?!')} ").strip()
        if not name:
            raise Unclear(self.which)
        found = await ctx.read(methods.called, name)
        if found:
            return found[0]
        near = await ctx.read(methods.find, Filter(words=(name,)), limit=FEW)
        raise Unclear(
            _("I do not know a way of working called {name}.", name=Bold(quoted(name))),
            [Choice(each.number, each.title) for each in near],
        )
