"""Tells what things of any kind are called to a reader who may see them.

Named("bookmark", _names)          in the declaration of bookmarks
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.chat.reply import Inline
from bot.command.command import Context
from storage.links import Thing


@dataclass(frozen=True, slots=True)
class Named:
    """Names things of that kind, those that the reader in `Context` may see: the others are left out."""

    kind: str
    names: Callable[[Context, Sequence[int]], Awaitable[Mapping[int, Inline]]]


async def names_of(ctx: Context, things: Collection[Thing]) -> Mapping[Thing, Inline]:
    """Tell what these are called, as far as the reader may see them and a topic names them."""
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for thing in things:
        wanted[thing.kind].append(thing.id)
    return {
        Thing(each.kind, id): name
        for each in ctx.topics.all(Named)
        if each.kind in wanted
        for id, name in (await each.names(ctx, wanted[each.kind])).items()
    }
