"""Counts requests to be let into a closed group."""

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.groups import requests

ASKED = Counts("groups asked in", _("requests to be let into a group"), requests.count_asked)
