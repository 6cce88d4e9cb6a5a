"""Lets meetings be reported, taken out of sight and shown again. Nobody looks into those of a closed group."""

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import require
from bot.things.moderation import Moderated
from commands.events.readers import AMeeting, ASeries
from commands.events.rights import unseen
from storage.events import all_series, meetings
from storage.events.meeting import MEETING
from storage.events.series import SERIES
from storage.vocabulary import Role


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    return (await AMeeting().read(ctx, text, None)).id


async def _hide(ctx: Context, number: int, hidden: bool) -> None:
    held = await ctx.read(meetings.get, number)
    if held is not None and held.draft.closed:
        raise Refused(unseen(held.number, closed=True))
    require(ctx, Role.coordinator, regions=(held.draft.regions or None) if held else None)
    if not await ctx.write(meetings.hide, number, ctx.now, hidden=hidden):
        raise Refused(_("It is out of sight already.") if hidden else _("It was not out of sight."))


MODERATED = Moderated(MEETING, "B", _find, _hide)


async def _find_series(ctx: Context, text: str, *, hidden: bool) -> int:
    return (await ASeries().read(ctx, text, None)).id


async def _hide_series(ctx: Context, number: int, hidden: bool) -> None:
    held = await ctx.read(all_series.get, number)
    if held is not None and held.draft.closed:
        raise Refused(unseen(held.number, closed=True))
    require(ctx, Role.coordinator, regions=(held.draft.regions or None) if held else None)
    if not await ctx.write(all_series.hide, number, ctx.now, hidden=hidden):
        raise Refused(_("It is out of sight already.") if hidden else _("It was not out of sight."))


MODERATED_SERIES = Moderated(SERIES, "R", _find_series, _hide_series)
