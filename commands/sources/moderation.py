"""Lets sources be reported, taken out of sight and shown again."""

from bot.things.moderation import Moderated, found_by, hidden_by
from commands.sources.reader import ASource
from storage.sources import sources
from storage.sources.source import SOURCE

MODERATED = Moderated(SOURCE, "D", found_by(ASource), hidden_by(sources.get, sources.hide))
