"""Lets members follow a network, by number or name."""

from bot.command.command import Context
from bot.reading.record_readers import ANetwork, network_number
from bot.things.following import Followable, Followed
from storage.networks import networks
from storage.networks.network import Network
from storage.vocabulary import Subject


async def _read(ctx: Context, text: str) -> Followed:
    return _followed(await ANetwork().read(ctx, text, None))


async def _named(ctx: Context, number: int) -> Followed | None:
    network = await ctx.read(networks.get, number)
    return _followed(network) if network else None


def _followed(network: Network) -> Followed:
    return Followed(Subject.network, network.id, network.name, network_number(network))


FOLLOWABLE = Followable(Subject.network, "N", _read, _named, by_name=True)
