"""Lets networks be reported, taken off the list and put back."""

from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import require
from bot.reading.record_readers import ANetwork
from bot.things.moderation import NOT_HIDDEN, Moderated
from storage.networks import networks
from storage.vocabulary import NetworkStatus, Role, Subject


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    return (await ANetwork().read(ctx, text, None)).id


async def _hide(ctx: Context, number: int, hidden: bool) -> None:
    network = await ctx.read(networks.get, number)
    require(ctx, Role.coordinator, regions=network.regions if network else None)
    # What a convenor took off the list is put back the same way.
    status, was = (
        (NetworkStatus.archived, tuple(NetworkStatus)) if hidden else (NetworkStatus.listed, (NetworkStatus.archived,))
    )
    if not await ctx.write(networks.set_status, number, status, ctx.now, among=was):
        raise Refused(NOT_HIDDEN)


MODERATED = Moderated(Subject.network, "N", _find, _hide)
