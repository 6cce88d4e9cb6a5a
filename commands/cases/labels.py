"""Names the states and sizes of cases, and what they are compared by."""

from enum import StrEnum

from bot.chat.texts import _
from bot.command.labels import Labels
from storage.cases.case import Aspect, Size, State


class Among(StrEnum):
    """Says what a list of cases is narrowed to that is no state."""

    running = "running"
    """Not finished."""
    waiting = "waiting"
    """Not finished, and nobody thought along."""


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
AMONG = Labels(
    Among,
    {Among.running: _("running"), Among.waiting: _("without a reaction")},
    {
        Among.running: ("lopend", "lopen", "loopt", "bezig", "gaande", "ongoing", "going on", "niet klaar", "open"),
        Among.waiting: (
            *("wachten", "wachten op een reactie", "zonder reacties", "geen reactie", "nog niemand", "onbeantwoord"),
            *("waiting", "wait", "wait for a reaction", "without reactions", "no reaction", "nobody yet", "unanswered"),
        ),
    },
)
