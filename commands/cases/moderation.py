"""Lets cases be reported, taken out of sight and shown again; nobody looks into those of a closed group."""

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import require
from bot.things.moderation import Moderated
from commands.cases.life import Act, among
from commands.cases.readers import ACase
from commands.cases.rights import sees, unseen
from storage.cases import cases
from storage.cases.case import CASE, State
from storage.vocabulary import Role


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    found = await ACase().read(ctx, text, None)
    if found.circle is not None and not await sees(ctx, found):
        raise Refused(unseen(found))
    return found.id


async def _hide(ctx: Context, number: int, hidden: bool) -> None:
    case = await ctx.read(cases.get_one, number)
    require(ctx, Role.coordinator, regions=case.draft.regions or None)
    if hidden:
        values = {"state": State.hidden, "was": case.state}
        if not await ctx.write(cases.turn, number, among(Act.hide), ctx.now, **values):
            raise Refused(_("It is out of sight already."))
        return
    back = {"state": case.was or State.brought, "was": None}
    if not await ctx.write(cases.turn, number, among(Act.unhide), ctx.now, **back):
        raise Refused(_("It was not out of sight."))


MODERATED = Moderated(CASE, "C", _find, _hide)
