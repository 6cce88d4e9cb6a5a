"""Names how open sources are, and their states, as people read them."""

from bot.chat.texts import _
from bot.command.labels import Labels
from storage.sources.source import Openness, State

OPENNESS = Labels(
    Openness,
    {
        Openness.open: _("open"),
        Openness.closed: _("not open"),
        Openness.unknown: _("open or not: unknown"),
    },
)
STATES = Labels(State, {State.there: _("there"), State.withdrawn: _("withdrawn")})
