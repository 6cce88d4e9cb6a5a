"""Names the states of ways of working as people read them."""

from bot.chat.texts import _
from bot.command.labels import Labels
from storage.methods.method import State

STATES = Labels(
    State,
    {
        State.idea: _("an idea"),
        State.tried: _("tried"),
        State.standard: _("a standard"),
        State.withdrawn: _("withdrawn"),
    },
)
