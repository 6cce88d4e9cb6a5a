"""Keeps what is for a closed circle to those in it: neither its topic nor that of the circle knows the other.

Circle("series", _groups)          in the declaration of meetings: the closed groups of which the member is
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.command.command import Context
from storage.links import Thing


@dataclass(frozen=True, slots=True)
class Circle:
    """Things of that kind may be closed circles. `mine` tells in which the member is, where nobody else reads along."""

    kind: str
    mine: Callable[[Context], Awaitable[frozenset[int]]]


async def circles_of(ctx: Context) -> frozenset[Thing]:
    """Tell of which closed circles the member may see things here."""
    if not ctx.personal:
        return frozenset()
    return frozenset([Thing(each.kind, id) for each in ctx.topics.all(Circle) for id in await each.mine(ctx)])
