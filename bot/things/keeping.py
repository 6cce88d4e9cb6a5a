"""Tells what is kept: what a thing is called, who made it, and which regions it is about.

Kept("agenda item", _held)          in the declaration of the agenda
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat.reply import Subject
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused


@dataclass(frozen=True, slots=True)
class Held:
    """A thing as the core needs to know it. `maker` is null when they were forgotten, or it came from a list."""

    title: str
    maker: int | None
    regions: frozenset[int]
    unnamed: bool = False
    """Its maker is known to the coordinators only."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Things of that kind have a keeper. `held` tells of one that the reader may see; None for any other."""

    kind: str
    held: Callable[[Context, int], Awaitable[Held | None]]


async def held(ctx: Context, thing: Subject) -> Held:
    """Tell what a thing is. Raises `Refused` for what has no keeper, or is not shown."""
    part = next((each for each in ctx.topics.all(Kept) if each.kind == thing.kind), None)
    if part is None:
        raise Refused(_("{number} has no keeper.", number=Code(thing.line)))
    found = await part.held(ctx, thing.id)
    if found is None:
        raise Refused(_("{number} is not shown.", number=Code(thing.line)))
    return found
