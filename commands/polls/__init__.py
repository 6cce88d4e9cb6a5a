"""Polls: a group chooses, everyone once and without a name, and hears what came of it and what is done with it."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.command import Verb
from bot.command.help_heading import HelpHeading
from bot.command.kind import Kind
from bot.command.welcomes import Welcomes
from bot.sentences.samples import samples_in
from bot.things.acts import Acts
from bot.things.contributions import own_of
from bot.things.names import Named
from bot.topic import Topic
from commands.polls import (
    acts,
    browse,
    card,
    clock,
    contributions,
    digest,
    explained,
    held,
    labels,
    make,
    measures,
    moderation,
    readers,
    search,
    shapes,
    todo,
    vote,
)
from commands.polls.life import Act
from storage.polls.authorship import AUTHORED
from storage.polls.poll import POLL, Poll

TOPIC = Topic(
    "polls",
    *samples_in(Path(__file__).parent),
    Kind(
        POLL,
        "Z",
        Poll,
        readers.APoll,
        _("a poll"),
        spoken=(
            "poll",
            "enquete",
            "stemming",
            "survey",
            "vote",
        ),
        lists="list_polls",
        own=own_of(POLL, contributions.CONTRIBUTIONS),
    ),
    *readers.READERS,
    readers.WAYS,
    labels.SORTS,
    labels.STATES,
    Named(POLL, card.names),
    Acts(POLL, frozenset(Act)),
    Verb("close", "Z", acts.close_poll),
    Verb("take_back", "Z", acts.withdraw_poll),
    Verb("reopen", "Z", acts.reopen_poll),
    *acts.UNDO,
    Welcomes(
        make.make_poll,
        _("A poll"),
        _("Nobody sees who chose what, unless it is an open poll: that says so. All see the result when it closes."),
        told=False,
    ),
    Welcomes(
        vote.vote,
        _("A vote"),
        _("Nobody sees who chose what, unless it is an open poll: that says so. You can change it until it closes."),
        told=False,
    ),
    explained.ASIDES,
    HelpHeading(_("Polls"), (make.make_poll, make.open_poll, vote.vote, browse.list_polls), rank=45),
    shapes.VOTES,
    shapes.ASKS,
    search.FOLLOWABLE,
    search.FINDABLE,
    search.SOURCE,
    moderation.MODERATED,
    contributions.CONTRIBUTIONS,
    *held.HELD,
    held.KEPT,
    *AUTHORED,
    measures.ASKED,
    measures.TOLD,
    todo.CHORES,
    digest.OPEN,
    digest.CLOSED,
    clock.WORK,
    rank=45,
)
