"""Lets tasks be reported, taken out of sight and shown again."""

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import require
from bot.things.moderation import Moderated
from commands.programmes.life import Act, among
from commands.programmes.readers import ATask
from commands.programmes.rights import around
from storage.programmes import tasks
from storage.programmes.task import TASK, State
from storage.vocabulary import Role


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    return (await ATask().read(ctx, text, None)).id


async def _hide(ctx: Context, number: int, hidden: bool) -> None:
    task = await ctx.read(tasks.get_one, number)
    require(ctx, Role.coordinator, regions=around(task))
    if hidden:
        values = {"state": State.hidden, "was": task.state}
        if not await ctx.write(tasks.turn, number, among(Act.hide), ctx.now, **values):
            raise Refused(_("It is out of sight already."))
        return
    back = {"state": task.was or State.open, "was": None}
    if not await ctx.write(tasks.turn, number, among(Act.unhide), ctx.now, **back):
        raise Refused(_("It was not out of sight."))


MODERATED = Moderated(TASK, "T", _find, _hide)
