"""Counts ways of working that were put, and how often they were used."""

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.methods import methods

PUT = Counts("methods put", _("ways of working that were put"), methods.count_put)
USED = Counts("methods used", _("times that ways of working were used"), methods.count_used)
