"""Marks in a list what is an example: that of which a file said that not all of it stands in its source."""

import re
from dataclasses import replace

from bot.chat.reply import Block, Item, Items, Reply, words
from bot.chat.texts import _
from bot.command.command import Context
from bot.reading.numbers import kinds_of
from storage import exchange

NOT_ALL_STANDS = _("not all of it stands in the source")

_NUMBER = re.compile(r"([A-Z])-(\d{1,9})")

Thing = tuple[str, int]


async def marked(ctx: Context, reply: Reply) -> Reply:
    """Return a reply of which the lists say so of each such thing in them."""
    lists = [block for block in reply.blocks if isinstance(block, Items)]
    kinds = {letter: kind.name for letter, kind in kinds_of(ctx).items()} if lists else {}
    shown = {thing for block in lists for item in block.items if (thing := _shown_by(item, kinds))}
    doubted = await ctx.read(exchange.doubted, shown) if shown else set[Thing]()
    if not doubted:
        return reply

    def told(block: Block) -> Block:
        if not isinstance(block, Items):
            return block
        items = (_mark(item) if _shown_by(item, kinds) in doubted else item for item in block.items)
        return replace(block, items=tuple(items))

    return replace(reply, blocks=tuple(map(told, reply.blocks)))


def _shown_by(item: Item, kinds: dict[str, str]) -> Thing | None:
    """What a line of a list tells of: a button of it shows that."""
    numbers = (found for each in item.actions if (found := _NUMBER.fullmatch(each.line)))
    return next(((kinds[found[1]], int(found[2])) for found in numbers if found[1] in kinds), None)


def _mark(item: Item) -> Item:
    """In its last line: an answer is to stay short."""
    last = (*item.notes[-1], " · ") if item.notes else ()
    return replace(item, notes=(*item.notes[:-1], words(last, _("Example"), ": ", NOT_ALL_STANDS)))
