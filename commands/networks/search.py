"""Tells what people are found by of the networks that they drive."""

from bot.chat.reply import Action, Item, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.reading.record_readers import network_number, network_title
from bot.search.found_by import FoundBy
from commands.networks.browse import leave_network
from storage.networks import networks
from storage.search import Row


async def by_network(ctx: Context, row: Row, _role: str) -> Item | None:
    """Return a network that they drive, which they may leave."""
    for network in await ctx.read(networks.load, [row.source_id]):
        number = network_number(network)
        driven = words(_("convenor of {network}", network=network_title(network)), " (", Code(number), ")")
        stop = Action(_("I no longer am"), leave_network.line(number))
        return Item(driven, (), (Action(_("View"), number), stop))
    return None


FOUND_BY = FoundBy("network", by_network, once=True)
