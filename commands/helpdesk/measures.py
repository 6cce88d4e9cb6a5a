"""Counts requests at the desks that were put and solved."""

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.helpdesk import requests

PUT = Counts("desk requests put", _("requests put to a desk"), requests.count_put)
SOLVED = Counts("desk requests solved", _("requests at a desk that were solved"), requests.count_solved)
