"""Lets ways of working be reported, taken out of sight and shown again."""

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import require
from bot.things.moderation import Moderated
from commands.methods.reader import AMethod
from storage.methods import methods
from storage.methods.method import METHOD
from storage.vocabulary import Role


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    return (await AMethod().read(ctx, text, None)).id


async def _hide(ctx: Context, number: int, hidden: bool) -> None:
    held = await ctx.read(methods.get, number)
    require(ctx, Role.coordinator, regions=(held.draft.regions or None) if held else None)
    if not await ctx.write(methods.hide, number, ctx.now, hidden=hidden):
        raise Refused(_("It is out of sight already.") if hidden else _("It was not out of sight."))


MODERATED = Moderated(METHOD, "F", _find, _hide)
