"""Draws an item of news as people see it: its card, its name in links, a line of it in a list."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Quote, Reply, say, words
from bot.chat.reply import Item as Line
from bot.chat.spans import Code, Link, shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.visibility import name_to
from bot.things.card import buttons_of, facts_of
from bot.things.following import follow_button
from bot.things.keeping import Held
from bot.things.names import links_of
from commands.news.labels import SORTS
from commands.news.life import Act
from commands.news.rights import can, sees, subject
from storage import links
from storage.links import Thing
from storage.members import people
from storage.news import news
from storage.news.item import NEWS, Item, State, site_of

BRIEF = 60
"""Letters of an item that are enough to know it by."""


async def card(ctx: Context, item: Item) -> Reply:
    """What it says and where to read it, kept up to date where it stands."""
    if not await sees(ctx, item):
        return say(_("{number} is out of sight.", number=Code(item.number)))
    thing, its = subject(item), Thing(NEWS, item.id)
    acts = await can(ctx, item)
    if item.state is State.withdrawn:
        told = say(_("{number} is withdrawn.", number=Code(item.number))).blocks
        back = Actions((Action(_("Put it back"), ctx.line("reopen_news", item.number)),))
        return Reply((*told, *((back,) if Act.reopen in acts and item.text else ())), subject=thing)
    linked = (await ctx.read(links.of, [its])).get(its, [])
    rows = (*await _facts(ctx, item), *await links_of(ctx, linked), *await facts_of(ctx, thing))
    more = [Action(_("Take back"), ctx.line("withdraw_news", item.number))] if Act.withdraw in acts else []
    more += await buttons_of(ctx, thing)
    follow = await follow_button(ctx, thing)
    blocks: list[Block] = [
        Heading(words(f"{item.number} · ", SORTS[item.draft.sort])),
        Quote(words(item.text)),
        *((Facts(rows),) if rows else ()),
        *((Actions(tuple(follow)),) if follow else ()),
        *((Actions(tuple(more), under=_("More")),) if more else ()),
    ]
    return Reply(tuple(blocks), subject=thing)


async def _facts(ctx: Context, item: Item) -> list[Fact]:
    draft, rows = item.draft, []
    if draft.link:
        rows.append(Fact(_("Read"), words(Link(site_of(draft.link), draft.link))))
    named = [
        *sorted(ctx.atlas.regions[each].name for each in draft.regions if each in ctx.atlas.regions),
        *sorted(ctx.atlas.themes[each].name for each in draft.themes if each in ctx.atlas.themes),
    ]
    if named:
        rows.append(Fact(_("About"), words(" · ".join(named))))
    if item.shown_maker is not None:
        known = await ctx.read(people.load, [item.shown_maker])
        rows.append(Fact(_("Shared by"), words(name_to(ctx, known[0] if known else None))))
    rows.append(Fact(_("Since"), words(ctx.language.text(item.shared_at.date()))))
    return rows


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what news is called, but for what the reader does not see."""
    found = [each for each in await ctx.read(news.load, ids) if each.state is State.shared]
    return {each.id: f"{each.number} {shorten(each.text, BRIEF)}" for each in found if await sees(ctx, each)}


async def held_of(ctx: Context, id: int) -> Held | None:
    """Tell the core what an item of news is, for who keeps it."""
    item = await ctx.read(news.get, id)
    if item is None or not await sees(ctx, item):
        return None
    return Held(item.text, item.member_id, item.draft.regions, item.draft.unnamed)


def line_of(item: Item) -> Line:
    """A line of a list: the number, what it says, and where to read it."""
    notes = (words(Link(site_of(item.draft.link), item.draft.link)),) if item.draft.link else ()
    look = Action(_("View"), item.number)
    return Line(words(Code(item.number), " ", shorten(item.text, 140)), notes, (look,))
