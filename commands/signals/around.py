"""Offers a signal with what comes back in other topics."""

from collections.abc import Sequence

from bot.chat.reply import Action, Subject
from bot.chat.texts import _
from bot.command.command import Context
from commands.signals.put import signal_from


async def offer_any(ctx: Context, thing: Subject, _said: str, _how: str) -> Sequence[Action]:
    """To members who see that something comes back: they tell in words of their own what happens, and where."""
    return (Action(_("Make it a signal"), signal_from.line(thing.line)),) if ctx.member.signed_up_at else ()
