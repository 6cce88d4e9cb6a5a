"""Relations: what networks and organisations are to each other, and how one comes from one to another."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.help_heading import HelpHeading
from bot.command.kind import Reads
from bot.command.samples import samples_in
from bot.topic import Topic
from commands.relations import connect, counted, held, islands, labels, lists, picture, reach, shapes, show, tie, undo
from commands.relations.readers import APair, ASide, AWhat, Pair, Side, What

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
    *held.HELD,
    lists.FORMAT,
    counted.WORK,
    picture.DRAWING,
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
        ),
        rank=24,
    ),
    rank=24,
)
