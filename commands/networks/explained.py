"""Answers what members ask about networks: how one is listed, how to join, and who drives it."""

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.reading.record_readers import network_title
from bot.things.answers import answer
from commands.networks.browse import join_network, list_networks
from commands.networks.maintain import change_network, confirm_network
from commands.networks.register import register_network
from storage.networks.network import Network

_JOIN = (_("Join"), join_network)
_REGISTER = (_("Register a network"), register_network)


@answer(
    nl=("hoe komt een netwerk op de lijst", "wie keurt een netwerk goed"),
    en=("how does a network get on the list", "who approves a network"),
    asks=_("How a network gets on the list"),
    then=(_REGISTER,),
)
async def how_network_is_listed(_ctx: Context) -> Msg:
    return _(
        "You tell its name, kind, themes, regions and aim; that takes a few minutes and costs nothing. A coordinator "
        "looks at it and puts it on the list, and you hear that."
    )


@answer(
    nl=("hoe sluit ik me aan bij een netwerk", "mag iedereen meedoen met een netwerk"),
    en=("how do i join a network", "may anybody join a network"),
    asks=_("How one joins a network"),
    then=(_JOIN, (_("Networks"), list_networks)),
)
async def how_one_joins(_ctx: Context) -> Msg:
    return _(
        "Every member may: you are in it at once, and who drives it hears that. Its card tells how to take part; you "
        "can leave at any moment."
    )


@answer(
    nl=("hoe word ik aanjager van een netwerk", "wat doet een aanjager"),
    en=("how do i become convenor of a network", "what does a convenor do"),
    asks=_("How one becomes convenor"),
    then=((_("Networks"), list_networks),),
)
async def how_one_becomes_convenor(_ctx: Context) -> Msg:
    return _(
        "Who drives a network keeps it right, and gets the questions for it. Who drives it already adds you; if nobody "
        "does, a coordinator of its region does."
    )


@answer(
    nl=("klopt netwerk nog", "wanneer is netwerk bevestigd"),
    en=("is network still right", "when was network confirmed"),
    asks=_("When a network was confirmed"),
    then=((_("It is right"), confirm_network), (_("Change it"), change_network)),
)
async def when_network_was_confirmed(_ctx: Context, network: Network) -> Msg:
    name = network_title(network)
    if network.confirmed_on is None:
        return _("Nobody confirmed {network} yet.", network=name)
    return _("{network} was last confirmed on {day}.", network=name, day=network.confirmed_on)
