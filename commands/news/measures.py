"""Counts news that was shared."""

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.news import news

SHARED = Counts("news shared", _("news that was shared"), news.count_shared)
