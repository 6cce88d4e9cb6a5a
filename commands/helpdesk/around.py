"""Adds to what others make of what comes back at a desk: the other requests that ask the same."""

from collections.abc import Sequence

from bot.chat.reply import Fact, Subject, words
from bot.chat.texts import _, _n
from bot.command.command import Context
from commands.helpdesk.put import RECENT
from commands.helpdesk.rights import keeps, mine
from storage import links
from storage.helpdesk import requests
from storage.helpdesk.request import REQUEST
from storage.links import Thing
from storage.vocabulary import LinkKind

FEWEST = 3
"""Requests of which others read how many they are; of fewer somebody might know whose they are."""


async def evidence(ctx: Context, thing: Subject) -> None:
    """Let a thing that somebody made of a request at their desk stand on all that ask the same there."""
    its, scopes = Thing(thing.kind, thing.id), await mine(ctx)
    kept = [each for each in await ctx.read(requests.load, await _of(ctx, its)) if keeps(scopes, each)]
    if not kept:
        return
    ids = await ctx.read(requests.alike_to, kept[0], ctx.now - RECENT)
    same = [each.id for each in await ctx.read(requests.load, ids) if keeps(scopes, each)]
    for each in same:
        await ctx.write(links.link, its, LinkKind.komt_uit, Thing(REQUEST, each), ctx.member.id, ctx.now)
    await ctx.write(requests.mark_alike, [kept[0].id, *same], 0)


async def offer_again(ctx: Context, thing: Subject) -> None:
    """Offer once more what comes back at a desk, when what was made of it is gone."""
    ids = await _of(ctx, Thing(thing.kind, thing.id))
    await ctx.write(requests.mark_alike, ids, len(ids) - 1)


async def facts(ctx: Context, thing: Subject) -> Sequence[Fact]:
    """Tell on the card of what was made of requests how many they are."""
    n = len(await _of(ctx, Thing(thing.kind, thing.id)))
    return (Fact(_("Asked at the desk"), words(_n("{n} time", "{n} times", n))),) if n >= FEWEST else ()


async def _of(ctx: Context, thing: Thing) -> list[int]:
    """The requests that a thing comes from, the first first."""
    found = (await ctx.read(links.of, [thing])).get(thing, [])
    return [
        each.other.id
        for each in found
        if each.other.kind == REQUEST and each.kind is LinkKind.komt_uit and not each.back
    ]
