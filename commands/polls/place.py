"""Finds for whom a poll is: its room, a network that its maker drives, who comes to a meeting, who has its number."""

from dataclasses import dataclass

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.gathering import Gathering
from bot.topic import Topics
from commands.polls.rights import drives
from storage.links import Thing
from storage.messaging import conversations
from storage.networks import networks
from storage.vocabulary import NetworkStatus, Role

NETWORK = "N"


@dataclass(frozen=True, slots=True)
class Place:
    """For whom a poll is, and what their region and theme are."""

    told: Msg
    room: int | None = None
    network: int | None = None
    gathering: Thing | None = None
    regions: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()


def letters_of(topics: Topics) -> frozenset[str]:
    """The letters of what a poll can be for."""
    return frozenset({NETWORK, *(each.letter for each in topics.all(Gathering))})


async def place_of(ctx: Context, whom: tuple[str, int] | None) -> Place:
    """Tell for whom a poll is that names this network or meeting, or none. Raises `Refused`."""
    if whom is not None:
        letter, number = whom
        return await (_of_network(ctx, number) if letter == NETWORK else _of_gathering(ctx, letter, number))
    if ctx.personal:
        regions = frozenset(ctx.member.regions if len(ctx.member.regions) == 1 else ())
        return Place(_("for whoever has its number"), regions=regions)
    here = await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    told = _("for this channel") if here is None or not here.closed else _("for this closed room")
    if here is None:
        return Place(told)
    return Place(told, room=here.id, regions=here.regions, themes=here.themes)


async def _of_network(ctx: Context, number: int) -> Place:
    network = await ctx.read(networks.get, number)
    if network is None or network.status is not NetworkStatus.listed:
        raise Refused(_("There is no network N-{number}.", number=str(number)))
    if not (drives(ctx, network.id) or ctx.may(Role.coordinator, regions=network.regions, network=network.id)):
        raise Refused(_("Only who drives {network} can ask its members.", network=network.name))
    told = _("for the members of {network}", network=network.name)
    return Place(told, network=network.id, regions=network.regions, themes=network.themes)


async def _of_gathering(ctx: Context, letter: str, number: int) -> Place:
    gathering = next(each for each in ctx.topics.all(Gathering) if each.letter == letter)
    found = await gathering.asks(ctx, number)
    told = _("for who comes to {meeting}", meeting=found.called)
    thing = Thing(gathering.kind, number)
    return Place(told, gathering=thing, regions=found.regions, themes=found.themes)
