"""Lets polls be reported, taken out of sight and shown again."""

from bot.things.moderation import Moderated, found_by, hidden_by
from commands.polls.readers import APoll
from storage.polls import polls
from storage.polls.poll import POLL

MODERATED = Moderated(POLL, "Z", found_by(APoll), hidden_by(polls.get, polls.hide))
