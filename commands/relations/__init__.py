"""Relations: what networks and organisations are to each other, and how one comes from one to another."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.help_heading import HelpHeading
from bot.command.kind import Reads
from bot.members.workbench import WorkbenchPage
from bot.sentences.samples import samples_in
from bot.things.acts import Hook
from bot.things.card import CardButtons, CardFacts
from bot.topic import Topic
from commands.relations import (
    beside,
    connect,
    contributions,
    counted,
    digest,
    explained,
    export,
    held,
    islands,
    labels,
    lists,
    measures,
    picture,
    reach,
    shapes,
    show,
    tie,
    todo,
    undo,
)
from commands.relations.readers import EVERYTHING, APair, ASide, AWhat, Pair, Side, What
from storage.relations.relation import NETWORK

TOPIC = Topic(
    "relations",
    *samples_in(Path(__file__).parent),
    Reads(Side, ASide),
    Reads(Pair, APair),
    Reads(What, AWhat),
    labels.KINDS,
    labels.STANDINGS,
    *shapes.SHAPES,
    shapes.KNOWN,
    *undo.UNDO,
    *explained.ASIDES,
    *held.HELD,
    lists.FORMAT,
    counted.WORK,
    digest.TIES,
    picture.DRAWING,
    export.FORMS,
    *export.DOCUMENTS,
    todo.CHORES,
    measures.SAID,
    contributions.CONTRIBUTIONS,
    WorkbenchPage("relaties", _("Relations"), show.show_relations, rank=45, said=EVERYTHING),
    CardFacts(NETWORK, beside.facts),
    CardButtons(NETWORK, beside.buttons),
    Hook(NETWORK, "approve", beside.hub_began),
    HelpHeading(
        _("Relations"),
        (
            show.show_relations,
            reach.via_whom,
            reach.how_tied,
            connect.who_connects,
            islands.islands,
            tie.tie,
            tie.untie,
            connect.show_me,
            connect.hide_me,
            export.ties_as,
        ),
        rank=24,
    ),
    rank=24,
)
