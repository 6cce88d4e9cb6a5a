"""Lets agenda items be reported, taken out of sight and shown again."""

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import require
from bot.things.moderation import Moderated
from commands.agenda.life import Act, among
from commands.agenda.readers import AnItem
from commands.agenda.rights import around
from storage.agenda import items
from storage.agenda.item import ITEM, State
from storage.vocabulary import Role


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    return (await AnItem().read(ctx, text, None)).id


async def _hide(ctx: Context, number: int, hidden: bool) -> None:
    item = await ctx.read(items.get_one, number)
    require(ctx, Role.coordinator, regions=around(item))
    if hidden:
        values = {"state": State.hidden, "was": item.state}
        if not await ctx.write(items.turn, number, among(Act.hide), ctx.now, **values):
            raise Refused(_("It is out of sight already."))
        return
    back = {"state": item.was or State.listed, "was": None}
    if not await ctx.write(items.turn, number, among(Act.unhide), ctx.now, **back):
        raise Refused(_("It was not out of sight."))


MODERATED = Moderated(ITEM, "G", _find, _hide)
