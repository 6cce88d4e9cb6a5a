"""Lets ways of working be reported, taken out of sight and shown again."""

from bot.things.moderation import Moderated, found_by, hidden_by
from commands.methods.reader import AMethod
from storage.methods import methods
from storage.methods.method import METHOD

MODERATED = Moderated(METHOD, "F", found_by(AMethod), hidden_by(methods.get, methods.hide))
