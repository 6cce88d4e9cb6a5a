"""Lets members follow things of a topic: how one is referred to, and what it is called.

Followable("bookmark", "B", read=_read, named=_named)        in the declaration of bookmarks
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat.reply import Action, Subject
from bot.chat.texts import _
from bot.command.command import Context
from storage.members import follows


@dataclass(frozen=True, slots=True)
class Followed:
    """Something to follow, what it is called, and how to refer to it in a line."""

    kind: str
    id: int
    name: str
    line: str


def _no_buttons(_followed: Followed) -> tuple[Action, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Followable:
    """A kind of thing that members follow. `storage.follows` keeps who follows which."""

    kind: str
    letter: str
    read: Callable[[Context, str], Awaitable[Followed]]
    """What a text refers to. Raises `bot.command.reader.Unclear`."""
    named: Callable[[Context, int], Awaitable[Followed | None]]
    """One that is followed already; None when it is gone."""
    by_name: bool = False
    """It is read from a name too, and not only from its letter and number."""
    buttons: Callable[[Followed], tuple[Action, ...]] = _no_buttons
    """What else can be done by who follows it from now on."""


async def follow_button(ctx: Context, thing: Subject) -> list[Action]:
    """For the card of a thing: a member follows it from now on, or no longer."""
    if not ctx.member.signed_up_at:
        return []
    if await ctx.read(follows.following, ctx.member.id, thing.kind, thing.id):
        return [Action(_("Unfollow"), ctx.line("unfollow", thing.line))]
    return [Action(_("Follow"), ctx.line("follow", thing.line))]
