"""Tells how far a line that begins as a command is that command: whole, or no more than its beginning."""

from dataclasses import replace
from enum import StrEnum
from typing import Any

from bot.chat.reply import Subject
from bot.command.command import Call, Command, Context, Takes
from bot.command.reader import Unclear
from bot.reading.numbers import kinds_of
from bot.reading.reader_registry import reader_for
from bot.reading.slots import words_of
from bot.sentences.named import named_in, thing_of
from bot.sentences.spoken_line import ANCHORED


class Extent(StrEnum):
    """Tells how far a line that begins as a command is one."""

    whole = "whole"
    """Its parameters take all of it; what is free text stands behind a colon."""
    told = "told"
    """It names what it is about, and a text stands behind a colon: whatever that says, it is that text."""
    begun = "begun"
    """It begins as one."""


async def extent(ctx: Context, call: Call, text: str) -> Extent:
    rest, named = call.rest, False
    if call.command.parameters and text.removesuffix(rest).rstrip().endswith(":"):
        return Extent.whole
    for parameter in call.command.parameters:
        if not rest.strip(_JOINTS):
            break
        reader = reader_for(ctx.topics, parameter.type)
        if reader.anything and parameter.ask is not None:
            if call.command.takes is Takes.names and await _is_a_number(ctx, rest):
                return Extent.whole
            return (
                Extent.told
                if named and text.removesuffix(rest.lstrip(_JOINTS)).rstrip().endswith(":")
                else Extent.begun
            )
        if reader.anything:
            covered = words_of(rest, await named_in(ctx, rest))
            return Extent.whole if all(word.startswith("{") or word in _SMALL for word in covered) else Extent.begun
        taken, rest = await reader.take(ctx, rest)
        if not taken.strip():
            continue
        try:
            await reader.read(ctx, taken.strip(), parameter.ask)
        except Unclear:
            return Extent.begun
        named = True
    return Extent.begun if rest.strip(_JOINTS) else Extent.whole


async def _is_a_number(ctx: Context, rest: str) -> bool:
    """Tell whether what follows is the number of a thing and nothing else."""
    covered = words_of(rest, found) if (found := await named_in(ctx, rest)) else ()
    return len(covered) == 1 and len(found) == 1 and len(found[0].word) == 1


async def plainly(ctx: Context, call: Call) -> Call | None:
    """Return a call of one thing without the small words around its number: "volg k 29 voor mij"; None for others."""
    first = next(iter(call.command.parameters), None)
    if first is None or not reader_for(ctx.topics, first.type).anything:
        return None
    found = await named_in(ctx, call.rest)
    if len(found) != 1 or len(found[0].word) != 1 or call.rest.strip(_JOINTS) == found[0].value:
        return None
    beside = (word for word in words_of(call.rest, found) if not word.startswith("{"))
    return replace(call, rest=found[0].value) if all(word in _SMALL | ANCHORED for word in beside) else None


FEW = 3
"""Words of a line that is an act and a name, also one that nobody here knows: "volg wadi's"."""
_JOINTS = " .,:;!?-"
_SMALL = frozenset("en and of or in te van voor over de het een the a for about mij me alles all".split())  # noqa: SIM905  # reads better


async def allows(ctx: Context, command: Command[Any], text: str) -> bool:
    """Tell whether nothing in a line speaks against that act: it does not deny, ask about it or tell of a matter."""
    if ctx.intents is None:
        return True
    said = words_of(text, await named_in(ctx, text))
    if _is_of_a_thing(ctx, command) and not any(each.isdecimal() for each in text) and ANCHORED.isdisjoint(said):
        return False  # "melden van een bodemsanering" reports nothing of ours
    takes_any = any(reader_for(ctx.topics, each.type).anything for each in command.parameters)
    takes_any = takes_any and (command.takes is not Takes.names or len(said) <= FEW)
    matter = not takes_any and ctx.intents.tells_of_a_matter(said, command.name)
    puts = command.takes is Takes.sentence
    return ctx.intents.allows(command.name, said, puts=puts) and not matter


def _is_of_a_thing(ctx: Context, command: Command[Any]) -> bool:
    """Tell whether a command is about a thing by its number, first of all."""
    first = next(iter(command.parameters), None)
    return first is not None and any(first.type in (kind.type, Subject) for kind in kinds_of(ctx).values())


def closed(ctx: Context, command: Command[Any]) -> bool:
    """Tell whether a sentence can say all that a command takes: it takes no text of its own."""
    return not command.fills and not any(reader_for(ctx.topics, each.type).anything for each in command.parameters)


def keeps_to(ctx: Context, begun: Command[Any], other: Command[Any]) -> bool:
    """Tell whether a line with a number keeps to the act that it begins as: the other one is about no thing at all."""
    return thing_of(ctx, begun) is not None and thing_of(ctx, other) is None
