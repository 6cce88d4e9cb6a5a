"""Shows networks: which there are, and one of them; lets members join and leave."""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.reply import (
    Action,
    Actions,
    Block,
    Fact,
    Facts,
    Heading,
    Inline,
    Item,
    Items,
    Reply,
    Text,
    of_thing,
    say,
    words,
)
from bot.chat.spans import Bold, Code, Link, bold
from bot.chat.texts import _, _n
from bot.command.command import Context, Takes, command
from bot.command.labels import label_of
from bot.members.permissions import decides_on, hand_back
from bot.members.visibility import audiences, by_name
from bot.reading.filter import paged
from bot.reading.record_readers import network_number, network_title
from bot.search.query import Query
from bot.search.results import items, records_of
from bot.search.search import find
from bot.things.card import buttons_of, facts_of, states_of
from bot.things.listing import page_size
from bot.things.names import links_of, listed
from commands.networks.approve import approve_network, send_back_network, subject
from commands.networks.asked import SETS, Asked, asked
from commands.networks.maintain import change_network, confirm_network
from commands.networks.register import register_network
from storage import links
from storage.database.database import Tx
from storage.links import Thing
from storage.members import follows, people
from storage.members.organisations import ORGANISATION
from storage.networks import endings, networks
from storage.networks.network import Network
from storage.vocabulary import Field, NetworkRole, NetworkStatus, Place, Resource, Role, Subject

NEAR = 3
"""Networks that come near, when none is what was asked for."""


@command(
    nl=("netwerken", "welke netwerken", "lijst netwerken", "alle netwerken", "is er een netwerk", "zijn er netwerken"),
    en=(
        "networks",
        "which networks",
        "list networks",
        "all networks",
        "is there a network",
        "are there networks",
        "are there any networks",
    ),
    summary=_("See which networks there are"),
    safe=True,
    takes=Takes.names,
    filters=SETS,
)
async def list_networks(ctx: Context, which: str = "") -> Reply:
    text, page = paged(which)
    wanted, size = await asked(ctx, text), page_size(ctx)
    found, total = await ctx.read(networks.find, wanted.filter, limit=size, offset=(page - 1) * size)
    if not total and (plainer := wanted.by_matters(ctx)):
        wanted = plainer
        found, total = await ctx.read(networks.find, wanted.filter, limit=size, offset=(page - 1) * size)
    if not total:
        return await _none(ctx, wanted, text) if text else _not_yet()
    heading, told = _n("{n} network", "{n} networks", total), wanted.told(ctx)
    blocks: list[Block] = [
        Heading(words(heading, ": ", *told) if told else words(heading)),
        Items(tuple([await _until(ctx, network) if wanted.ends else _item(ctx, network) for network in found])),
    ]
    if page * size < total:
        rest = min(size, total - page * size)
        blocks.append(Actions((Action(_n("{n} more", "{n} more", rest), list_networks.line(text, f"p{page + 1}")),)))
    return Reply(tuple(blocks))


@command(
    nl=("mijn netwerken",),
    en=("my networks",),
    summary=_("See the networks you take part in"),
    allow=Role.member,
    safe=True,
)
async def my_networks(ctx: Context) -> Reply:
    mine = await ctx.read(networks.of_member, ctx.member.id)
    if not mine:
        return Reply(
            (
                Text(words(_("You take part in no network yet."))),
                Actions(
                    (
                        Action(_("See networks"), list_networks.line()),
                        Action(_("Register a network"), register_network.line()),
                    )
                ),
            )
        )
    return Reply(
        (Heading(words(_n("{n} network", "{n} networks", len(mine)))), Items(tuple(_item(ctx, each) for each in mine)))
    )


@command(
    nl=("netwerk", "toon netwerk", "bekijk netwerk", "n"),
    en=("network", "show network", "n"),
    summary=_("Look at one network"),
    safe=True,
)
async def show_network(ctx: Context, network: Network) -> Reply:
    if not _may_see(ctx, network):
        return say(_("{name} is not listed.", name=network_title(network)))
    convenors = await ctx.read(people.load, network.convenors)
    place = Place.members if ctx.personal and ctx.member.signed_up_at else Place.rooms
    shown = [by_name(each) for each in convenors if each.agreed(Field.found, place)]
    rows = [
        Fact(_("Kind"), words(label_of(network.kind), " (", label_of(network.level), ")")),
        Fact(_("Regions"), words("; ".join(_regions(ctx, network)) or _("none"))),
        Fact(_("Themes"), words("; ".join(_themes(ctx, network)) or _("none"))),
    ]
    also = [name for name in await ctx.read(networks.names_of, network.id) if name != network.name]
    if also:
        rows.insert(0, Fact(_("Also called"), words("; ".join(also))))
    if network.organisation:
        rows.append(
            Fact(_("Organisation"), of_thing((network.organisation,), ORGANISATION, network.organisation_id or 0))
        )
    if shown:
        rows.append(Fact(_("Convenor"), words(*(part for each in shown for part in ("; ", each)))[1:]))
    rows += [
        Fact(label, words(*listed([label_of(each) for each in Resource if each in those])))
        for label, those in ((_("Needs"), network.needs), (_("Offers"), network.offers))
        if those
    ]
    if ending := await ctx.read(endings.ending, network.id):
        rows.append(Fact(_("Runs until"), words(*ctx.language.words(ending.on))))
    if network.how_to_join:
        rows.append(Fact(_("Joining"), words(network.how_to_join)))
    if network.website:
        rows.append(Fact(_("Website"), words(Link(network.website, network.website))))
    if network.confirmed_on:
        rows.append(Fact(_("Confirmed"), words(*ctx.language.words(network.confirmed_on))))
    states = await states_of(ctx, subject(network))
    if network.status is not NetworkStatus.listed or states:
        status = [part for state in (label_of(network.status), *states) for part in (", ", state)][1:]
        rows.append(Fact(_("Status"), words(status)))
    if network.sent_back_because:
        rows.append(Fact(_("Sent back"), words(network.sent_back_because)))
    blocks: list[Block] = [Heading(words(network_title(network)))]
    if network.aim:
        blocks.append(Text(words(network.aim)))
    thing = Thing("network", network.id)
    linked = (await ctx.read(links.of, [thing])).get(thing, [])
    rows += [*await links_of(ctx, linked), *await facts_of(ctx, subject(network))]
    buttons = (*await _possible(ctx, network), *await buttons_of(ctx, subject(network)))
    blocks += [Facts(tuple(rows)), Actions(buttons)]
    return Reply(tuple(blocks))


async def names(ctx: Context, ids: Sequence[int]) -> dict[int, Inline]:
    """Tell what networks are called that this member may see."""
    return {each.id: network_title(each) for each in await ctx.read(networks.load, ids) if _may_see(ctx, each)}


def _may_see(ctx: Context, network: Network) -> bool:
    """Tell whether it is on the list, or this member has a part in putting it there."""
    return (
        network.status is NetworkStatus.listed
        or decides_on(ctx.member, ctx.atlas, network)
        or ctx.member.id in {*network.convenors, network.proposed_by}
    )


async def _possible(ctx: Context, network: Network) -> list[Action]:
    number = network_number(network)
    part = await ctx.read(networks.part_of, network.id, ctx.member.id)
    follows_it = await ctx.read(follows.following, ctx.member.id, Subject.network, network.id)
    possible = []
    if network.status is NetworkStatus.listed and part is None:
        possible.append(Action(_("Join"), join_network.line(number)))
    if network.status is NetworkStatus.listed:
        possible.append(
            Action(_("Unfollow"), ctx.line("unfollow", number))
            if follows_it
            else Action(_("Follow"), ctx.line("follow", number))
        )
    drives = ctx.may(Role.convenor, regions=network.regions, network=network.id)
    if drives:
        possible += [
            Action(_("Change"), change_network.line(number)),
            Action(_("Still right"), confirm_network.line(number)),
        ]
    if network.status is NetworkStatus.proposed and decides_on(ctx.member, ctx.atlas, network):
        possible += [
            Action(_("Approve"), approve_network.line(number)),
            Action(_("Send back"), send_back_network.line(number)),
        ]
    return possible


@command(
    nl=("netwerk meedoen", "meedoen met", "word lid van"),
    en=("network join", "join"),
    summary=_("Join a network"),
    allow=Role.member,
)
async def join_network(ctx: Context, network: Network) -> Reply:
    if network.status is not NetworkStatus.listed:
        return say(_("{name} is not listed.", name=network_title(network)))
    if not await ctx.write(networks.join, network.id, ctx.member.id, NetworkRole.member, ctx.now):
        return say(_("You are in {name} already.", name=network_title(network)))
    for convenor in await ctx.read(people.load, network.convenors):
        if convenor.id != ctx.member.id:
            ctx.notify(
                convenor,
                say(_("{who} joins {network}.", who=bold(by_name(ctx.member)), network=network_title(network))),
            )
    blocks: list[Block] = [Text(words(_("You are in {name} now.", name=network_title(network))))]
    if network.how_to_join:
        blocks.append(Text(words(_("How to take part: {how}", how=network.how_to_join))))
    blocks.append(Actions((Action(_("Leave"), leave_network.line(network_number(network))),)))
    return Reply(tuple(blocks))


@command(
    nl=("netwerk verlaten", "stop met"),
    en=("leave network", "network leave"),
    summary=_("Leave a network"),
    allow=Role.member,
)
async def leave_network(ctx: Context, network: Network) -> Reply:
    if not await ctx.write(networks.leave, network.id, ctx.member.id):
        return say(_("You were not in {name}.", name=network_title(network)))
    await hand_back(ctx, [network])
    return say(_("You have left {name}.", name=network_title(network)))


def _item(ctx: Context, network: Network) -> Item:
    where = ", ".join(_regions(ctx, network))
    note = words(label_of(network.kind), f" · {where}") if where else words(label_of(network.kind))
    notes = (note, words(network.aim)) if network.aim else (note,)
    return Item(words(network_title(network)), notes, (Action(_("View"), network_number(network)),))


async def _until(ctx: Context, network: Network) -> Item:
    """Tell of it until when it runs, to who asks for that."""
    item, ending = _item(ctx, network), await ctx.read(endings.ending, network.id)
    until = (words(_("Runs until"), " ", *ctx.language.words(ending.on)),) if ending else ()
    return replace(item, notes=(*item.notes, *until))


def _regions(ctx: Context, network: Network) -> list[str]:
    return sorted(ctx.atlas.regions[region].name for region in network.regions)


def _themes(ctx: Context, network: Network) -> list[str]:
    return sorted(ctx.atlas.themes[theme].name for theme in network.themes)


def _not_yet() -> Reply:
    none = Text(words(_("There are no networks on the list yet.")))
    return Reply((none, Actions((Action(_("Register a network"), register_network.line()),))))


async def _none(ctx: Context, wanted: Asked, text: str) -> Reply:
    """Nothing fits: say for what, show what comes near, and offer a wider look."""
    which = wanted.filtered
    wider = []
    if which.words or which.values:
        names = [ctx.atlas.themes[each].name for each in sorted(which.themes)]
        names += [ctx.atlas.regions[each].name for each in sorted(which.regions)]
        if names:
            wider.append(Action(", ".join(names), list_networks.line(" ".join(names))))
    for region in sorted(which.regions):
        for parent in sorted(ctx.atlas.regions[region].parents):
            wider.append(Action(ctx.atlas.regions[parent].name, list_networks.line(ctx.atlas.regions[parent].name)))
    wider += [
        Action(_("Who knows about it?"), ctx.line("who_knows", text)),
        Action(_("All networks"), list_networks.line()),
    ]
    register = ctx.commands.by_name["register_network"].phrase(ctx.language.code)
    asked_for = "".join(map(ctx.language.text, wanted.told(ctx))) or text
    # What comes near by its words says nothing of when it ends.
    near = () if wanted.ends else await ctx.read(_near, ctx, text)
    return Reply(
        (
            Text(words(_("I know no network for {filter}.", filter=Bold(asked_for)))),
            *((Heading(words(_("These come near"))), Items(near)) if near else ()),
            Text(words(_("You can look wider, or register one: {command}.", command=Code(register)))),
            Actions(tuple(wider)),
        )
    )


def _near(tx: Tx, ctx: Context, text: str) -> tuple[Item, ...]:
    """Return the networks that search finds for the same words, each with why."""
    english = ctx.language.code == "en"
    query = Query(text, frozenset({"network"}), audiences(ctx), limit=NEAR, now=ctx.now, english=english)
    hits = find(tx, query, ctx.vocabulary, ctx.encoder).hits
    return tuple(items(ctx, hits, records_of(tx, ctx.topics, hits), text).get("network", ()))
