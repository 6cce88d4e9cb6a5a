"""Shows coordinators the networks of which nothing was heard for half a year."""

from datetime import timedelta

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, of_thing, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.members.todo import Keeper
from bot.members.workbench import WorkbenchPage
from bot.reading.filter import paged
from bot.things.listing import page_size
from commands.networks.maintain import confirm_network
from storage.networks import todo
from storage.networks.todo import Stale
from storage.vocabulary import Role

QUIET = timedelta(days=182)


@command(
    nl=("stille netwerken", "welke netwerken zijn stil"),
    en=("silent networks", "which networks are silent"),
    summary=_("See of which networks nothing was heard for half a year"),
    allow=Role.coordinator,
    safe=True,
)
async def silent_networks(ctx: Context, which: str = "") -> Reply:
    _text, page = paged(which)
    reach = Keeper(ctx.member, ctx.atlas, ctx.now, ctx.choices).reach
    offset = (page - 1) * page_size(ctx)
    found = await ctx.read(todo.silent, ctx.now - QUIET, reach, limit=page_size(ctx) + 1, offset=offset)
    if not found:
        return Reply((Text(words(_("Something was heard of every network in the last half year."))),))
    blocks: list[Block] = [
        Heading(words(_("Nothing was heard of these networks for half a year"))),
        Items(tuple(_item(ctx, each) for each in found[: page_size(ctx)])),
    ]
    if len(found) > page_size(ctx):
        blocks.append(Actions((Action(_("More"), silent_networks.line(f"p{page + 1}")),)))
    return Reply(tuple(blocks))


def _item(ctx: Context, network: Stale) -> Item:
    number = f"N-{network.id}"
    since = _("silent since {day}", day=network.since.astimezone(ctx.local_now.tzinfo).date())
    actions = (Action(_("It is still right"), confirm_network.line(number)), Action(_("View"), number))
    return Item(of_thing((Bold(network.name),), "network", network.id), (words(since),), actions)


PAGE_OF_WORKBENCH = WorkbenchPage("stille-netwerken", _("Silent networks"), silent_networks, rank=40)
