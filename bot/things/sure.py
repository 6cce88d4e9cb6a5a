"""Asks for a yes to an act on what is somebody else's, or that cannot be undone: the act is named in full.

sure: Annotated[bool, Ask(_sure)] = True      in the command; `_sure` gives None when nothing needs to be asked
"""

from bot.chat.reply import Action, Actions, Reply, Style, Text, words
from bot.chat.texts import Msg, _

UNCHANGED = _("All right. Nothing was changed.")


def are_you_sure(asked: Msg) -> Reply:
    """Return the question with its yes and no."""
    yes = Action(_("Yes"), "ja", style=Style.primary)
    return Reply((Text(words(asked)), Actions((yes, Action(_("No"), "nee")), choices=True)))
