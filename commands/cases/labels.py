"""Names the states and sizes of cases, and what they are compared by."""

from bot.chat.texts import _
from bot.command.labels import Labels
from storage.cases.case import Aspect, Size, State

STATES = Labels(
    State,
    {
        State.brought: _("put in"),
        State.discussed: _("discussed"),
        State.followed: _("followed"),
        State.closed: _("finished"),
        State.withdrawn: _("taken back"),
        State.hidden: _("hidden"),
    },
)
SIZES = Labels(Size, {Size.small: _("small"), Size.large: _("large")})
ASPECTS = Labels(
    Aspect,
    {
        Aspect.changes: _("what changes"),
        Aspect.carries: _("who carries it"),
        Aspect.practice: _("where practical knowledge is used"),
    },
)
