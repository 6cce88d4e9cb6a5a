"""Lets administrators take in lists by sending the file in their private chat: first what would come of it, then it."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.bare_files import BareFiles
from bot.command.help_heading import HelpHeading
from bot.sentences.samples import samples_in
from bot.topic import Topic
from commands.intake import clock, held
from commands.intake.send import are_lists, drop_lists, put_lists, take_lists

TOPIC = Topic(
    "intake",
    *samples_in(Path(__file__).parent),
    BareFiles(take_lists, are_lists),
    clock.WORK,
    held.HELD,
    HelpHeading(_("Care and roles"), (take_lists, put_lists, drop_lists), rank=71),
    rank=72,
)
