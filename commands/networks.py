"""Networks: list and filter them, show one, register and change it, keep it true, join and follow it."""

from bot.command import Context, command
from bot.labels import label_of
from bot.reply import Item, Items, Reply, Text, words
from bot.span import Bold
from bot.wording import _, _n
from storage import networks
from storage.networks import Filter

PAGE = 8
"""Networks a page: what fits a phone screen."""


@command(nl=("netwerken",), en=("networks",), summary=_("See which networks there are"), safe=True)
async def list_networks(ctx: Context, which: str = "") -> Reply:
    region = ctx.atlas.region(which) if which else None
    found, total = await ctx.read(
        networks.find, Filter(regions=ctx.atlas.within([region.id]) if region else None), limit=PAGE
    )
    items = tuple(Item(words(Bold(each.name)), (words(label_of(each.kind)),)) for each in found)
    return Reply((Text(words(_n("{n} network", "{n} networks", total))), Items(items)))
