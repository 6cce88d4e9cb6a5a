"""Tells who works in a region, where nothing but that is asked: "wie werkt er in Urk"."""

from typing import Final

from bot.chat.reply import Action, Actions, Items, Reply, Text, words
from bot.chat.texts import _
from bot.command.command import Context
from bot.language.sentence import Sentence
from bot.members.visibility import place_of
from bot.search.reasons import Reason
from bot.search.results import brief, in_order, records_of
from bot.search.search import Hit
from storage.members import in_region, people

SHOWN: Final = 3
"""People a page: more does not fit a phone."""
MOST: Final = 50
"""People that are leafed through: who wants more asks what about."""


async def people_there(ctx: Context, sentence: Sentence, page: int) -> Reply | None:
    """Return who works in the regions that a sentence names, and nothing else; None when it does, or nobody does."""
    regions = sentence.ids("region")
    if not regions or any(not word.aside for word in sentence.wanted) or len(sentence.named) > len(regions):
        return None
    within = _within(ctx, regions)
    ids = await ctx.read(in_region.by_name, within, place_of(ctx), but=ctx.member.id, limit=MOST)
    first = (page - 1) * SHOWN
    there = await ctx.read(people.load, ids[first : first + SHOWN])
    if not there:
        return None
    hits = [
        Hit("member", each.id, each.name, 1.0, (Reason("region", ids=(*sorted(each.regions & within),), how="same"),))
        for each in there
    ]
    items = in_order(ctx, hits, await ctx.read(records_of, ctx.topics, hits), "")
    names = [ctx.atlas.regions[each].name for each in sorted(regions)]
    further = [Action(_("Networks in {region}", region=name), ctx.line("list_networks", name)) for name in names[:1]]
    if first + SHOWN < len(ids):
        more = f"{sentence.text} p{page + 1}"
        further.insert(0, Action(_("More ({n})", n=len(ids) - first - SHOWN), ctx.line("who_knows", more)))
    told = Text(words(_("These people work in {region}:", region=names)))
    return Reply((told, Items(tuple(map(brief, items))), Actions(tuple(further))))


def _within(ctx: Context, regions: frozenset[int]) -> frozenset[int]:
    """The regions, and all that lie in them."""
    above = ctx.vocabulary.regions.above
    return frozenset(
        each for each in ctx.atlas.regions if each in regions or not above(each).keys().isdisjoint(regions)
    )
