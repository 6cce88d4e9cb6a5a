"""Tells of shared sources whose they are, when a new issue comes, and what contradicts them, side by side."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.command import Verb
from bot.command.help_heading import HelpHeading
from bot.command.kind import Kind
from bot.command.welcomes import Welcomes
from bot.sentences.samples import samples_in
from bot.things.acts import Acts
from bot.things.contributions import own_of
from bot.things.keeping import Kept
from bot.things.names import Named
from bot.things.publication import PUBLISH, UNPUBLISH
from bot.topic import Topic
from commands.sources import (
    acts,
    browse,
    card,
    contributions,
    digest,
    explained,
    held,
    labels,
    lists,
    measures,
    moderation,
    publication,
    put,
    search,
    shapes,
    upkeep,
)
from commands.sources.life import Act
from commands.sources.reader import ASource
from storage.sources.authorship import AUTHORED
from storage.sources.source import SOURCE, Source

TOPIC = Topic(
    "sources",
    *samples_in(Path(__file__).parent),
    Kind(
        SOURCE,
        "D",
        Source,
        ASource,
        _("a source"),
        ("bron",),
        spoken=(
            "databron",
            "dataset",
        ),
        lists="list_sources",
        own=own_of(SOURCE, contributions.CONTRIBUTIONS),
    ),
    labels.OPENNESS,
    labels.STATES,
    Named(SOURCE, card.names),
    Kept(SOURCE, card.held_of),
    Acts(SOURCE, frozenset({*Act, PUBLISH, UNPUBLISH})),
    publication.PUBLISHED,
    publication.CONSENT,
    Verb("take_back", "D", acts.withdraw_source),
    Verb("reopen", "D", acts.reopen_source),
    shapes.ASKED,
    *acts.UNDO,
    *AUTHORED,
    search.FOLLOWABLE,
    search.FINDABLE,
    search.FOUND_BY,
    moderation.MODERATED,
    contributions.CONTRIBUTIONS,
    *held.HELD,
    measures.PUT,
    measures.ISSUED,
    measures.CLAIMED,
    lists.FORMAT,
    digest.NEW,
    upkeep.UPKEEP,
    upkeep.CHORES,
    Welcomes(
        put.put_source,
        _("A source"),
        _("All members see it. It can be put without your name."),
        rank=70,
    ),
    explained.ASIDES,
    HelpHeading(
        _("Shared sources"),
        (put.put_source, browse.list_sources, acts.issue_source, acts.contradict_source),
        rank=41,
    ),
    rank=41,
)
