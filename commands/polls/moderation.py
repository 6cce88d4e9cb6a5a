"""Lets polls be reported, taken out of sight and shown again."""

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import require
from bot.things.moderation import Moderated
from commands.polls.readers import APoll
from storage.polls import polls
from storage.polls.poll import POLL
from storage.vocabulary import Role


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    return (await APoll().read(ctx, text, None)).id


async def _hide(ctx: Context, number: int, hidden: bool) -> None:
    held = await ctx.read(polls.get, number)
    require(ctx, Role.coordinator, regions=(held.draft.regions or None) if held else None)
    if not await ctx.write(polls.hide, number, ctx.now, hidden=hidden):
        raise Refused(_("It is out of sight already.") if hidden else _("It was not out of sight."))


MODERATED = Moderated(POLL, "Z", _find, _hide)
