"""Tells how two things hang together, and via whom one comes to another: the shortest way along at most three ties."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from bot.chat.reply import Action, Actions, Block, Heading, Inline, Item, Items, Reply, Text, words
from bot.chat.texts import _, _n
from bot.command.command import Ask, Context, command
from bot.members.visibility import name_to
from commands.relations.labels import told
from commands.relations.readers import Pair, Side, line_of, plain_title, title_of, two, whom_of
from commands.relations.show import show_relations
from storage.database.database import Tx
from storage.links import Thing
from storage.members import people
from storage.networks import networks
from storage.relations import connectors, partners, paths
from storage.relations.partners import Partner
from storage.relations.relation import NETWORK, ORGANISATION, Tie


@command(
    nl=("hoe hangt", "hoe hangen"),
    en=("how hangs",),
    summary=_("See how two networks hang together"),
    safe=True,
    fills=two,
)
async def how_tied(
    ctx: Context, between: Annotated[Pair, Ask(_("Which two? Name both: {example}.", example="Onder Twente en NOVEX"))]
) -> Reply:
    one, other = between.one, between.other
    if one.things & other.things:
        told_ = _("{one} and {other} have networks in common.", one=one.title, other=other.title)
        if one.things == other.things:
            told_ = _("That is the same one. Which other one do you mean?")
        return Reply((Text(words(told_)), Actions((_look(one), _look(other)))))
    way = await ctx.read(paths.shortest, one.things, other.things)
    if not way:
        return _no_way(one.title, other)
    known = await ctx.read(partners.load, _along(way))
    heading = _n(
        "In {n} step: {one} and {other}",
        "In {n} steps: {one} and {other}",
        len(way),
        one=one.title,
        other=other.title,
    )
    return Reply((Heading(words(heading)), Items(_steps(ctx, way, known), ordered=True)))


@command(
    nl=("via wie kom ik bij", "via wie kom ik in contact met", "via wie bereik ik", "wie kan mij voorstellen aan"),
    en=("who can introduce me to", "via whom do i reach", "through whom do i reach", "how do i reach"),
    summary=_("See via whom you come to a network or organisation"),
    safe=True,
    fills=whom_of,
)
async def via_whom(
    ctx: Context, whom: Annotated[Side, Ask(_("To which network or organisation?"), label=_("Network"))]
) -> Reply:
    starts = await ctx.read(_mine, ctx.member.id, ctx.member.organisation.id if ctx.member.organisation else None)
    if starts & whom.things:
        there = await ctx.read(partners.load, starts & whom.things)
        told_ = _("You are in {name} yourself.", name=title_of(min(there.values(), key=lambda each: each.name)))
        return Reply((Text(words(told_)), Actions((_look(whom),))))
    way = await ctx.read(paths.shortest, starts, whom.things)
    if not way and not any(each.kind == NETWORK for each in starts):
        none = _("I do not know yet which networks you are in. From there I look for the way.")
        return Reply((Text(words(none)), Actions((Action(_("See networks"), ctx.line("list_networks")), _look(whom)))))
    if not way:
        return _no_way(_("your networks"), whom)
    known = await ctx.read(partners.load, _along(way))
    first = known[way[0].one]
    yours = _("which is yours") if first.is_network else _("where you work")
    then = title_of(known[way[0].other])
    begin = _(
        "Via {first}, {yours}: {is_} {then}.", first=title_of(first), yours=yours, is_=_said(ctx, way[0]), then=then
    )
    blocks: list[Block] = [Text(words(begin))]
    if len(way) > 1:
        blocks.append(Items(_steps(ctx, way[1:], known), ordered=True))
    contact = first if first.is_network and ctx.member.id not in await _drivers(ctx, first) else known[way[0].other]
    blocks.append(Text(words(_("First contact: {who}.", who=await _contact(ctx, contact)))))
    return Reply((*blocks, Actions(_asking(ctx, contact, whom))))


def _asking(ctx: Context, contact: Partner, whom: Side) -> tuple[Action, ...]:
    asks = (Action(_("Ask them"), ctx.line("ask_network", line_of(contact))),) if contact.is_network else ()
    return (*asks, _look(whom))


def _mine(tx: Tx, member: int, organisation: int | None) -> frozenset[Thing]:
    """The listed networks that somebody is in; where they work when they are in none."""
    held = frozenset(Thing(NETWORK, each.id) for each in networks.of_member(tx, member))
    shown = frozenset(partners.load(tx, held))
    return shown or (frozenset({Thing(ORGANISATION, organisation)}) if organisation is not None else frozenset())


async def _drivers(ctx: Context, partner: Partner) -> Sequence[int]:
    held = await ctx.read(networks.get, partner.thing.id)
    return held.convenors if held else ()


async def _contact(ctx: Context, partner: Partner) -> Inline:
    """Who drives it, by name only if they said that they may be found as one who connects."""
    if not partner.is_network:
        return _("somebody of {name}", name=plain_title(partner))
    driving = await _drivers(ctx, partner)
    willing = await ctx.read(connectors.among, driving)
    shown = [each for each in await ctx.read(people.load, sorted(willing)) if not each.blocked_at]
    if shown:
        return _("{who}, who drives {name}", who=name_to(ctx, shown[0]), name=plain_title(partner))
    if driving:
        return _("the convenor of {network}", network=plain_title(partner))
    return _("the coordinator for {network}", network=plain_title(partner))


def _along(way: Sequence[Tie]) -> set[Thing]:
    return {side for each in way for side in (each.one, each.other)}


def _steps(ctx: Context, way: Sequence[Tie], known: Mapping[Thing, Partner]) -> tuple[Item, ...]:
    steps = []
    for each in way:
        one, other = title_of(known[each.one]), title_of(known[each.other])
        step = _("{one} {is_} {other}", one=one, is_=_said(ctx, each), other=other)
        steps.append(Item(words(step), (words(each.line),) if each.line else ()))
    return tuple(steps)


def _said(ctx: Context, each: Tie) -> Inline:
    """What the first is to the other; of what was counted how often."""
    return _("({what}: {n})", what=told(ctx, each), n=each.times) if each.times else told(ctx, each)


def _no_way(one: Inline, other: Side) -> Reply:
    told_ = _("I know no way from {one} to {other} in three steps.", one=one, other=other.title)
    return Reply((Text(words(told_)), Actions((_look(other),))))


def _look(side: Side) -> Action:
    return Action(_("View"), show_relations.line(side.line))
