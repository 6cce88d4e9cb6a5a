"""Counts polls that were asked, and of how many it was told what is done with them."""

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.polls import polls

ASKED = Counts("polls", _("polls that were asked"), polls.count_made)
TOLD = Counts("polls told back", _("polls of which it was told what is done with them"), polls.count_told)
