"""Reads whole lines that name two networks with what they are to each other, or ask what one is tied to."""

import re
from typing import Final

from bot.command.command import Context
from bot.command.known import Known
from bot.command.shapes import Shape
from commands.relations.readers import find, line_of, names_of_kinds
from storage.database.text import fold

_KIND: Final = "|".join(re.escape(name) for name in names_of_kinds())
_TIE: Final = {
    "nl": re.compile(rf"\s*koppel\s+(?P<rest>\S.*?\s+aan\s+\S.*?\s*:\s*(?:(?:kans|chance)\W+)?(?:{_KIND})\b.*)", re.I),
    "en": re.compile(
        rf"\s*link\s+(?P<rest>\S.*?\s+(?:to|with)\s+\S.*?\s*:\s*(?:(?:kans|chance)\W+)?(?:{_KIND})\b.*)", re.I
    ),
}


def _tie(line: str) -> tuple[str, str] | None:
    """Return the language and the rest of "koppel Onder Twente aan hub Twente: deelt mensen met"."""
    found = ((language, shape.fullmatch(line)) for language, shape in _TIE.items())
    return next(((language, match["rest"]) for language, match in found if match), None)


_WORKS: Final = re.compile(
    r"\s*(?:met\s+(?:wie|welke\s+netwerken|welke\s+organisaties)\s+werk(?:t|en)\s+(?P<nl>\S.*?)\s+(?:eigenlijk\s+)?samen"
    r"|(?:who|which\s+networks)\s+do(?:es)?\s+(?P<en>\S.*?)\s+work\s+with"
    r"|(?:waar\s*mee|met\s+wie)\s+(?:hangt|is|heeft)\s+(?P<tied>\S.*?)\s+(?:samen|verbonden|banden))[\s?.!]*",
    re.I,
)


async def _asked(ctx: Context, text: str) -> str | None:
    """Return the line that shows what a known network or organisation is tied to."""
    match = _WORKS.fullmatch(text)
    if match is None:
        return None
    said = match["nl"] or match["en"] or match["tied"]
    found = await ctx.read(find, said, ctx.atlas)
    if found is None or not fold(said):
        return None
    return ctx.line("show_relations", line_of(found.partner) if found.partner else found.name)


_HOW: Final = {
    "nl": re.compile(
        r"\s*hoe\s+(?:hang(?:t|en)|zijn|is)\s+(?P<rest>\S.*?\s+(?:samen\s+met|verbonden\s+met)\s+\S.*)", re.I
    ),
    "en": re.compile(
        r"\s*how\s+(?:is|are|does|do)\s+(?P<rest>\S.*?\s+(?:(?:connected|tied|linked|related)\s+(?:to|with))\s+\S.*)",
        re.I,
    ),
}


def _how(line: str) -> tuple[str, str] | None:
    """Return the language and the rest of "how is De Peel connected to NOVEX"."""
    found = ((language, shape.fullmatch(line)) for language, shape in _HOW.items())
    return next(((language, match["rest"]) for language, match in found if match), None)


SHAPES: Final = (Shape("tie", _tie), Shape("how_tied", _how))
KNOWN: Final = Known(_asked)
