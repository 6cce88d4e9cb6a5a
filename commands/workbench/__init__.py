"""Opens the workbench: pages on the web where who coordinates sees what waits, with the buttons of the chat."""

from pathlib import Path

from bot.chat.texts import _
from bot.command.help_heading import HelpHeading
from bot.members.workbench import WorkbenchEnd
from bot.sentences.samples import samples_in
from bot.topic import Topic
from commands.workbench.open import close_workbench, open_workbench

TOPIC = Topic(
    "workbench",
    *samples_in(Path(__file__).parent),
    WorkbenchEnd(close_workbench),
    HelpHeading(_("Care and roles"), (open_workbench, close_workbench), rank=71),
    rank=71,
)
