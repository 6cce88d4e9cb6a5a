"""Reads signals from their numbers: S-3."""

from bot.chat.spans import Code
from bot.chat.texts import _
from bot.reading.numbered import Numbered, Source
from storage.signals import signals
from storage.signals.signal import Signal


class ASignal(Numbered[Signal]):
    letter = "S"
    source = Source(signals.get, signals.latest)
    which = _("Which signal? Give its number, like {example}.", example=Code("S-3"))
    missing = _("Signal {number} does not exist.")
