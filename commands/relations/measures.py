"""Counts the ties that both sides said in a period."""

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.relations import relations

SAID = Counts("ties said", _("ties that two networks said"), relations.count_said)
