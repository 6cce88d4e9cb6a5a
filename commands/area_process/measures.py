"""Counts area processes that were begun."""

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.area_process import area_processes

BEGUN = Counts("area processes begun", _("area processes that were begun"), area_processes.count_begun)
