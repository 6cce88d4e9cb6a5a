"""Names the kinds and states of polls as people read them."""

from bot.chat.texts import _
from bot.command.labels import Labels
from storage.polls.poll import Sort, State

SORTS = Labels(
    Sort,
    {
        Sort.choice: _("choice"),
        Sort.scale: _("scale"),
        Sort.top: _("top three"),
        Sort.dilemma: _("dilemma"),
    },
)
STATES = Labels(
    State,
    {
        State.open: _("open"),
        State.closed: _("closed"),
        State.done: _("finished"),
        State.withdrawn: _("withdrawn"),
    },
)
