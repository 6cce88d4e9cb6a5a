"""Shows hubs: one with its functions, which there are, and what misses where."""

from collections.abc import Sequence

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import _, _n
from bot.command.command import Context, Takes, command
from bot.language.sentence import understand
from bot.reading.record_readers import network_number, network_title
from bot.sentences import memory
from bot.things.card import buttons_of
from bot.things.following import follow_button
from commands.programmes import sentences
from commands.programmes.labels import COVERED, MARKS, PARTS, PHASES
from commands.programmes.people import known_people, named_people
from commands.programmes.readers import MOST_HUBS, AHub, hubs_called, places_of
from commands.programmes.rights import in_regions, looks_after, network_subject
from commands.programmes.who import contact_of
from storage.database.database import Tx
from storage.networks import networks
from storage.programmes import hubs
from storage.programmes.hub import Covered, Function, Reach
from storage.programmes.part import Part
from storage.search.analyser import content
from storage.vocabulary import Level

PLAN = (2, 4, 8, 12)
"""How many hubs there are to be, one step after the other."""
BRIEF = 60


@command(
    nl=("hub", "kennishub", "toon hub"),
    en=("hub", "show hub", "knowledge hub"),
    summary=_("Look at a hub and who takes care of its functions"),
    safe=True,
    fills=sentences.hub,
)
async def show_hub(ctx: Context, hub: AHub) -> Reply:
    network, number = hub.network, network_number(hub.network)
    known = await known_people(ctx, hub.hub.people)
    shown = hub.hub.functions if hub.hub.reach is Reach.regional else _most_telling(hub.hub.functions)
    lines = [_function_line(ctx, each, named_people(ctx, hub.hub.people, each.part, known)) for each in shown]
    blocks: list[Block] = [
        Heading(words(network_title(network), " · ", PHASES[hub.hub.phase])),
        Items(tuple(Item(words(*line)) for line in lines)),
    ]
    following = next(
        (each.next_step for each in hub.hub.functions if each.next_step and each.covered is not Covered.yes), ""
    )
    rows = [Fact(_("Next step"), words(shorten(following, BRIEF)))] if following else []
    rows.append(Fact(_("First contact"), words(*await contact_of(ctx, network))))
    blocks.append(Facts(tuple(rows)))
    if any(each.estimate for each in hub.hub.functions):
        blocks.append(Text(words(_("This is an example: nobody here said yet that it is so."))))
    thing = network_subject(network, show_hub.line(number))
    first = [
        Action(_("We do that"), ctx.line("do_part", number)),
        Action(_("Ask something"), ctx.line("ask_network", number)),
    ]
    more = [Action(_("What misses"), what_misses.line(number)), Action(_("View the network"), number)]
    more += await follow_button(ctx, network_subject(network))
    if looks_after(ctx, network):
        more.append(Action(_("Say who does a function"), ctx.line("fill_function")))
    blocks += [Actions(tuple(first)), Actions((*more, *await buttons_of(ctx, thing)), under=_("More"))]
    return Reply(tuple(blocks), subject=thing)


def _most_telling(functions: Sequence[Function]) -> list[Function]:
    """Of the eight functions of the country those that miss something first: what fits a phone."""
    order = {Covered.no: 0, Covered.partly: 1, Covered.yes: 2}
    return sorted(functions, key=lambda each: order[each.covered])[:5]


def _function_line(ctx: Context, function: Function, who: Sequence[Inline]) -> list[Inline]:
    """ "● kennis schakelen: provincie en netwerken (deels)"."""
    line: list[Inline] = [MARKS[function.covered], " ", PARTS[function.part], ": "]
    if function.covered is Covered.no and not who:
        return [*line, COVERED[Covered.no]]
    by: list[Inline] = [shorten(function.by, BRIEF)] if function.by else []
    line += [*by, *([" · "] if by and who else []), *who] or [COVERED[function.covered]]
    return [*line, " (", COVERED[Covered.partly], ")"] if function.covered is Covered.partly and by else line


@command(
    nl=("hubs", "hoeveel hubs", "welke hubs", "alle hubs"),
    en=("hubs", "how many hubs", "which hubs", "all hubs"),
    summary=_("See which hubs there are, and how many there are to be"),
    safe=True,
    takes=Takes.names,
)
async def list_hubs(ctx: Context, which: str = "") -> Reply:
    found = await ctx.read(_every)
    regions = frozenset(sentences.regions_in(ctx, which))
    if any(ctx.atlas.regions[each].level is Level.nationaal for each in regions):
        regions = frozenset()  # all are in the country
    there = [each for each in found if not regions or not each.network.regions.isdisjoint(regions)]
    if not there:
        return _none_there(ctx, which, found)
    regional = [each for each in found if each.hub.reach is Reach.regional]
    count = len(regional)
    told = _n("There is {n} regional hub.", "There are {n} regional hubs.", count)
    plan = _("The plan goes by steps: {steps}.", steps=[str(each) for each in PLAN])
    items = tuple(_hub_item(ctx, each) for each in there)
    misses = Action(_("What misses where"), what_misses.line())
    return Reply((Text(words(told, " ", plan)), *([Items(items)] if items else []), Actions((misses,))))


def _none_there(ctx: Context, which: str, found: Sequence[AHub]) -> Reply:
    """Say that a region has no hub yet, with what works there and where there is one."""
    named = sorted(ctx.atlas.regions[each].name for each in understand(which, ctx.vocabulary).ids("region"))
    told = _("There is no hub in {regions} yet.", regions=named)
    items = Items(tuple(_hub_item(ctx, each) for each in found if each.hub.reach is Reach.regional))
    works = Action(_("Networks there"), ctx.line("list_networks", *named))
    elsewhere = (Text(words(_("There is one here:"))), items) if items.items else ()
    return Reply((Text(words(told)), *elsewhere, Actions((works,))))


def _hub_item(ctx: Context, hub: AHub) -> Item:
    look = Action(_("View"), show_hub.line(network_number(hub.network)))
    return Item(words(network_title(hub.network)), (words(*_counted(ctx, hub)),), (look,))


def _counted(ctx: Context, hub: AHub) -> list[Inline]:
    done = sum(each.covered is not Covered.no for each in hub.hub.functions)
    told: list[Inline] = [PHASES[hub.hub.phase], " · "]
    told.append(_("{n} of {all} functions taken care of", n=done, all=len(hub.hub.functions)))
    return [*told, " · ", in_regions(ctx, hub.network.regions)] if hub.network.regions else told


def _every(tx: Tx) -> list[AHub]:
    found = networks.load(tx, hubs.listed(tx, MOST_HUBS))
    held = hubs.load(tx, [each.id for each in found])
    return [AHub(each, held[each.id]) for each in found if each.id in held]


@command(
    nl=("waar mist wat", "waar mist nog een functie", "wat mist"),
    en=("what misses where", "which functions are missing", "what is missing at"),
    summary=_("See which functions of hubs nobody takes care of"),
    safe=True,
    takes=Takes.names,
)
async def what_misses(ctx: Context, which: str = "") -> Reply:
    if not content(which):  # "wat mist daar nog" is about the hub that was just shown
        shown = (await memory.table(ctx)).thing
        of_hub = await ctx.read(hubs_called, shown, []) if shown.startswith("N-") else []
        which = shown if of_hub else ""
    if which:
        there = await ctx.read(hubs_called, which, places_of(ctx, which))
        if not there:
            there = await ctx.read(hubs_called, await sentences.place_in(ctx, which, hubs_only=True), [])
        if len(there) == 1:
            return _missing_at(ctx, there[0])
        if not there:
            name = Bold(which)
            other = Action(_("What misses where"), what_misses.line())
            return Reply((Text(words(_("{name} has no hub that I know.", name=name))), Actions((other,))))
    found = await ctx.read(_every)
    none, partly = _by_part(found, Covered.no), _by_part(found, Covered.partly)
    if not none and not partly:
        return Reply((Text(words(_("Every function of every hub is taken care of."))),))
    blocks: list[Block] = [Heading(words(_("What nobody takes care of")))]
    blocks.append(Items(tuple(Item(words(*line)) for line in none)) if none else Text(words(_("Nothing."))))
    if partly:
        blocks += [
            Text(words(Bold(ctx.language.text(_("Partly taken care of"))))),
            Items(tuple(Item(words(*each)) for each in partly)),
        ]
    estimate = any(each.estimate for hub in found for each in hub.hub.functions)
    if estimate:
        blocks.append(Text(words(_("This is an example: nobody here said yet that it is so."))))
    blocks.append(Actions((Action(_("View the hubs"), list_hubs.line()),)))
    return Reply(tuple(blocks))


def _by_part(found: Sequence[AHub], covered: Covered) -> list[list[Inline]]:
    """Each function with the hubs where it stands like that: "Strategie mist bij ..."."""
    lines: list[list[Inline]] = []
    for part in Part:
        there = [
            each.network for each in found for one in each.hub.functions if one.part is part and one.covered is covered
        ]
        if there:
            named = [piece for each in there[:BRIEF] for piece in ("; ", network_title(each))][1:]
            lines.append([PARTS[part], ": ", *named])
    return lines


def _missing_at(ctx: Context, hub: AHub) -> Reply:
    """What misses at one hub, in its own words."""
    rows: list[Fact] = []
    for each in hub.hub.functions:
        if each.covered is Covered.yes and not each.missing:
            continue
        told: list[Inline] = [COVERED[each.covered]]
        if each.missing:
            told += [". ", _("It misses: {what}", what=each.missing)]
        rows.append(Fact(PARTS[each.part], words(*told)))
    number = network_number(hub.network)
    buttons = (
        Action(_("We do that"), ctx.line("do_part", number)),
        Action(_("View"), show_hub.line(number)),
    )
    title: list[Inline] = [network_title(hub.network)]
    if not rows:
        return Reply((Text(words(*title, ": ", _("nothing misses here."))), Actions(buttons)))
    estimate = any(each.estimate for each in hub.hub.functions)
    note = [Text(words(_("This is an example: nobody here said yet that it is so.")))] if estimate else []
    return Reply((Heading(words(*title)), Facts(tuple(rows)), *note, Actions(buttons)))
