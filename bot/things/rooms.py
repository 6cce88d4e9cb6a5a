"""Finds the room that one speaks in, and keeps what was made in a closed one for those in it."""

from bot.chat.message import Kind
from bot.chat.reply import codec
from bot.command.command import Context
from storage.messaging import conversations
from storage.messaging.conversations import Audience


async def shown_here(ctx: Context, room: int | None, maker: int | None) -> bool:
    """Tell whether a thing of that room may be read where the reply goes: there, or by its maker alone."""
    if room is None or (ctx.personal and maker == ctx.member.id):
        return True
    here = await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    return here is not None and here.id == room


async def known_here(ctx: Context) -> Audience | None:
    """Return the channel or room that is spoken in; None in a personal chat.

    Teams tells that it added us to a team, and of none of its channels: one is known from the first time it matters.
    """
    place = ctx.message.conversation.place
    if ctx.personal:
        return None
    known = await ctx.read(conversations.by_key, place.key)
    if known is not None and known.left_at is None:
        return known
    known, _new = await ctx.write(
        conversations.put,
        key=place.key,
        platform=place.platform,
        kind=place.kind,
        name=place.name,
        language=ctx.language.code,
        address=codec.dump(place),
        now=ctx.now,
        closed=place.kind is Kind.group,
    )
    return known
