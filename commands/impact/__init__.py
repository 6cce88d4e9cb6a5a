"""Shows the impact of the Café in figures that the topics declare, with what one can do about them."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.help_heading import HelpHeading
from bot.members.todo import MonthlyLine
from bot.members.workbench import WorkbenchPage
from bot.sentences.samples import samples_in
from bot.topic import Topic
from commands.impact import as_file, scheduled, shapes
from commands.impact.impact import impact
from commands.impact.labels import CHAPTERS, WHEN

TOPIC = Topic(
    "impact",
    *samples_in(Path(__file__).parent),
    shapes.SHAPE,
    CHAPTERS,
    WHEN,
    as_file.DOCUMENT,
    scheduled.WORK,
    WorkbenchPage("impact", _("Impact"), impact, rank=42),
    MonthlyLine(scheduled.of_last_month),
    HelpHeading(_("Look around"), (impact,), rank=60),
    rank=65,
)
