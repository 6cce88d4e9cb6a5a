"""Counts words that came in, and those that were settled."""

from bot.chat.texts import _
from bot.things.measures import Counts
from storage.glossary import words as storage

MADE = Counts("words made", _("words that came in"), storage.count_made)
SETTLED = Counts("words settled", _("words that were settled"), storage.count_settled)
