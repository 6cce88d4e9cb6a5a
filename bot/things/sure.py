"""Asks for a yes to an act on what is somebody else's, or that cannot be undone: the act is named in full.

sure: Annotated[bool, Ask(_sure)] = True      in the command; `_sure` gives None when nothing needs to be asked
"""

from bot.chat.line import NO, YES, Line
from bot.chat.reply import Action, Actions, Reply, Style, Text, words
from bot.chat.texts import Msg, _
from bot.command.command import Context, Values
from bot.reading.numbers import kinds_of
from bot.things.life import keeper_of
from storage.links import Thing

_BACK = Line("terug", en="back")
"""Goes back to what was answered before, at every step."""

UNCHANGED = _("All right. Nothing was changed.")


_MADE_BY = ("maker_id", "asker_id", "member_id")
"""What storage calls who made a thing."""


async def of_another(ctx: Context, known: Values) -> bool:
    """Tell whether what a command is about first was made by somebody else, who keeps it too (`Command.others`)."""
    thing = next(iter(known.values()), None)
    kind = next((each for each in kinds_of(ctx).values() if isinstance(thing, each.type)), None)
    maker = next((getattr(thing, each) for each in _MADE_BY if hasattr(thing, each)), None)
    if kind is None or thing is None or ctx.member.id in (maker, *getattr(thing, "duo", ())):
        return False
    return await keeper_of(ctx, Thing(kind.name, thing.id), maker) != ctx.member.id


def are_you_sure(asked: Msg, *, changed: bool = False) -> Reply:
    """Return the question with its yes and no; with `changed` what was answered before can be said otherwise."""
    buttons = [Action(_("Yes"), YES, style=Style.primary)]
    buttons += [Action(_("Change"), _BACK)] if changed else []
    return Reply((Text(words(asked)), Actions((*buttons, Action(_("No"), NO)), choices=True)))
