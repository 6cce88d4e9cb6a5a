"""Lets a topic answer a line that asks after something it knows by name, before anybody is looked up who may know.

    Known(_read)          in the declaration of programmes: "wie doet leren bij het FPLG"

A phrase is the beginning of a line, and a shape the whole of it; this also depends on what there is. A line that asks
for more than what is known stays what it was: who knows about it is looked up.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.command.command import Call, Context

LONGEST = 200
"""Characters of a line that asks after something by name: more is a story."""


@dataclass(frozen=True, slots=True)
class Known:
    """Tells the line that a text comes to; None for all that it is not about. It must cost next to nothing then."""

    read: Callable[[Context, str], Awaitable[str | None]]


async def call_for(ctx: Context, text: str, call: Call | None) -> tuple[Call | None, str]:
    """Return the call of a line that asks after something known, and that line in full; else what it was before.

    What changes something by its own phrase, or tells a story, asks for nothing.
    """
    if len(text) > LONGEST or "\n" in text or (call is not None and call.command.writes):
        return call, text
    for each in ctx.topics.all(Known):
        line = await each.read(ctx, text)
        meant = ctx.commands.match(line, ctx.language.code) if line else None
        if line and meant:
            return meant, line
    return call, text
