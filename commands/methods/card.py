"""Draws a way of working as people see it: its card, its name in links, a line of it in a list."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Item, Reply, Text, say, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import _, _n
from bot.command.command import Context
from bot.members.visibility import name_to
from bot.things.card import buttons_of, facts_of
from bot.things.following import follow_button
from bot.things.keeping import Held
from bot.things.names import links_of
from commands.methods.labels import STATES
from commands.methods.life import Act
from commands.methods.rights import can, sees, subject
from storage import links
from storage.links import Thing
from storage.members import people
from storage.methods import methods
from storage.methods.method import METHOD, THERE, Method, State


async def card(ctx: Context, method: Method) -> Reply:
    """What it is for, how it goes and who used it, kept up to date where it stands."""
    if not await sees(ctx, method):
        return say(_("{number} is out of sight.", number=Code(method.number)))
    thing, its = subject(method), Thing(METHOD, method.id)
    acts = await can(ctx, method)
    if method.state is State.withdrawn:
        told = say(_("{number} is withdrawn.", number=Code(method.number))).blocks
        back = Actions((Action(_("Put it back"), ctx.line("reopen_method", method.number)),))
        return Reply((*told, *((back,) if Act.reopen in acts and method.title else ())), subject=thing)
    linked = (await ctx.read(links.of, [its])).get(its, [])
    rows = (*await _facts(ctx, method), *await links_of(ctx, linked), *await facts_of(ctx, thing))
    first = []
    if Act.use in acts or not ctx.member.signed_up_at:
        first.append(Action(_("I used this"), ctx.line("use_method", method.number)))
    first += await follow_button(ctx, thing)
    more = [Action(label, ctx.line(name, method.number)) for act, label, name in _MORE if act in acts]
    more += await buttons_of(ctx, thing)
    blocks: list[Block] = [
        Heading(words(f"{method.number} · ", STATES[method.state])),
        Text(words(Bold(method.title))),
        Facts(rows),
        *((Actions(tuple(first)),) if first else ()),
        *((Actions(tuple(more), under=_("More")),) if more else ()),
    ]
    return Reply(tuple(blocks), subject=thing)


_MORE = (
    (Act.say_how, _("How it goes"), "say_how_method"),
    (Act.settle, _("Make it a standard"), "settle_method"),
    (Act.unsettle, _("No standard any more"), "unsettle_method"),
    (Act.withdraw, _("Take back"), "withdraw_method"),
)


async def _facts(ctx: Context, method: Method) -> list[Fact]:
    draft = method.draft
    rows = [Fact(_("For"), words(draft.purpose))]
    rows += [Fact(_("Like this"), words(draft.how))] if draft.how else []
    if method.uses:
        rows.append(Fact(_("Used"), words(*_used(method))))
    named = [
        *sorted(ctx.atlas.regions[each].name for each in draft.regions if each in ctx.atlas.regions),
        *sorted(ctx.atlas.themes[each].name for each in draft.themes if each in ctx.atlas.themes),
    ]
    if named:
        rows.append(Fact(_("About"), words(" · ".join(named))))
    if method.shown_maker is not None:
        known = await ctx.read(people.load, [method.shown_maker])
        rows.append(Fact(_("Made by"), words(name_to(ctx, known[0] if known else None))))
    return rows


def _used(method: Method) -> list[Inline]:
    """The last use in its words, and how often; whose it was is nobody's business."""
    told: list[Inline] = [_n("{n} time", "{n} times", len(method.uses))]
    if len(method.regions_used) > 1:
        told += [", ", _n("in {n} region", "in {n} regions", len(method.regions_used))]
    return [*told, ": ", shorten(method.uses[-1].text, 100)]


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what ways of working are called, but for those that the reader does not see."""
    found = [each for each in await ctx.read(methods.load, ids) if each.state in THERE]
    return {each.id: f"{each.number} {each.title}" for each in found if await sees(ctx, each)}


async def held_of(ctx: Context, id: int) -> Held | None:
    """Tell the core what a way of working is, for who keeps it."""
    method = await ctx.read(methods.get, id)
    if method is None or not await sees(ctx, method):
        return None
    return Held(method.title, method.member_id, method.draft.regions, method.draft.unnamed)


def line_of(method: Method) -> Item:
    """A line of a list: the number and name, how it goes, and where it was last tried."""
    told: list[Inline] = [STATES[method.state]]
    if method.uses:
        told += [" · ", shorten(method.uses[-1].text, 80)]
    notes = (words(shorten(method.draft.how or method.draft.purpose, 120)), words(*told))
    return Item(words(Code(method.number), " ", Bold(method.title)), notes, (Action(_("View"), method.number),))
