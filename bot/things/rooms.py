"""Keeps what was made in a closed room for those in it."""

from bot.command.command import Context
from storage.messaging import conversations


async def shown_here(ctx: Context, room: int | None, maker: int | None) -> bool:
    """Tell whether a thing of that room may be read where the reply goes: there, or by its maker alone."""
    if room is None or (ctx.personal and maker == ctx.member.id):
        return True
    here = await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    return here is not None and here.id == room
