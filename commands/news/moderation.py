"""Lets news be reported, taken out of sight and shown again."""

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import require
from bot.things.moderation import Moderated
from commands.news.reader import AnItem
from commands.news.rights import sees
from storage.news import news
from storage.news.item import NEWS, State
from storage.vocabulary import Role


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    found = await AnItem().read(ctx, text, None)
    if found.state is State.asked and not await sees(ctx, found):
        raise Refused(_("{number} is out of sight.", number=found.number))
    return found.id


async def _hide(ctx: Context, number: int, hidden: bool) -> None:
    held = await ctx.read(news.get, number)
    require(ctx, Role.coordinator, regions=(held.draft.regions or None) if held else None)
    if not await ctx.write(news.hide, number, ctx.now, hidden=hidden):
        raise Refused(_("It is out of sight already.") if hidden else _("It was not out of sight."))


MODERATED = Moderated(NEWS, "U", _find, _hide)
