"""Counts lessons that were shared, and how often they were used."""

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.lessons import lessons

SHARED = Counts("lessons shared", _("lessons that were shared"), lessons.count_shared)
USED = Counts("lessons used", _("times that lessons were used"), lessons.count_used)
