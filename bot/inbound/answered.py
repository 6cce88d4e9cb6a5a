"""Finds the message that somebody answers: what it says, and who wrote it."""

from dataclasses import dataclass
from hashlib import sha256
from typing import cast

from bot.chat.message import Identity, Message
from bot.chat.reply import codec
from bot.command.command import Context
from bot.outbound.letters import key_of
from storage.messaging import inbox, sent
from storage.messaging.sent import Sent


@dataclass(frozen=True, slots=True)
class Answered:
    """A message that somebody answers. `writer` is None where the platform does not tell; `ours` is what we sent."""

    key: str
    """Names it among all messages of all platforms."""
    text: str
    writer: Identity | None = None
    ours: Sent | None = None


async def answered(ctx: Context) -> Answered | None:
    """Return the message that this one answers; None when it answers none that can be read."""
    said = ctx.message
    if said.reply_to is None and not said.quoted:
        return None
    place = said.conversation.place.key
    # Platforms number messages within a place.
    key = sha256(f"{place}/{said.reply_to or said.id}".encode()).hexdigest()
    if said.quoted:
        return Answered(key, said.quoted, said.quoted_from)
    ours = await ctx.read(sent.by_native_id, said.conversation.key, str(said.reply_to))
    if ours is not None:
        return Answered(key, "", ours=ours)
    kept = await ctx.read(inbox.said, key_of(said.conversation.platform, str(said.reply_to)), place)
    if kept is None or kept.get("$") != "Message":
        return None
    message = cast("Message", codec.load(kept))
    return Answered(key, message.text, message.sender)
