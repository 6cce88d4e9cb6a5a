"""Names the states of words as people read them."""

from bot.chat.texts import _
from bot.command.labels import Labels
from storage.glossary.word import State

STATES = Labels(
    State,
    {
        State.asked: _("asked for"),
        State.proposed: _("proposed"),
        State.settled: _("settled"),
        State.withdrawn: _("withdrawn"),
    },
)
