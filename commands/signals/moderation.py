"""Lets signals be reported, taken out of sight and shown again."""

from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.members.permissions import require
from bot.things.moderation import Moderated
from commands.signals.life import Act, among
from commands.signals.readers import ASignal
from storage.signals import signals
from storage.signals.signal import SIGNAL, State
from storage.vocabulary import Role


async def _find(ctx: Context, text: str, *, hidden: bool) -> int:
    return (await ASignal().read(ctx, text, None)).id


async def _hide(ctx: Context, number: int, hidden: bool) -> None:
    signal = await ctx.read(signals.get_one, number)
    require(ctx, Role.coordinator, regions=signal.regions)
    if hidden:
        values = {"state": State.hidden, "was": signal.state}
        if not await ctx.write(signals.turn, number, among(Act.hide), ctx.now, **values):
            raise Refused(_("It is out of sight already."))
        return
    back = {"state": signal.was or State.received, "was": None}
    if not await ctx.write(signals.turn, number, among(Act.unhide), ctx.now, **back):
        raise Refused(_("It was not out of sight."))


MODERATED = Moderated(SIGNAL, "S", _find, _hide)
