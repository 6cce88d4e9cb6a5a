"""Ways of working: an idea, tried by somebody else, and a standard after three uses in two regions."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.command import Verb
from bot.command.help_heading import HelpHeading
from bot.command.kind import Kind
from bot.command.welcomes import Welcomes
from bot.sentences.samples import samples_in
from bot.things.acts import Acts
from bot.things.card import CardButtons
from bot.things.contributions import own_of
from bot.things.keeping import Kept
from bot.things.names import Named
from bot.things.publication import PUBLISH, UNPUBLISH
from bot.topic import Topic
from commands.methods import (
    acts,
    around,
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
from commands.methods.life import Act
from commands.methods.reader import AMethod
from storage.methods.authorship import AUTHORED
from storage.methods.method import METHOD, Method

TOPIC = Topic(
    "methods",
    *samples_in(Path(__file__).parent),
    Kind(
        METHOD,
        "F",
        Method,
        AMethod,
        _("a way of working"),
        ("werkvorm",),
        spoken=(
            "methode",
            "werkwijze",
            "aanpak",
            "method",
            "approach",
        ),
        lists="list_methods",
        own=own_of(METHOD, contributions.CONTRIBUTIONS),
    ),
    labels.STATES,
    Named(METHOD, card.names),
    Kept(METHOD, card.held_of),
    Acts(METHOD, frozenset({*Act, PUBLISH, UNPUBLISH})),
    publication.PUBLISHED,
    publication.CONSENT,
    Verb("used", "F", acts.use_method),
    Verb("take_back", "F", acts.withdraw_method),
    Verb("reopen", "F", acts.reopen_method),
    CardButtons("case", around.button),
    CardButtons("meeting", around.button),
    shapes.NAMED,
    shapes.PUT,
    *acts.UNDO,
    *AUTHORED,
    search.FOLLOWABLE,
    search.FINDABLE,
    search.SOURCE,
    moderation.MODERATED,
    contributions.CONTRIBUTIONS,
    *held.HELD,
    measures.PUT,
    measures.USED,
    lists.FORMAT,
    digest.STANDARDS,
    digest.NEW,
    upkeep.UPKEEP,
    upkeep.CHORES,
    Welcomes(
        put.put_method,
        _("A way of working"),
        _("All members see it. It can be put without your name."),
        rank=70,
    ),
    explained.ASIDES,
    HelpHeading(
        _("Ways of working"),
        (put.put_method, browse.list_methods, acts.use_method, acts.settle_method),
        rank=39,
    ),
    rank=39,
)
