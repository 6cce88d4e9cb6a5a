"""Asks for a yes to an act on what is somebody else's, or that cannot be undone: the act is named in full.

sure: Annotated[bool, Ask(_sure)] = True      in the command; `_sure` gives None when nothing needs to be asked
"""

from bot.chat.line import NO, YES, Line
from bot.chat.reply import Action, Actions, Reply, Style, Text, words
from bot.chat.texts import Msg, _

_BACK = Line("terug", en="back")
"""Goes back to what was answered before, at every step."""

UNCHANGED = _("All right. Nothing was changed.")


def are_you_sure(asked: Msg, *, changed: bool = False) -> Reply:
    """Return the question with its yes and no; with `changed` what was answered before can be said otherwise."""
    buttons = [Action(_("Yes"), YES, style=Style.primary)]
    buttons += [Action(_("Change"), _BACK)] if changed else []
    return Reply((Text(words(asked)), Actions((*buttons, Action(_("No"), NO)), choices=True)))
