"""Reads whole lines that name two networks with what they are to each other, or ask what one is tied to."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from bot.command.command import Context
from bot.command.known import Known
from bot.command.reader import Unclear
from bot.command.shapes import Shape
from commands.relations.readers import APair, find, names_of_kinds

_KIND: Final = "|".join(re.escape(name) for name in names_of_kinds())
_TIE: Final = {
    "nl": re.compile(rf"\s*koppel\s+(?P<rest>\S.*?\s+aan\s+\S.*?\s*:\s*(?:(?:kans|chance)\W+)?(?:{_KIND})\b.*)", re.I),
    "en": re.compile(
        rf"\s*link\s+(?P<rest>\S.*?\s+(?:to|with)\s+\S.*?\s*:\s*(?:(?:kans|chance)\W+)?(?:{_KIND})\b.*)", re.I
    ),
}


_ASKS: Final = (
    (
        "show_relations",
        re.compile(
            r"\s*(?:met\s+(?:wie|welke\s+(?:netwerken|organisaties))\s+werk(?:t|en)\s+(?P<nl>\S.*?)\s+samen"
            r"|(?:who|which\s+networks)\s+do(?:es)?\s+(?P<en>\S.*?)\s+work\s+with)[\s?.!]*",
            re.IGNORECASE,
        ),
    ),
    (
        "via_whom",
        re.compile(
            r"\s*(?:via\s+wie\s+(?:kom|kan|bereik)\s+ik\s+(?:(?:terecht\s+)?bij\s+)?(?P<nl>\S.*?)"
            r"|(?:who\s+can\s+introduce\s+me\s+to|(?:via|through)\s+whom\s+(?:do|can)\s+i\s+reach)\s+(?P<en>\S.*?))[\s?.!]*",
            re.IGNORECASE,
        ),
    ),
)
_CONNECTS: Final = re.compile(
    r"\s*(?:wie\s+(?:verbindt|verbinden)|who\s+(?:connects|connect|links))\s+(?P<rest>\S.*?)[\s?.!]*", re.IGNORECASE
)
_LONE: Final = re.compile(
    r"\s*(?:welke\s+netwerken\s+(?:zijn\s+(?:er\s+)?|staan\s+)?(?:\w+\s+)?"
    r"(?:kennen\s+niemand|los|alleen|op\s+zich(?:zelf)?|geisoleerd|geïsoleerd|eilanden|(?:hebben\s+)?geen\s+(?:enkele\s+)?band(?:en)?)"
    r"|which\s+networks\s+(?:(?:are|stand)\s+)?(?:\w+\s+)?"
    r"(?:know\s+nobody|alone|isolated|islands|on\s+their\s+own|(?:have\s+)?no\s+ties))[\s?.!]*",
    re.IGNORECASE,
)


async def _asked(ctx: Context, text: str) -> str | None:
    """Return the line that a question comes to when what it is about is known here."""
    if _LONE.fullmatch(text):
        return ctx.line("islands")
    for command, shape in _ASKS:
        if match := shape.fullmatch(text):
            said = match["nl"] or match["en"]
            return ctx.line(command, said) if await ctx.read(find, said, ctx.atlas) else None
    if match := _CONNECTS.fullmatch(text):
        return ctx.line("who_connects", match["rest"]) if await _both(ctx, match["rest"]) else None
    return None


async def _both(ctx: Context, text: str) -> bool:
    try:
        await APair().read(ctx, text, None)
    except Unclear:
        return False
    return True


_HOW: Final = {
    "nl": re.compile(
        r"\s*hoe\s+(?:hang(?:t|en)|zijn|is)\s+(?P<rest>\S.*?\s+(?:samen\s+met|verbonden\s+met)\s+\S.*)", re.I
    ),
    "en": re.compile(
        r"\s*how\s+(?:is|are|does|do)\s+(?P<rest>\S.*?\s+(?:(?:connected|tied|linked|related)\s+(?:to|with))\s+\S.*)",
        re.I,
    ),
}


_NO: Final = {
    "nl": re.compile(r"\s*nee\W+(?:wij|we)\s+werken\s+(?:helemaal\s+)?niet\s+samen(?P<rest>)[\s.!]*", re.I),
    "en": re.compile(r"\s*no\W+we\s+(?:do\s+not|don't)\s+work\s+together(?P<rest>)[\s.!]*", re.I),
}
_YES: Final = {
    "nl": re.compile(
        r"\s*(?:ja|(?:dat\s+)?klopt)\W+(?:wij|we)\s+werken\s+samen(?:\s+met\s+(?P<rest>\S.*?))?[\s.!]*", re.I
    ),
    "en": re.compile(r"\s*(?:yes|right)\W+we\s+work\s+(?:together\s+)?with(?:\s+(?P<rest>\S.*?))?[\s.!]*", re.I),
}


def _said(shapes: Mapping[str, re.Pattern[str]]) -> Callable[[str], tuple[str, str] | None]:
    def read(line: str) -> tuple[str, str] | None:
        found = ((language, shape.fullmatch(line)) for language, shape in shapes.items())
        return next(((language, match["rest"] or "") for language, match in found if match), None)

    return read


SHAPES: Final = (
    Shape("tie", _said(_TIE)),
    Shape("how_tied", _said(_HOW)),
    Shape("confirm_tie", _said(_YES)),
    Shape("deny_tie", _said(_NO)),
)
KNOWN: Final = Known(_asked)
