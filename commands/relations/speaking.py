"""Tells who speaks for a network or organisation: its convenors, else who coordinates there."""

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.members.permissions import coordinators
from commands.relations.readers import plain_title
from storage.links import Thing
from storage.members import people
from storage.members.member import Member
from storage.networks import networks
from storage.networks.network import Network
from storage.relations.partners import Partner
from storage.relations.relation import NETWORK
from storage.vocabulary import Role


async def _network(ctx: Context, side: Thing) -> Network | None:
    return await ctx.read(networks.get, side.id) if side.kind == NETWORK else None


async def speaks_for(ctx: Context, side: Thing) -> bool:
    """Tell whether the member may say what this side is to others. Nobody drives an organisation here: the national
    coordinators speak for those.
    """
    network = await _network(ctx, side)
    if network is None:
        return side.kind != NETWORK and ctx.may(Role.coordinator)
    return ctx.may(Role.convenor, regions=network.regions, network=network.id)


async def speakers(ctx: Context, side: Thing) -> list[Member]:
    """Find who is asked for this side."""
    network = await _network(ctx, side)
    if network is None:
        return await coordinators(ctx, regions=())
    driving = [each for each in await ctx.read(people.load, network.convenors) if not each.blocked_at]
    return driving or await coordinators(ctx, regions=network.regions, network=network.id)


async def speaker_called(ctx: Context, partner: Partner) -> Msg:
    """Tell who that is, without a name: "the convenor of Onder Twente"."""
    network = await _network(ctx, partner.thing)
    if network is not None and network.convenors:
        return _("the convenor of {network}", network=plain_title(partner))
    return _("the coordinator for {network}", network=plain_title(partner))
