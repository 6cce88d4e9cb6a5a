"""Shows the ties of a network or organisation: what it is to others, what could be, and what is counted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Item, Items, Reply, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import Msg, _, _n
from bot.command.command import Ask, Context, command
from bot.command.reader import Unclear
from bot.command.refusal import Refused
from bot.reading.filter import paged
from commands.relations.around import Around, around
from commands.relations.labels import KINDS, told
from commands.relations.picture import picture_of
from commands.relations.readers import ASide, Side, line_of, plain_title, title_of, whose_of
from commands.relations.speaking import speaks_for
from commands.relations.tie import tie
from storage.relations import partners, relations
from storage.relations.partners import Partner
from storage.relations.relation import MUTUAL, Relation, Tie

SHOWN = 6
"""Ties in the first view; of the others it says how many."""
IN_A_ROW = 3
"""Names in one row of it."""
PAGE = 6


@command(
    nl=("relaties", "relaties van", "banden", "banden van", "toon relaties"),
    en=("relations", "relations of", "ties", "ties of", "show relations"),
    summary=_("See what a network or organisation is tied to"),
    safe=True,
    fills=whose_of,
)
async def show_relations(
    ctx: Context, whose: Annotated[Side, Ask(_("Of which network or organisation?"), label=_("Network"))]
) -> Reply:
    if whose.partner is None:
        return await _of_many(ctx, whose)
    partner = whose.partner
    found = await ctx.read(around, [partner.thing])
    speaks = bool(ctx.member.signed_up_at) and await speaks_for(ctx, partner.thing)
    waiting = await ctx.read(relations.waiting_at, partner.thing) if speaks else []
    blocks: list[Block] = [Heading(words(title_of(partner)))]
    if not found.ties:
        blocks.append(Text(words(_("It is tied to nothing yet."))))
    if rows := [*_rows(ctx, found), *await _waits(ctx, partner, waiting)]:
        blocks.append(Facts(tuple(rows)))
    drawn = [picture_of(ctx, whose, found)] if found.ties else []
    return Reply((*blocks, *drawn, Actions(_buttons(ctx, partner, found))))


def _buttons(ctx: Context, partner: Partner, found: Around) -> tuple[Action, ...]:
    line = line_of(partner)
    buttons = [
        Action(_("Via whom"), ctx.line("via_whom", line)),
        Action(_("Add a tie"), tie.line(line, Line("aan", en="to"))),
    ]
    if found.ties:
        buttons.append(Action(_("All, with why"), all_relations.line(line)))
    if partner.is_network:
        buttons.append(Action(_("The network"), line))
    return tuple(buttons)


def _rows(ctx: Context, found: Around) -> list[Fact]:
    """A row for each way of being tied, the first few; chances apart, and then what was counted."""
    said = [each for each in found.ties if not each.chance and not each.times]
    chances = [each for each in found.ties if each.chance]
    counted = [each for each in found.ties if each.times]
    rows: list[Fact] = []
    rows += _grouped(ctx, said[:SHOWN], lambda each: plain_title(found.others[each.other]))
    if len(said) > SHOWN:
        rows.append(Fact(_("Besides"), words(_n("{n} more", "{n} more", len(said) - SHOWN))))
    if chances:
        rows.append(Fact(_("Chance"), words(*listed([_chance(ctx, each, found) for each in chances]))))
    most = sorted(counted, key=lambda each: -each.times)
    return rows + _grouped(ctx, most, lambda each: _counted(found.others[each.other], each.times))


def _grouped(ctx: Context, some: Iterable[Tie], named: Callable[[Tie], Inline]) -> list[Fact]:
    """A row for each way of being tied, with the first few names."""
    names: dict[tuple[str, bool], list[Inline]] = {}
    labels: dict[tuple[str, bool], Msg] = {}
    for each in some:
        way = (each.name, each.back and each.name not in MUTUAL and not each.times)
        labels[way] = told(ctx, each)
        names.setdefault(way, []).append(named(each))
    return [Fact(label, words(*listed(names[way]))) for way, label in labels.items()]


def _counted(other: Partner, times: int) -> Msg:
    return _("{name} ({times})", name=plain_title(other), times=times)


def _chance(ctx: Context, each: Tie, found: Around) -> Inline:
    return _("{is_} {name}", is_=told(ctx, each), name=plain_title(found.others[each.other]))


def listed(names: Sequence[Inline]) -> list[Inline]:
    """Return the first few names, and how many more there are."""
    shown: list[Inline] = []
    for name in names[:IN_A_ROW]:
        shown += ["; ", name] if shown else [name]
    if len(names) > IN_A_ROW:
        shown += ["; ", _n("and {n} more", "and {n} more", len(names) - IN_A_ROW)]
    return shown


async def _waits(ctx: Context, partner: Partner, waiting: Sequence[Relation]) -> list[Fact]:
    """What is not confirmed yet is seen by the two sides only."""
    known = await ctx.read(partners.load, {side for each in waiting for side in (each.one, each.other)})
    names: list[Inline] = [
        _(
            "{one} {is_} {other}",
            one=plain_title(known[each.one]),
            is_=KINDS[each.kind],
            other=plain_title(known[each.other]),
        )
        for each in waiting
        if each.one in known and each.other in known
    ]
    return [Fact(_("Waits for a yes"), words(*listed(names)))] if names else []


async def _which(ctx: Context, text: str) -> Mapping[str, str]:
    """Read the one that a sentence names, and the page."""
    named, page = paged(text)
    said = (await whose_of(ctx, named)).get("whose")
    return {"which": f"{said} p{page}" if page > 1 else said} if said else {}


@command(
    nl=("alle relaties", "alle relaties van", "alle banden van"),
    en=("all relations", "all relations of", "all ties of"),
    summary=_("See all ties of a network, with what is told of them"),
    safe=True,
    hidden=True,
    fills=_which,
)
async def all_relations(ctx: Context, which: str) -> Reply:
    text, page = paged(which)
    whose = await side_in(ctx, text)
    found = await ctx.read(around, whose.things)
    first = (page - 1) * PAGE
    part = found.ties[first : first + PAGE]
    heading = _n("{n} tie: {name}", "{n} ties: {name}", len(found.ties), name=whose.title)
    blocks: list[Block] = [Heading(words(heading)), Items(tuple(_item(ctx, each, found) for each in part))]
    if len(found.ties) > first + PAGE:
        blocks.append(Actions((Action(_("More"), all_relations.line(whose.line, f"p{page + 1}")),)))
    return Reply(tuple(blocks))


def _item(ctx: Context, each: Tie, found: Around) -> Item:
    notes: list[Inline] = [_("chance"), ": "] if each.chance else []
    notes.append(told(ctx, each))
    if each.times:
        notes += [": ", str(each.times)]
    lines = [words(*notes)] + ([words(each.line)] if each.line else [])
    other = found.others[each.other]
    return Item(words(title_of(other)), tuple(lines), (Action(_("View"), show_relations.line(line_of(other))),))


async def side_in(ctx: Context, text: str) -> Side:
    """Read a side. Raises `Refused` for what is none."""

    try:
        return await ASide().read(ctx, text, None)
    except Unclear as unclear:
        raise Refused(unclear.words) from None


async def _of_many(ctx: Context, whose: Side) -> Reply:
    """The networks that a region, theme or level stands for, those with most ties first."""
    found = await ctx.read(around, whose.things)
    there = await ctx.read(partners.load, whose.things)
    count = dict.fromkeys(there, 0)
    for tie_ in found.ties:
        if not tie_.chance and tie_.one in count:
            count[tie_.one] += 1
    most = sorted(there.values(), key=lambda each: (-count[each.thing], each.name))
    if not most:
        return Reply((Text(words(_("No network on the list belongs to {name}.", name=Bold(whose.name)))),))
    items = tuple(
        Item(
            words(title_of(each)),
            (words(_n("{n} tie", "{n} ties", count[each.thing])),),
            (Action(_("View"), show_relations.line(line_of(each))),),
        )
        for each in most[:PAGE]
    )
    heading = _n("{n} network: {name}", "{n} networks: {name}", len(most), name=Bold(whose.name))
    drawn = [picture_of(ctx, whose, found)] if found.ties else []
    return Reply((Heading(words(heading)), Items(items), *drawn))
