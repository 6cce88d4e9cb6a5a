"""Tells who does one thing in a programme or hub, and whom to turn to first."""

from collections.abc import Sequence

from bot.chat.line import Line
from bot.chat.reply import Action, Actions, Fact, Facts, Heading, Inline, Reply, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _
from bot.command.command import Context, Takes, command
from bot.members.permissions import coordinators
from bot.members.visibility import name_to
from bot.reading.record_readers import network_number, network_title
from commands.programmes import sentences
from commands.programmes.asking import said_of, where
from commands.programmes.labels import PARTS
from commands.programmes.people import known_people, named_people
from commands.programmes.readers import AHub, AProgramme, hubs_called, places_of, programmes_called
from storage.database.database import Tx
from storage.database.text import fold
from storage.members import people
from storage.members.member import Member
from storage.networks import networks
from storage.networks.network import Network
from storage.programmes import hubs, parts
from storage.programmes.hub import Covered
from storage.programmes.part import Held, Part
from storage.vocabulary import Field


@command(
    nl=("wie doet",),
    en=("who does", "who handles"),
    summary=_("See who does something in a programme or hub"),
    safe=True,
    takes=Takes.sentence,
)
async def who_does(ctx: Context, what: str) -> Reply:
    part, name = said_of(fold(what).split())
    there = await where(ctx, name, part)
    if there is None:
        part = sentences.part_in(what)
        there = await where(ctx, await sentences.place_in(ctx, what), part)
    if there is None:
        look = Action(_("Look up who knows about it"), ctx.line("who_knows", what))
        told = _(
            "Name what, and where: {example}.",
            example=Code(Line("wie doet leren bij het FPLG", en="who does learning at the FPLG")),
        )
        return Reply((Text(words(told)), Actions((look,))))
    held = sentences.at_hub(part) if isinstance(there, AHub) else part
    return await told_of(ctx, held or Part.lead, there)


async def told_of(ctx: Context, part: Part, there: AProgramme | AHub) -> Reply:
    """Name who does it, or say that nobody does yet, with whom to turn to and how to do it oneself."""
    network = there.network
    people_there = there.programme.people if isinstance(there, AProgramme) else there.hub.people
    who = named_people(ctx, people_there, part, await known_people(ctx, people_there))
    also = _besides(ctx, part, there)
    doing = PARTS[part] if part is not Part.lead else _("leading it")
    number = network_number(network)
    look = Action(_("View"), number)
    if who or also:
        joint: list[Inline] = [" · "] if also and who else []
        told: list[Inline] = [*also, *joint, *who]
        rows = (Fact(PARTS[part], words(*told)), Fact(_("In"), words(network_title(network))))
        return Reply((Facts(rows), Actions((*_asking(ctx, people_there, part), look))))
    first = await contact_of(ctx, network)
    nobody = _(
        "For {part} nobody is known yet at {number} {network}.",
        part=doing,
        number=Code(number),
        network=network_title(network),
    )
    buttons = (Action(_("I do that"), ctx.line("do_part", part, number)), look)
    return Reply((Text(words(nobody)), Text(words(_("First contact"), ": ", *first)), Actions(buttons)))


def _besides(ctx: Context, part: Part, there: AProgramme | AHub) -> list[Inline]:
    """Who does it that is no member: the organisation that leads, who takes care of a function."""
    if isinstance(there, AProgramme):
        lead = there.programme.facts.lead
        return [lead] if part is Part.lead and lead else []
    for each in there.hub.functions:
        if each.part is part and each.covered is not Covered.no and each.by:
            partly: list[Inline] = [" (", _("partly"), ")"] if each.covered is Covered.partly else []
            return [each.by, *partly]
    return []


def _asking(ctx: Context, held: Sequence[Held], part: Part) -> list[Action]:
    """A button to ask the one who does it, when that is not the reader."""
    ids = [each.member_id for each in held if each.part is part and each.member_id != ctx.member.id]
    return [Action(_("Ask them"), ctx.line("ask_member", f"M-{each}")) for each in ids[:1]]


async def contact_of(ctx: Context, network: Network) -> list[Inline]:
    """Whom to turn to first: who said yes to that, else its convenors, as the reader may see them."""
    held = (await ctx.read(parts.of_networks, [network.id])).get(network.id, [])
    said_yes = named_people(ctx, held, Part.contact, await known_people(ctx, held))
    if said_yes:
        return said_yes
    driving = await ctx.read(people.load, network.convenors)
    shown = [name_to(ctx, each) for each in driving if each.agreed(Field.found, ctx.place)]
    told: list[Inline] = []
    for each in shown:
        told += ["; "] if told else []
        told.append(each)
    lead = _("the lead of the hub") if await ctx.read(hubs.get, network.id) else _("who drives it")
    if told:
        told += [", ", lead]
    if network.how_to_join:
        told += [". "] if told else []
        told.append(network.how_to_join)
    return told or [lead, " (", _("nobody by name yet"), ")"]


@command(
    nl=("aanspreekpunt", "wie is het aanspreekpunt"),
    en=("first contact", "who is the contact"),
    summary=_("See whom to turn to first in a region, programme or hub"),
    safe=True,
    takes=Takes.sentence,
)
async def first_contact(ctx: Context, where_: str) -> Reply:
    regions = places_of(ctx, where_)
    found = await ctx.read(_called, where_, regions)
    if not found and not regions:
        found = await ctx.read(_called, await sentences.place_in(ctx, where_), regions)
        regions = sentences.regions_in(ctx, where_)
    if len(found) == 1:
        return await _of_network(ctx, found[0])
    if found:
        choices = tuple(Action(each.name, first_contact.line(network_number(each))) for each in found[:4])
        return Reply((Text(words(_("There are several. Which do you mean?"))), Actions(choices)))
    if regions:
        return await _of_region(ctx, regions)
    look = Action(_("Look up who knows about it"), ctx.line("who_knows", where_))
    told = _("I do not know {name}. Name a region, a programme or a hub.", name=Bold(where_))
    return Reply((Text(words(told)), Actions((look,))))


def _called(tx: Tx, name: str, regions: Sequence[int]) -> list[Network]:
    """The programme, hub or other network that goes by a name, else the hubs of a region."""
    known = [each.network for each in programmes_called(tx, name)]
    known = known or [each.network for each in hubs_called(tx, name, [])]
    known = known or networks.load(tx, networks.by_name(tx, name)[:1])
    return known or [each.network for each in hubs_called(tx, name, regions)]


async def _of_network(ctx: Context, network: Network) -> Reply:
    rows = (Fact(_("First contact"), words(*await contact_of(ctx, network))),)
    number = network_number(network)
    ask = Action(_("Ask something"), ctx.line("ask_network", number))
    return Reply((Heading(words(network_title(network))), Facts(rows), Actions((ask, Action(_("View"), number)))))


async def _of_region(ctx: Context, regions: Sequence[int]) -> Reply:
    """A region without a hub: who coordinates it."""
    region = ctx.atlas.regions[regions[0]]
    there = [each for each in await coordinators(ctx, regions=[region.id]) if each.agreed(Field.found, ctx.place)]
    look = Action(_("Who knows about it?"), ctx.line("who_knows", region.name))
    if not there:
        return Reply(
            (
                Text(words(_("{region} has no hub yet, and nobody to turn to first.", region=region.name))),
                Actions((look,)),
            )
        )
    rows = (Fact(_coordinates(), words(*_listed(ctx, there))),)
    none = Text(words(_("{region} has no hub yet.", region=region.name)))
    return Reply((none, Facts(rows), Actions((look,))))


def _coordinates() -> Msg:
    return _("Who coordinates it")


def _listed(ctx: Context, there: Sequence[Member]) -> list[Inline]:
    told: list[Inline] = []
    for each in there[:3]:
        told += ["; "] if told else []
        told.append(name_to(ctx, each))
    return told
