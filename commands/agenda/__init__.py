"""Keeps the agenda: what a region, the country or a network wants to find out, who works on it and what came of it."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.command import Verb
from bot.command.help_heading import HelpHeading
from bot.command.kind import Kind, Reads
from bot.command.tile import Tile
from bot.command.welcomes import Welcomes
from bot.members.mandate import coordinates, decides, own_agenda
from bot.sentences.samples import samples_in
from bot.things.acts import ANY, Acts, Chance, Hook, Offer
from bot.things.card import CardButtons, CardStates
from bot.things.contributions import own_of
from bot.things.keeping import Kept
from bot.things.names import Named
from bot.things.publication import UNPUBLISH
from bot.topic import Topic
from commands.agenda import (
    acts,
    around,
    browse,
    card,
    contributions,
    digest,
    explained,
    held,
    hooks,
    labels,
    lists,
    measures,
    moderation,
    programme,
    publication,
    put,
    recurring,
    search,
    todo,
    undo,
)
from commands.agenda.life import Act
from commands.agenda.readers import Agenda, AnAgenda, AnItem
from storage.agenda.authorship import AUTHORED
from storage.agenda.item import ITEM, Item

TOPIC = Topic(
    "agenda",
    Tile(_("The agenda"), browse.agenda, rank=6, suits=coordinates, rest=own_agenda),
    Tile(_("The agenda"), browse.agenda, rank=9, suits=decides, rest=own_agenda),
    *samples_in(Path(__file__).parent),
    Kind(
        ITEM,
        "G",
        Item,
        AnItem,
        _("an agenda item"),
        spoken=(
            "punt",
            "voorstel",
            "agendavoorstel",
            "proposal",
            "point",
        ),
        lists="agenda",
        own=own_of(ITEM, contributions.CONTRIBUTIONS),
    ),
    Reads(Agenda, AnAgenda),
    programme.SHAPE,
    labels.STATES,
    labels.HALVES,
    Named(ITEM, card.names),
    Kept(ITEM, card.held_of),
    *AUTHORED,
    Acts(ITEM, frozenset({*Act, UNPUBLISH})),
    Offer(ANY, Chance.recurs, around.offer_any),
    Verb("support", "G", acts.support_item),
    Verb("same_here", "G", acts.support_item),
    Verb("work_on", "G", acts.work_on_item),
    Verb("park", "G", acts.park_item),
    Verb("reopen", "G", acts.reopen_item),
    Verb("finish", "G", acts.finish_item),
    Verb("close", "G", acts.finish_item),
    Verb("join_with", "G", acts.merge_items),
    Verb("take_back", "G", acts.withdraw_item),
    Verb("publish", "G", acts.publish_item),
    Verb("put_on_agenda", "K", put.put_question_on_agenda),
    Verb("put", "K", put.put_question_on_agenda),
    *undo.UNDO,
    CardButtons("question", around.button),
    CardStates("question", around.states),
    Hook("question", "close", hooks.closed),
    Hook("question", "ask", recurring.look_for),
    search.FOLLOWABLE,
    search.FINDABLE,
    search.SOURCE,
    moderation.MODERATED,
    publication.PUBLISHED,
    publication.CONSENT,
    contributions.CONTRIBUTIONS,
    *held.HELD,
    measures.PUT,
    measures.TAKEN_UP,
    measures.DONE,
    lists.FORMAT,
    digest.SECTION,
    todo.CHORES,
    todo.UPKEEP,
    Welcomes(
        put.put_on_agenda,
        _("An item for the agenda"),
        _("All members see it. Its keeper decides whether it stands on it. It can be put without your name."),
        rank=55,
    ),
    explained.ASIDES,
    HelpHeading(
        _("The agenda"),
        (
            browse.agenda,
            put.put_on_agenda,
            put.put_question_on_agenda,
            acts.support_item,
            acts.work_on_item,
            acts.list_item,
            acts.park_item,
            acts.finish_item,
            acts.reopen_item,
        ),
        rank=12,
    ),
    rank=12,
)
