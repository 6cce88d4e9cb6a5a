"""Tells why what was just shown came up: whoever asks that wants no other search."""

import re

from bot.chat.reply import Action, Actions, Reply, Text, words
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.shapes import Shape
from bot.sentences import memory
from commands.who_knows.follow_up import list_again
from commands.who_knows.who_knows import who_knows

_DUTCH, _ENGLISH = (
    re.compile(
        r"(?:(?:en|maar|hoezo|huh)[, ]+)?"
        r"(?:(?:waarom|hoezo|hoe komt het dat)\s+(?:noem|toon|geef|zie|krijg|laat|kom)\w*"
        r"\s+(?:je|jij|ik|wij|we)\s+(?:mij |me )?(?:met )?|hoe kom je bij\s+)"
        r"(?:die|deze|dit|dat|hem|haar|hen|ze|[a-z]-\d+)\b.{0,60}",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:(?:and|but)[, ]+)?(?:why|how come)\s+(?:(?:do|did|are|is)\s+)?(?:you|i|we)?\s*"
        r"(?:show|showing|name|naming|list|give|see|get|suggest)\w*\s+(?:me\s+)?(?:this|that|these|those|them|him|her|the|[a-z]-\d+)\b.{0,60}",
        re.IGNORECASE,
    ),
)


def _read(line: str) -> tuple[str, str] | None:
    for language, shape in (("nl", _DUTCH), ("en", _ENGLISH)):
        if shape.fullmatch(line.strip()):
            return language, ""
    return None


@command(
    nl=("waarom noem je die",),
    en=("why do you show that",),
    summary=_("Hear why something came up"),
    hidden=True,
    safe=True,
)
async def why_shown(ctx: Context) -> Reply:
    on = await memory.table(ctx)
    if on.call is None or on.call.command is not who_knows:
        told = _("I showed you nothing just now that I looked up. Say what you are looking for.")
        return Reply((Text(words(told)),))
    told = _(
        "Below each name stands why: what somebody says, a theme, a region or an answer. Your words are in bold there."
    )
    more = _("Is it not what you mean? Say so in other words, or put it as a question.")
    ways = (
        Action(_("Show the list"), list_again.line()),
        Action(_("Ask this as a question"), ctx.line("ask_question", on.call.rest)),
    )
    return Reply((Text(words(told)), Text(words(more)), Actions(ways)))


SHAPE = Shape(why_shown.name, _read)
