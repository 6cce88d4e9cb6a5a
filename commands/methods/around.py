"""Adds ways of working to others: one for its themes, on the card of a case or a meeting."""

from collections.abc import Sequence

from bot.chat.reply import Action, Subject
from bot.chat.spans import shorten
from bot.command.command import Context
from storage import search
from storage.methods import methods

BRIEF = 28
"""Letters of a name that fit a button."""


async def button(ctx: Context, thing: Subject) -> Sequence[Action]:
    """Offer the one that is used most for a theme of the thing, to members; nothing when none is for it."""
    if not ctx.member.signed_up_at:
        return ()
    key = (thing.kind, thing.id)
    found = (await ctx.read(search.subjects, [key])).get(key)
    best = await ctx.read(methods.for_themes, found.themes) if found and found.themes else None
    return (Action(shorten(best.title, BRIEF), best.number),) if best else ()
