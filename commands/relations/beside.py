"""Adds relations to others: a row and a button on the card of a network, and word of a chance when a hub begins."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Fact, Item, Items, Reply, Subject, Text, words
from bot.chat.texts import _, _n
from bot.command.command import Context
from bot.reading.record_readers import network_title
from commands.relations.labels import KINDS
from commands.relations.readers import title_of
from commands.relations.show import show_relations
from commands.relations.speaking import speakers
from storage.database.database import Tx
from storage.links import Thing
from storage.networks import networks
from storage.networks.network import Network
from storage.relations import partners, relations, ties
from storage.relations.partners import Partner
from storage.relations.relation import NETWORK, Relation
from storage.vocabulary import NetworkKind

MOST = 6
"""Chances that one notice tells of."""


async def facts(ctx: Context, thing: Subject) -> Sequence[Fact]:
    count = await ctx.read(ties.count, Thing(NETWORK, thing.id))
    return (Fact(_("Relations"), words(_n("{n} tie", "{n} ties", count))),) if count else ()


async def buttons(ctx: Context, thing: Subject) -> Sequence[Action]:
    count = await ctx.read(ties.count, Thing(NETWORK, thing.id))
    return (Action(_("Relations"), show_relations.line(f"N-{thing.id}")),) if count else ()


async def hub_began(ctx: Context, thing: Subject) -> Block | None:
    """Who drives a hub that begins hears, once, which networks of its region wait for a chance to work along."""
    network = await ctx.read(networks.get, thing.id)
    if network is None or network.kind is not NetworkKind.regionale_kennishub:
        return None
    found = await ctx.read(_chances, network)
    if not found:
        return None
    items = tuple(
        Item(
            words(title_of(one), " ", KINDS[each.kind], " ", title_of(other)),
            (words(each.line),) if each.line else (),
            (Action(_("View"), show_relations.line(f"N-{one.thing.id}")),) if one.is_network else (),
        )
        for each, one, other in found[:MOST]
    )
    told = Text(words(_("These chances waited for a hub like {name}:", name=network_title(network))))
    for member in await speakers(ctx, Thing(NETWORK, network.id)):
        ctx.notify(member, Reply((told, Items(items), Actions((Action(_("View"), f"N-{network.id}"),)))))
    await ctx.write(relations.told, [each.id for each, _one, _other in found[:MOST]], ctx.now)
    return None


def _chances(tx: Tx, hub: Network) -> list[tuple[Relation, Partner, Partner]]:
    """The chances of networks in its regions, and of the hub itself."""
    around = partners.in_regions(tx, hub.regions) | {Thing(NETWORK, hub.id)}
    held = relations.chances_of(tx, around)
    known = partners.load(tx, {side for each in held for side in (each.one, each.other)})
    return [(each, known[each.one], known[each.other]) for each in held if each.one in known and each.other in known]
