"""Holds what all things share: verbs that go by the letter, links, keepers, undo, and what became of one's input."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.command import Verb
from bot.command.help_heading import HelpHeading
from bot.members.personal_data import OwnData
from bot.sentences.samples import samples_in
from bot.things import counting, hearing, upkeep
from bot.things.making import READERS
from bot.topic import Topic
from commands.things import keeper, links, website
from commands.things.my_input import my_input
from commands.things.undo import undo_last

TOPIC = Topic(
    "things",
    *samples_in(Path(__file__).parent),
    *READERS,
    counting.WORK,
    hearing.WORK,
    upkeep.WORK,
    Verb("link", "*", links.link_things),
    Verb("unlink", "*", links.unlink_things),
    *website.SHAPES,
    OwnData("keepers", _("What you keep, or were asked to keep"), keeper.told, rank=96),
    OwnData("hearings", _("What you are to hear, and heard"), rank=97),
    OwnData("upkeeps", _("When you were last asked about what you keep"), rank=98),
    HelpHeading(
        _("What you gave"),
        (my_input, undo_last, links.link_things, links.unlink_things, keeper.keeper),
        rank=14,
    ),
    rank=30,
)
