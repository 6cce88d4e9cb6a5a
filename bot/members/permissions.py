"""Finds who answers for what: coordinators and convenors whose say reaches a network, region or question."""

from collections.abc import Iterable

from bot.chat.reply import say
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.command.scope import covers
from bot.reading.record_readers import network_title
from storage.atlas import Atlas
from storage.members import people
from storage.members.member import Member
from storage.messaging import conversations
from storage.messaging.conversations import Audience
from storage.networks.network import Network
from storage.vocabulary import Role

_OUT_OF_REACH = _("You can do this only for the networks and regions that you answer for.")


async def coordinators(ctx: Context, *, regions: Iterable[int], network: int | None = None) -> list[Member]:
    """Return those who may decide there; when nobody's region reaches it, those who may decide everywhere."""
    held = await ctx.read(people.with_role, Role.coordinator)
    reach = list(regions)
    return [
        member
        for member in held
        if covers(member, ctx.atlas, Role.coordinator, regions=reach, network=network) and not member.blocked_at
    ]


async def hand_back(ctx: Context, driven: Iterable[Network]) -> None:
    """Who drove these networks goes: what nobody else drives is the coordinators' to look after, and they hear of it.

    To be called before they are gone.
    """
    for network in driven:
        if network.convenors != (ctx.member.id,):
            continue
        for coordinator in await coordinators(ctx, regions=network.regions, network=network.id):
            if coordinator.id != ctx.member.id:
                ctx.notify(coordinator, say(_("{name} has no convenor any more.", name=network_title(network))))


def decides_on(member: Member, atlas: Atlas, network: Network) -> bool:
    """Tell whether a member may approve a network:
    a coordinator whose say reaches it, or who moderates the room that it was
    registered in. The latter not for a network of their own: anyone can open a room.
    """
    own = member.id in {*network.convenors, network.proposed_by}
    room = None if own else network.conversation_id
    return covers(member, atlas, Role.coordinator, regions=network.regions, network=network.id, conversation=room)


async def deciders(ctx: Context, network: Network) -> list[Member]:
    """Tell who is asked to approve a network."""
    held = await ctx.read(people.with_role, Role.coordinator)
    return [member for member in held if decides_on(member, ctx.atlas, network) and not member.blocked_at]


def require_decider(ctx: Context, network: Network) -> None:
    """Raises `Refused` for who may not approve that network."""
    if not decides_on(ctx.member, ctx.atlas, network):
        raise Refused(_OUT_OF_REACH)


def require_mandate(ctx: Context) -> None:
    """Raises `Refused` for who coordinates nothing but a room they moderate: anyone can open a room."""
    if not any(each.role >= Role.coordinator and each.conversation_id is None for each in ctx.member.grants):
        raise Refused(_("Only coordinators can do this."))


def require(ctx: Context, role: Role, *, regions: Iterable[int] | None = None, network: int | None = None) -> None:
    """Raises `Refused` when the member's say does not reach that far."""
    if not ctx.may(role, regions=regions, network=network):
        raise Refused(_OUT_OF_REACH)


def require_national(ctx: Context) -> None:
    """Raises `Refused` for who coordinates a part only: this is for the whole country."""
    if not ctx.may(Role.coordinator):
        raise Refused(_("This changes something for the whole country. Ask a national coordinator."))


async def place(ctx: Context) -> Audience:
    """Return the channel or room that is spoken in. Raises `Refused` in a personal chat."""
    found = await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    if ctx.personal or found is None:
        raise Refused(_("This works in a channel or room that I was added to."))
    return found


async def own_place(ctx: Context) -> Audience:
    """Return the channel or room that is spoken in, for who coordinates or moderates it. Raises `Refused`."""
    audience = await place(ctx)
    moderates = any(grant.conversation_id == audience.id for grant in ctx.member.grants)
    if not (moderates or ctx.may(Role.coordinator, regions=audience.regions or None)):
        raise Refused(_("Only a coordinator of this channel can do this."))
    return audience
