"""Lets members find networks, register, approve and keep them true."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.asides import Aside, Asides
from bot.command.help_heading import HelpHeading
from bot.command.tile import Tile
from bot.members.mandate import coordinates, drives, own_region
from bot.sentences.samples import samples_in
from bot.things.acts import Acts
from bot.things.names import Named
from bot.topic import Topic
from commands.networks import (
    approve,
    blanks,
    browse,
    digest,
    ending,
    figures,
    following,
    gains,
    hits,
    maintain,
    measures,
    moderation,
    resources,
    search,
    silent,
    todo,
    together,
    upkeep,
)
from commands.networks.contributions import CONTRIBUTIONS
from commands.networks.held import HELD
from commands.networks.of_organisation import OF_ORGANISATION
from commands.networks.publication import PUBLISHED
from commands.networks.register import register_network
from storage.accounts.authored_networks import AUTHORED

TOPIC = Topic(
    "networks",
    *samples_in(Path(__file__).parent),
    PUBLISHED,
    *OF_ORGANISATION,
    *resources.SHAPES,
    *resources.UNDO,
    ending.UNDO,
    ending.WORK,
    upkeep.UPKEEP,
    together.WORK,
    together.UPKEEP,
    *together.UNDO,
    measures.LISTED,
    figures.KNOWN_RIGHT,
    measures.SHARED_MEMBERS,
    CONTRIBUTIONS,
    *HELD,
    AUTHORED,
    Acts("network", frozenset({"approve", ending.END, together.TOGETHER, together.APART, *resources.TELL.values()})),
    Named("network", browse.names),
    digest.NEW,
    digest.CHANGED,
    digest.ENDING,
    digest.NEEDS,
    digest.OFFERS,
    gains.KNOWN,
    *todo.CHORES,
    silent.PAGE_OF_WORKBENCH,
    search.FOUND_BY,
    following.FOLLOWABLE,
    moderation.MODERATED,
    hits.FINDABLE,
    hits.SOURCE,
    Tile(_("Blank spots"), blanks.blank_spots, rank=9, suits=coordinates, rest=own_region),
    Tile(_("My networks"), browse.my_networks, rank=12, suits=drives),
    Tile(_("Networks"), browse.list_networks, rank=40),
    Asides(
        (register_network,),
        {
            Aside.decides: _("A coordinator looks at it, and puts it on the list."),
            Aside.hears: _("Yes. You hear it when it is on the list."),
            Aside.seen: _("Everybody sees it, once a coordinator has looked at it."),
        },
    ),
    HelpHeading(
        _("Networks"),
        (
            browse.list_networks,
            browse.my_networks,
            browse.show_network,
            browse.join_network,
            browse.leave_network,
            register_network,
            maintain.change_network,
            maintain.confirm_network,
            resources.tell_needs,
            resources.tell_offers,
            ending.runs_until,
            blanks.blank_spots,
            approve.networks_to_approve,
            silent.silent_networks,
            approve.approve_network,
            approve.send_back_network,
        ),
        rank=20,
    ),
    rank=20,
)
