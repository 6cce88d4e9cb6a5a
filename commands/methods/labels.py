"""Names the states of ways of working as people read them, and tells how one becomes a standard."""

from bot.chat.texts import _
from bot.command.labels import Labels
from storage.methods.method import REGIONS, USES, State

STATES = Labels(
    State,
    {
        State.idea: _("an idea"),
        State.tried: _("tried"),
        State.standard: _("a standard"),
        State.withdrawn: _("withdrawn"),
    },
)
STANDARD = _(
    "After {uses} uses in {regions} regions a national coordinator may make it a standard. Once somebody else than its "
    "maker told of using it, it counts as tried.",
    uses=USES,
    regions=REGIONS,
)
