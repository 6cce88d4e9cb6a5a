"""Lets sources be reported, taken out of sight and shown again."""

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import require
from bot.things.moderation import Moderated
from commands.sources.reader import ASource
from storage.sources import sources
from storage.sources.source import SOURCE
from storage.vocabulary import Role


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    return (await ASource().read(ctx, text, None)).id


async def _hide(ctx: Context, number: int, hidden: bool) -> None:
    held = await ctx.read(sources.get, number)
    require(ctx, Role.coordinator, regions=(held.draft.regions or None) if held else None)
    if not await ctx.write(sources.hide, number, ctx.now, hidden=hidden):
        raise Refused(_("It is out of sight already.") if hidden else _("It was not out of sight."))


MODERATED = Moderated(SOURCE, "D", _find, _hide)
