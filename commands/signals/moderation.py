"""Lets signals be reported, taken out of sight and shown again."""

from operator import attrgetter

from bot.things.moderation import Moderated, found_by, turned_by
from commands.signals.life import Act, among
from commands.signals.readers import ASignal
from storage.signals import signals
from storage.signals.signal import SIGNAL, State

_HIDE = turned_by(
    signals.get_one,
    signals.turn,
    hide=among(Act.hide),
    unhide=among(Act.unhide),
    hidden_as=State.hidden,
    shown_as=State.received,
    regions=attrgetter("regions"),
)
MODERATED = Moderated(SIGNAL, "S", found_by(ASignal), _HIDE)
