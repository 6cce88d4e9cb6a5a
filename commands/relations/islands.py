"""Lists the networks that are tied to nothing, and the little groups that are tied to nothing else."""

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Block, Heading, Inline, Item, Items, Reply, Text, words
from bot.chat.texts import _, _n
from bot.command.command import Context, Takes, command
from bot.command.refusal import Refused
from bot.reading.filter import filtered, paged
from bot.reading.record_readers import network_number, network_title
from bot.things.listing import page_size
from commands.relations.readers import plain_title
from commands.relations.tie import tie
from storage.database.database import Tx
from storage.networks import networks
from storage.networks.network import Network
from storage.relations import partners, paths, ties
from storage.relations.partners import Partner
from storage.vocabulary import Role

GROUPS = 3
"""Little groups that are shown."""
IN_A_GROUP = 4
"""Names of one."""


@command(
    nl=("eilanden", "netwerken zonder banden", "losse netwerken"),
    en=("islands", "networks without ties", "lone networks"),
    summary=_("See which networks are tied to nothing"),
    allow=Role.member,
    safe=True,
    takes=Takes.names,
)
async def islands(ctx: Context, where: str = "") -> Reply:
    text, page = paged(where)
    asked = filtered(text, ctx.vocabulary)
    below = asked.regions_in(ctx.atlas)
    if text and below is None:
        raise Refused(_("I do not know {name} as a region.", name=text))
    found = await ctx.read(_lone, below, page, page_size(ctx))
    groups = await ctx.read(_groups) if page == 1 and below is None else []
    if not found and not groups:
        return Reply((Text(words(_("Every network is tied to another one."))),))
    blocks: list[Block] = []
    if found:
        blocks += [Heading(words(_("Networks without a tie"))), Items(tuple(map(_item, found[: page_size(ctx)])))]
    if groups:
        blocks += [Heading(words(_("Tied among each other only"))), Items(tuple(map(_group, groups)))]
    if len(found) > page_size(ctx):
        blocks.append(Actions((Action(_("More"), islands.line(text, f"p{page + 1}")),)))
    return Reply(tuple(blocks))


def _lone(tx: Tx, regions: frozenset[int] | None, page: int, size: int) -> list[Network]:
    found = ties.islands(tx, regions=regions, limit=size + 1, offset=(page - 1) * size)
    return networks.load(tx, found)


def _groups(tx: Tx) -> list[list[Partner]]:
    found = paths.apart(tx, GROUPS)
    known = partners.load(tx, {each for group in found for each in group})
    return [[known[each] for each in group] for group in found if group]


def _item(network: Network) -> Item:
    number = network_number(network)
    return Item(words(network_title(network)), (), (Action(_("Add a tie"), tie.line(number, Line("aan", en="to"))),))


def _group(group: list[Partner]) -> Item:
    shown: list[Inline] = []
    for each in group[:IN_A_GROUP]:
        shown += [" – ", plain_title(each)] if shown else [plain_title(each)]
    rest = len(group) - IN_A_GROUP
    return Item(words(*shown), (words(_n("and {n} more", "and {n} more", rest)),) if rest > 0 else ())
