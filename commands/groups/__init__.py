"""Groups by role: what each place of the Café is for, which fit, being let in, and who is what in a hub."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.help_heading import HelpHeading
from bot.command.kind import Reads
from bot.sentences.samples import samples_in
from bot.things.acts import Acts
from bot.things.card import CardFacts
from bot.topic import Topic
from commands.groups import (
    answer,
    ask_in,
    browse,
    clock,
    contributions,
    explained,
    held,
    hub_labels,
    lists,
    measures,
    search,
    todo,
)
from commands.groups.life import Act
from commands.groups.readers import AGroup, ARequest
from storage.groups.group import REQUEST, Group, Request
from storage.vocabulary import Subject

TOPIC = Topic(
    "groups",
    *samples_in(Path(__file__).parent),
    Reads(Group, AGroup),
    Reads(Request, ARequest),
    hub_labels.LABELS,
    *hub_labels.SHAPES,
    answer.KNOWN,
    *explained.ASIDES,
    Acts(REQUEST, frozenset({ask_in.ASK, Act.let_in, Act.keep_out})),
    Acts(Subject.network, frozenset({hub_labels.TAKE, hub_labels.DROP})),
    ask_in.UNDO,
    *answer.UNDO,
    *hub_labels.UNDO,
    CardFacts(Subject.network, hub_labels.facts),
    browse.WELCOME,
    browse.PURPOSE,
    contributions.CONTRIBUTIONS,
    search.FINDABLE,
    search.SOURCE,
    *held.HELD,
    lists.FORMAT,
    todo.CHORES,
    clock.WORK,
    measures.ASKED,
    HelpHeading(
        _("Groups"),
        (browse.list_groups, browse.groups_for_me, ask_in.ask_in, hub_labels.who_is_in_hub, hub_labels.be_in_hub),
        rank=58,
    ),
    rank=58,
)
