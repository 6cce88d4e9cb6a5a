"""Lets a topic say something to who just signed up, below the welcome.

Welcome(_fitting)          in the declaration of groups
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.chat.reply import Block
from bot.command.command import Context
from storage.members.member import Member


@dataclass(frozen=True, slots=True)
class Welcome:
    """Blocks for a new member; none when there is nothing for them."""

    draw: Callable[[Context, Member], Awaitable[Sequence[Block]]]


async def welcome(ctx: Context, member: Member) -> list[Block]:
    """Return what topics say to a new member, in the order of the topics."""
    return [block for each in ctx.topics.all(Welcome) for block in await each.draw(ctx, member)]
