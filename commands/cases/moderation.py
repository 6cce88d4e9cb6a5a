"""Lets cases be reported, taken out of sight and shown again; nobody looks into those of a closed group."""

from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.moderation import Moderated, turned_by
from commands.cases.life import Act, among
from commands.cases.readers import ACase
from commands.cases.rights import sees, unseen
from storage.cases import cases
from storage.cases.case import CASE, State


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    found = await ACase().read(ctx, text, None)
    if found.circle is not None and not await sees(ctx, found):
        raise Refused(unseen(found))
    return found.id


_HIDE = turned_by(
    cases.get_one,
    cases.turn,
    hide=among(Act.hide),
    unhide=among(Act.unhide),
    hidden_as=State.hidden,
    shown_as=State.brought,
    regions=lambda case: case.draft.regions or None,
)
MODERATED = Moderated(CASE, "C", _find, _HIDE)
