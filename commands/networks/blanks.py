"""Shows coordinators where no network is: themes by region."""

from collections.abc import Iterable, Sequence

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Context, Takes, command
from bot.members.todo import Keeper
from bot.reading.filter import filtered, paged
from bot.things.listing import page_size
from bot.things.names import listed
from commands.networks.browse import list_networks
from commands.networks.register import register_network
from storage.atlas import Atlas, Region
from storage.database.database import Tx
from storage.networks import blanks
from storage.vocabulary import Level, Role


@command(
    nl=("witte vlekken", "waar is geen netwerk", "waar zijn geen netwerken", "waar mist een netwerk"),
    en=("blank spots", "where is no network", "where are no networks"),
    summary=_("See on which themes a region has no network"),
    allow=Role.coordinator,
    safe=True,
    takes=Takes.names,
)
async def blank_spots(ctx: Context, which: str = "") -> Reply:
    text, page = paged(which)
    asked = filtered(text, ctx.vocabulary)
    if asked.words:
        unknown = _("I do not know these words: {words}. Name a region or a theme.", words=Bold(" ".join(asked.words)))
        return Reply((Text(words(unknown)), Actions((Action(_("All blank spots"), blank_spots.line()),))))
    themes = asked.themes or frozenset(each.id for each in ctx.atlas.themes.values() if each.parent is None)
    regions = _regions(ctx, asked.regions)
    shown = regions[(page - 1) * page_size(ctx) : page * page_size(ctx)]
    items = await ctx.read(_lacking, ctx, shown, themes)
    if not items:
        return Reply((Text(words(_("There is a network on every theme that I looked for."))), _register()))
    blocks: list[Block] = [Heading(words(_("Where no network is"))), Items(items)]
    more = page * page_size(ctx) < len(regions)
    further = [Action(_("More"), blank_spots.line(text, f"p{page + 1}"))] if more else []
    return Reply((*blocks, Actions((*further, *_register().actions))))


def _register() -> Actions:
    return Actions((Action(_("Register a network"), register_network.line()),))


def _regions(ctx: Context, named: frozenset[int]) -> list[Region]:
    """Return the regions that are looked at: those named, else one's own, else the provinces; in reach, by name."""
    keeper = Keeper(ctx.member, ctx.atlas, ctx.now, ctx.choices)
    granted = {each.region_id for each in ctx.member.grants if each.role >= Role.coordinator} - {None}
    own = frozenset(each for each in granted if each is not None) if keeper.reach is not None else frozenset[int]()
    looked_at = named or own or frozenset(_provinces(ctx.atlas))
    within = looked_at if keeper.reach is None else looked_at & keeper.reach
    return sorted((ctx.atlas.regions[each] for each in within), key=lambda each: each.name)


def _provinces(atlas: Atlas) -> Iterable[int]:
    """The regions right below the country."""
    top = {each.id for each in atlas.regions.values() if not each.parents}
    return (each.id for each in atlas.regions.values() if each.parents & top and each.level is Level.regionaal)


def _lacking(tx: Tx, ctx: Context, regions: Sequence[Region], themes: frozenset[int]) -> tuple[Item, ...]:
    items = []
    for region in regions:
        there = blanks.themes_in(tx, ctx.atlas.within((region.id,)))
        names = sorted(ctx.atlas.themes[each].name for each in themes if there.isdisjoint(ctx.atlas.beneath((each,))))
        if names:
            look = Action(_("Networks"), list_networks.line(region.name))
            items.append(Item(words(Bold(region.name)), (words(*listed(names)),), (look,)))
    return tuple(items)
