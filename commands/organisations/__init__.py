"""Shows an organisation: its networks, its people who consented, and what they asked and answered.

The page knows none of that: each topic adds its rows and buttons, as to any card, by `CardFacts(ORGANISATION, ...)`.
"""

from pathlib import Path

from bot.chat.texts import _
from bot.command.help_heading import HelpHeading
from bot.command.kind import Reads
from bot.sentences.samples import samples_in
from bot.topic import Topic
from commands.organisations import asking, page
from commands.organisations.reader import AnOrganisation
from storage.members.organisations import Organisation

TOPIC = Topic(
    "organisations",
    *samples_in(Path(__file__).parent),
    Reads(Organisation, AnOrganisation),
    asking.KNOWN,
    HelpHeading(_("Networks"), (page.show_organisation,), rank=20),
    rank=25,
)
