"""Draws an agenda item as people see it: its card, its name in links, and a line of it in a list."""

from collections import Counter
from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Item, Quote, Reply, Text, say, words
from bot.chat.spans import Code, Named, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context
from bot.command.labels import KNOWING
from bot.members.visibility import SOMEONE, name_to
from bot.things.card import buttons_of, facts_of
from bot.things.following import follow_button
from bot.things.keeping import Held
from bot.things.names import links_of
from commands.agenda.labels import HALVES, stands
from commands.agenda.life import Act
from commands.agenda.rights import around, can, goes_on, sees, subject, taken_back, unseen
from storage import links
from storage.agenda import items
from storage.agenda.item import ITEM, State
from storage.agenda.item import Item as AgendaItem
from storage.links import Thing
from storage.members import people
from storage.networks import networks
from storage.vocabulary import Level

BRIEF = 60
FROM = 3
"""Members of a region from whom on it is told how many of them support something."""


async def card(ctx: Context, item: AgendaItem) -> Reply:
    """The item with what is known of it and what this member can do, kept up to date where it stands."""
    if not await sees(ctx, item):
        return say(unseen(item))
    if item.state is State.merged:
        return goes_on(item)
    if item.state is State.withdrawn:
        return taken_back(item)
    thing = subject(item)
    blocks: list[Block] = [
        Heading(words(item.number, " · ", stands(item))),
        Quote(words(item.text)),
        Facts(
            (
                *await _facts(ctx, item),
                *await links_of(ctx, (await ctx.read(links.of, [Thing(ITEM, item.id)])).get(Thing(ITEM, item.id), [])),
                *await facts_of(ctx, thing),
            )
        ),
    ]
    if item.state is State.parked and item.reason:
        blocks.append(Text(words(_("Parked, because: {why}", why=item.reason))))
    if item.result:
        blocks.append(Text(words(_("What came of it: {text}", text=item.result))))
    first, more = await _buttons(ctx, item)
    blocks.append(Actions(tuple(first)))
    more += await buttons_of(ctx, thing)
    if more:
        blocks.append(Actions(tuple(more), under=_("More")))
    return Reply(tuple(blocks), subject=thing)


async def _facts(ctx: Context, item: AgendaItem) -> list[Fact]:
    about: list[Inline] = [HALVES[item.half]]
    for theme in sorted(ctx.atlas.themes[each].name for each in item.themes if each in ctx.atlas.themes):
        about += [" · ", theme]
    known: list[Inline] = [KNOWING[item.knowing]]
    if item.known_how:
        known += [": ", item.known_how]
    return [
        Fact(_("About"), words(*about)),
        Fact(_("Knowledge"), words(*known)),
        Fact(_("Supported by"), words(supported(item))),
        *_regions(ctx, item),
        Fact(_("Who works on it"), words(*await _working(ctx, item))),
    ]


def supported(item: AgendaItem) -> Msg:
    """Tell how many support it, from how many regions: nobody by name."""
    if not item.supporters:
        return _("nobody yet")
    people_ = _n("{n} person", "{n} people", len(item.supporters))
    regions = len(item.support_regions)
    if not regions:
        return people_
    return _("{people} from {regions}", people=people_, regions=_n("{n} region", "{n} regions", regions))


def _regions(ctx: Context, item: AgendaItem) -> list[Fact]:
    """For an item of the whole country the regions that want it; how many of a region, from three on."""
    region = ctx.atlas.regions.get(item.region_id or 0)
    if region is None or region.level is not Level.nationaal:
        return []
    often = Counter(each for _member, each in item.supporters if each is not None)
    told = [
        f"{ctx.atlas.regions[each].name} ({n})" if n >= FROM else ctx.atlas.regions[each].name
        for each, n in often.most_common()
        if each in ctx.atlas.regions
    ]
    return [Fact(_("Regions"), words("; ".join(told)))] if told else []


async def _working(ctx: Context, item: AgendaItem) -> list[Inline]:
    if not item.work:
        return [_("nobody yet")]
    told: list[Inline] = []
    for who, text in await workers(ctx, item):
        told += ["; ", who] if told else [who]
        if text:
            told += [": ", shorten(text, BRIEF)]
    if len(item.work) > FROM:
        told += ["; ", _n("and {n} more", "and {n} more", len(item.work) - FROM)]
    return told


async def workers(ctx: Context, item: AgendaItem) -> list[tuple[Named | Msg | str, str]]:
    """Tell who works on it as the reader may see them, each with what they do: the last few."""
    known = {each.id: each for each in await ctx.read(people.load, sorted({each.member_id or 0 for each in item.work}))}
    driven = {
        each.id: each.name
        for each in await ctx.read(networks.load, sorted({each.network_id or 0 for each in item.work}))
    }
    told: list[tuple[Named | Msg | str, str]] = []
    for each in item.work[-FROM:]:
        unnamed = item.unnamed and each.member_id == item.maker_id
        who = driven.get(each.network_id or 0) or (SOMEONE if unnamed else name_to(ctx, known.get(each.member_id or 0)))
        told.append((who, each.text))
    return told


async def _buttons(ctx: Context, item: AgendaItem) -> tuple[list[Action], list[Action]]:
    """What most people want to do, and the rest behind `More`."""
    number, acts = item.number, await can(ctx, item)
    mine = ctx.member.id in {member for member, _region in item.supporters}
    first: list[Action] = []
    more: list[Action] = []
    if Act.list in acts:
        first += [
            Action(_("Put it on"), ctx.line("list_item", number)),
            Action(_("Not now"), ctx.line("not_now", number)),
        ]
    visitor = not ctx.member.signed_up_at and item.state in (State.proposed, State.listed, State.taken_up)
    if (Act.support in acts or visitor) and not mine:
        (more if len(first) > 1 else first).append(Action(_("I want to know it too"), ctx.line("support_item", number)))
    if Act.work in acts:
        (more if len(first) > 1 else first).append(Action(_("I work on it"), ctx.line("work_on_item", number)))
    if Act.finish in acts:
        more.append(Action(_("Finish"), ctx.line("finish_item", number)))
    if Act.park in acts:
        more.append(Action(_("Park"), ctx.line("park_item", number)))
    if Act.reopen in acts:
        first.append(Action(_("Reopen"), ctx.line("reopen_item", number)))
    return first, [*more, *await follow_button(ctx, subject(item))]


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what items are called, but for those that the reader does not see or that go on in another."""
    found = [each for each in await ctx.read(items.load, ids) if each.state not in (State.merged, State.withdrawn)]
    return {each.id: f"{each.number} {shorten(each.text, BRIEF)}" for each in found if await sees(ctx, each)}


async def held_of(ctx: Context, id: int) -> Held | None:
    """Tell the core what an item is, for who keeps it."""
    item = await ctx.read(items.get, id)
    if item is None or not await sees(ctx, item):
        return None
    return Held(item.text, item.maker_id, around(item), item.unnamed)


def line_of(item: AgendaItem) -> Item:
    """A line of a list: the number and text, where it stands, who wants it."""
    told = words(stands(item), " · ", supported(item)) if item.supporters else words(stands(item))
    return Item(words(Code(item.number), " ", shorten(item.text, 140)), (told,), (Action(_("View"), item.number),))
