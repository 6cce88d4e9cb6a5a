"""Lets tasks be reported, taken out of sight and shown again."""

from bot.things.moderation import Moderated, found_by, turned_by
from commands.programmes.life import Act, among
from commands.programmes.readers import ATask
from commands.programmes.rights import around
from storage.programmes import tasks
from storage.programmes.task import TASK, State

_HIDE = turned_by(
    tasks.get_one,
    tasks.turn,
    hide=among(Act.hide),
    unhide=among(Act.unhide),
    hidden_as=State.hidden,
    shown_as=State.open,
    regions=around,
)
MODERATED = Moderated(TASK, "T", found_by(ATask), _HIDE)
