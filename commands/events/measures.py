"""Counts meetings that were announced, and of how many a report came. Those of closed groups do not count."""

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.events import meetings

ANNOUNCED = Counts("meetings announced", _("meetings that were announced"), meetings.count_planned)
REPORTED = Counts("meetings reported", _("meetings of which a report came"), meetings.count_reported)
