"""Hears that a line wants several things: the first is done, and the others wait as buttons below it."""

import re
from dataclasses import dataclass, replace
from typing import Any

from bot.chat.reply import Action, Actions, Audience, Reply, Text, words
from bot.chat.texts import _
from bot.command.command import Command, Context, Takes
from bot.language import courtesy
from bot.language.negation import denies
from bot.language.statements import asks_or_orders
from bot.sentences import memory, own_words
from bot.sentences.beginning import read
from bot.sentences.restraint import LONGEST_LINE
from storage.database.text import fold

MOST = 3
"""Wishes that are heard in one line."""
LEAST = 2
"""Words of a wish: fewer belong to what stands beside them."""
LONGEST = 60
"""Words of a line in which several wishes are looked for: who says more tells a story."""
SURELY = 0.5
"""Probability from which a piece of a line is a wish of its own."""

_BEGINS = (
    r"(?:wie|wat|welke|waar|wanneer|hoeveel|zet|stuur|geef|toon|laat|kun je|kan je|kan ik|mag ik|wil je|ik wil|ik zoek"
    r"|meld|volg|who|what|which|where|when|show|send|turn|put|can you|can i|i want|i would like|please|follow)\b"
)
"""How a wish begins, where it stands behind an "en"."""
_BETWEEN = re.compile(
    rf"(?<=[.!?;])\s+|,?\s+(?:en|and|daarna|then)\s+(?:(?:dan|ook|also|verder|daarna|oh ja)\s+)*(?={_BEGINS})",
    re.IGNORECASE,
)

_LOOSELY = re.compile(r",?\s+(?:en|and)\s+(?=(?:mijn|m'?n|het|de|een|ons|onze|my|the|our|a)\b)", re.IGNORECASE)
"""What may stand between two wishes as well as between two things: only what changes something is another wish then."""

_JOINED = re.compile(r"^(?:(?:en|and|ook|also|verder|daarnaast|oh? ja|o ja)[\s,]+)+", re.IGNORECASE)
"""What joins a wish to the one before it."""


_INTRODUCES = re.compile(
    r"(?:\w+[,!]\s+)?(?:ik|wij|we) (?:ben|zijn|werk|werken|zit|zitten|woon|wonen|kom|komen)\b"
    r"|(?:i am|i'?m|we are|we're|(?:i|we) (?:work|live|come))\b",
    re.IGNORECASE,
)
"""How somebody says who they are beside what they want."""


_OF_THE_FIRST = re.compile(
    r"(?:wat|wie|hoe|waarom|waar|what|who|how|why|where)\s+\w+\s+(?:die|dat|dit|hij|zij|ze|er|it|that|they|he|she)\b"
    r"|(?:ik|wij|we) (?:heb|had|hebben|hadden|was|waren)\b|(?:i|we) (?:have|had|was|were|mixed|made|did)\b",
    re.IGNORECASE,
)
"""How a piece begins that goes on about the first, or says why: "en wat doet die dan"."""


@dataclass(frozen=True, slots=True)
class Several:
    """The first wish of a line, and buttons for the others."""

    first: str
    others: tuple[Action, ...]

    def below(self, reply: Reply | None) -> Reply | None:
        """Return the reply to the first, with the others below it."""
        if reply is None or not self.others:
            return reply
        told = Text(words(_("You also asked for this:")))
        return replace(reply, blocks=(*reply.blocks, told, Actions(self.others)))


async def several(ctx: Context, text: str) -> Several | None:
    """Return the wishes of a line; None when it has one, or tells something."""
    if ctx.intents is None or ":" in text or "\n" in text or len(text.split()) > LONGEST:
        return None
    if joined := await _of_things(ctx, text):
        return joined
    if ctx.commands.shaped(text):
        return None  # "wat is het verschil tussen een X en een Y" is one question
    parts = _BETWEEN.split(text)
    loosely = len(parts) == 1
    parts = _LOOSELY.split(text) if loosely else parts
    pieces = [_JOINED.sub("", each.strip(" ,.;!")) for each in parts]
    if not 1 < len(pieces) <= MOST or any(len(each.split()) < LEAST for each in pieces):
        return None
    wanted = [await _wish(ctx, each) for each in pieces]
    why = not loosely and wanted[0] and wanted[1] and _says_why(pieces[0], wanted[0], wanted[1])
    if wanted[0] and wanted[1] and len(wanted) == TWO and (why or _only_refuses(ctx, wanted[0])):
        return Several(pieces[1], ())
    first, others = wanted[0], [each for each in wanted[1:] if each]
    if first is None or len(others) < len(wanted) - 1:
        return None
    if loosely and any(not command.writes or command.takes is Takes.sentence for command, _line in others):
        return None
    told = {command.name: (command, line) for command, line in reversed(others)}
    told.pop(first[0].name, None)
    if not told:
        return None
    actions = tuple(Action(command.summary, line, Audience.asker) for command, line in reversed([*told.values()]))
    return Several(pieces[0], actions)


TWO = 2
_THINGS = re.compile(
    r"\b(?P<first>[A-Za-z]-\d{1,9})(?P<others>(?:\s*(?:,|&|\+|/|\b(?:en|and|plus)\b)\s*[A-Za-z]-\d{1,9}\b)+)"
)
_THING = re.compile(r"[A-Za-z]-\d+")


async def _of_things(ctx: Context, text: str) -> Several | None:
    """Return a line of several things as the wish of the first, with the same for the others below it."""
    found = _THINGS.search(text) if len(text) <= LONGEST_LINE else None
    if found is None or denies(fold(text).split()):
        return None
    alone = text[: found.start("others")] + text[found.end("others") :]
    call = read(alone, ctx.commands, ctx.language.code)
    wish = (call.command, alone) if call and memory.is_number(call.rest) else await _wish(ctx, alone)
    if wish is None or sum(each.required and each.ask is None for each in wish[0].parameters) != 1:
        return None
    first = found["first"]
    others = [
        Action(_("Also {number}", number=each.upper()), line, Audience.asker)
        for each in _THING.findall(found["others"])
        if (line := re.sub(re.escape(first), each.upper(), wish[1], flags=re.IGNORECASE)) != wish[1]
    ]
    return Several(alone, tuple(others[:MOST]))


def _only_refuses(ctx: Context, wish: tuple[Command[Any], str]) -> bool:
    """Tell whether a piece says no more than that what was shown is not it: "niet wat ik zoek. wie ..."."""
    command, line = wish
    goes_on = any(each.command == command.name and each.also_alone for each in ctx.topics.all(memory.GoesOn))
    return goes_on and denies(fold(line).split())


def _says_why(piece: str, wish: tuple[Command[Any], str], other: tuple[Command[Any], str]) -> bool:
    """Tell whether a piece tells why the other is wanted: "te veel berichten. één keer per maand is genoeg"."""
    command, changes = wish[0], other[0].writes and other[0].takes is not Takes.sentence
    return command.safe and command.takes is not Takes.sentence and changes and not asks_or_orders(piece)


async def _wish(ctx: Context, text: str) -> tuple[Command[Any], str] | None:
    """Return what a piece wants, and the line that calls it."""
    call = read(text, ctx.commands, ctx.language.code)
    searches = call is not None and call.command.takes is Takes.sentence and not call.command.writes
    if call and (searches or memory.is_number(call.rest)):
        return call.command, text
    reading = await own_words.read(ctx, text)
    if reading is None or reading.call is None or reading.p < SURELY or reading.call.command.opening:
        return None
    if _INTRODUCES.match(text) or _OF_THE_FIRST.match(text):
        return None  # "welk netwerk past bij mij? ik ben adviseur klimaat" changes nobody's role
    return reading.call.command, reading.line


async def behind_thanks(ctx: Context, text: str) -> str:
    """Return what a line wants behind its thanks: "bedankt! wat is er nieuw?"; else the line."""
    wish = courtesy.behind_thanks(text)
    if not wish:
        return text
    call = read(wish, ctx.commands, ctx.language.code)
    reading = await own_words.read(ctx, wish) if call is None else None
    call = call or (reading.call if reading else None)
    of_what_was_said = call is not None and call.command.writes and len(wish.split()) <= own_words.SHORT
    return wish if call and not call.command.opening and not of_what_was_said else text  # "dat helpt" says why
