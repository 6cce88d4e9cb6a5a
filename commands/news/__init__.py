"""News: a link or a sentence that others should read, once in their digest; and what a hub saw in a month."""

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
from commands.news import (
    browse,
    card,
    contributions,
    digest,
    explained,
    held,
    hub_months,
    keep,
    labels,
    lists,
    measures,
    moderation,
    monthly,
    publication,
    search,
    shapes,
    share,
    take_along,
    todo,
)
from commands.news.life import Act
from commands.news.reader import AnItem
from storage.news.authorship import AUTHORED
from storage.news.item import NEWS, Item

TOPIC = Topic(
    "news",
    *samples_in(Path(__file__).parent),
    Kind(
        NEWS,
        "U",
        Item,
        AnItem,
        _("an item of news"),
        ("nieuwsbericht",),
        spoken=(
            "nieuwtje",
            "nieuws",
            "bericht",
            "artikel",
            "article",
        ),
        lists="list_news",
        own=own_of(NEWS, contributions.CONTRIBUTIONS),
    ),
    labels.SORTS,
    labels.STATES,
    Named(NEWS, card.names),
    Kept(NEWS, card.held_of),
    Acts(NEWS, frozenset({*Act, PUBLISH, UNPUBLISH})),
    publication.PUBLISHED,
    publication.CONSENT,
    Acts("network", frozenset({hub_months.EDIT, hub_months.SEND})),
    Verb("take_back", "U", keep.withdraw_news),
    Verb("reopen", "U", keep.reopen_news),
    shapes.SHARED,
    *keep.UNDO,
    *hub_months.UNDO,
    *AUTHORED,
    search.FOLLOWABLE,
    search.FINDABLE,
    search.SOURCE,
    moderation.MODERATED,
    contributions.CONTRIBUTIONS,
    *held.HELD,
    measures.SHARED,
    lists.FORMAT,
    digest.SHARED,
    todo.CHORES,
    monthly.WORK,
    Welcomes(
        share.share_news,
        _("News"),
        _("All members see it, once in the digest. It can be put without your name."),
        rank=40,
    ),
    explained.ASIDES,
    HelpHeading(
        _("News"),
        (share.share_news, take_along.take_along, browse.list_news, hub_months.hub_month, hub_months.send_up),
        rank=38,
    ),
    rank=38,
)
