"""Shows programmes: those of a region, one with who does what in it, and who does one thing there."""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.reply import Action, Actions, Block, Fact, Facts, Heading, Inline, Item, Items, Reply, Text, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, Takes, command
from bot.command.one_view import on_one_view
from bot.reading.record_readers import network_number, network_title
from bot.things.card import buttons_of
from bot.things.following import follow_button
from bot.things.listed import listed
from bot.things.listing import Asked, asked, names_of_values, page_size
from commands.programmes import sentences
from commands.programmes.labels import COURSES, PARTS
from commands.programmes.people import known_people, named_people
from commands.programmes.readers import AProgramme
from commands.programmes.rights import in_regions, looks_after, network_subject
from storage.database.database import Tx
from storage.networks import endings, networks
from storage.networks.network import Network
from storage.programmes import lists, programmes
from storage.programmes.part import IN_PROGRAMMES, Part
from storage.programmes.programme import Course, Programme
from storage.vocabulary import Level, Subject

_EMPTY = (
    *("programma", "programmas", "programme", "programmes", "programs", "lopen", "loopt", "er", "in", "welke"),
    *("which", "over", "about", "voor", "for", "zijn", "are", "running", "nu", "now", "rijksprogramma", "gemeente"),
    *("rijksprogrammas", "raken", "gelden", "spelen", "affect", "touch", "municipality", "onze", "our", "zitten"),
)
_COURSES = names_of_values(COURSES.labels, COURSES.also)


@command(
    nl=("programma's", "welke programma's", "alle programma's", "lijst programma's"),
    en=("programmes", "which programmes", "all programmes", "programs"),
    summary=_("See which programmes there are"),
    safe=True,
    takes=Takes.names,
)
async def list_programmes(ctx: Context, which: str = "") -> Reply:
    found = replace(asked(ctx, which, _COURSES, empty=_EMPTY), when=None)  # they have no moment

    async def find(each: Asked) -> tuple[list[Item], int]:
        courses = [course for course in Course if course.value in each.values]
        if Course.ended in courses:
            courses.append(Course.agreed)  # a deal that was concluded is over too
        ids, total = await ctx.read(_find, each, _near(ctx, each), courses)
        return await on_one_view(ctx, lambda reading: _lines(reading, ids)), total

    what, kind = _("the list of programmes"), Subject.network
    shown = await listed(ctx, found, find, lambda each: each, kind=kind, command="list_programmes", what=what)
    named = "; ".join(sorted(ctx.atlas.regions[each].name for each in found.named))
    national = _national(ctx, found)
    blocks: list[Block] = [*shown.told]
    if shown.things:
        count = _n("{n} programme", "{n} programmes", shown.total)
        blocks.append(Heading(words(count, ": ", named) if named else words(count)))
        blocks.append(Items(tuple(shown.things)))
    elif not shown.told:
        text = _("I know no programme for {place}.", place=named) if named else _("I know no such programme.")
        blocks.append(Text(words(text)))
    buttons = [*shown.ways]
    left = shown.total - found.page * page_size(ctx)
    if left > 0:
        more = list_programmes.line(found.text, f"p{found.page + 1}")
        buttons.append(Action(_n("{n} more", "{n} more", left), more))
    if national:
        buttons.append(Action(_("Those of the whole country"), list_programmes.line(national)))
    return Reply((*blocks, Actions(tuple(buttons)))) if buttons else Reply(tuple(blocks))


def _find(tx: Tx, found: Asked, regions: frozenset[int] | None, courses: Sequence[Course]) -> tuple[list[int], int]:
    return programmes.find(
        tx,
        regions=regions,
        themes=found.themes,
        courses=courses,
        words=(),
        ids=found.ids,
        limit=found.size,
        offset=found.offset,
    )


def _near(ctx: Context, found: Asked) -> frozenset[int] | None:
    """The regions that are named, what lies in them and what they lie in; not the country, which is everywhere."""
    if not found.named:
        return None
    around = ctx.atlas.within(found.named) | ctx.atlas.around(found.named)
    country = {each.id for each in ctx.atlas.regions.values() if each.level is Level.nationaal}
    return around if found.named & country else around - country


def _national(ctx: Context, found: Asked) -> str:
    """The name of the country, when a part of it was asked for."""
    country = [each for each in ctx.atlas.regions.values() if each.level is Level.nationaal]
    return country[0].name if country and found.named and country[0].id not in found.named else ""


async def _lines(ctx: Context, ids: Sequence[int]) -> list[Item]:
    known = await ctx.read(programmes.load, ids)
    items = []
    for network in await ctx.read(networks.load, ids):
        told: list[Inline] = [COURSES[known[network.id].facts.course]]
        if network.regions:
            told += [" · ", in_regions(ctx, network.regions)]
        after = await _becomes(ctx, network)
        if after is not None:
            told += [" · ", _("goes over into {other}", other=network_title(after))]
        look = Action(_("View"), show_programme.line(network_number(network)))
        items.append(
            Item(words(Code(network_number(network)), " ", *await _title(ctx, network)), (words(*told),), (look,))
        )
    return items


async def _title(ctx: Context, network: Network) -> list[Inline]:
    """Its name with its abbreviation: "Strategische Agenda Flevoland (SAF)"."""
    also = [each for each in await ctx.read(networks.names_of, network.id) if each != network.name and each.isupper()]
    return [network_title(network), *([f" ({also[0]})"] if also else [])]


async def _becomes(ctx: Context, network: Network) -> Network | None:
    other = await ctx.read(lists.becomes, network.id)
    return await ctx.read(networks.get, other) if other is not None else None


@command(
    nl=("programma", "toon programma", "bekijk programma"),
    en=("programme", "show programme", "program"),
    summary=_("Look at one programme and who does what in it"),
    safe=True,
    fills=sentences.programme,
)
async def show_programme(ctx: Context, programme: AProgramme) -> Reply:
    network, facts = programme.network, programme.programme.facts
    line: list[Inline] = [facts.sort or _("programme"), " · ", COURSES[facts.course]]
    if network.regions:
        line += [" · ", in_regions(ctx, network.regions)]
    rows = [Fact(_("Goes over into"), words(network_title(after)))] if (after := await _becomes(ctx, network)) else []
    ending = await ctx.read(endings.ending, network.id)
    if ending:
        rows.append(Fact(_("Runs until"), words(*ctx.language.words(ending.on))))
    rows += await part_rows(ctx, programme.programme)
    number = network_number(network)
    thing = network_subject(network, show_programme.line(number))
    mine = {each.part for each in programme.programme.people if each.member_id == ctx.member.id}
    first = [Action(_("I do that"), ctx.line("do_part", number))] if not mine else []
    more = [
        Action(_("View the network"), number),
        Action(_("Who is the first contact"), ctx.line("first_contact", number)),
    ]
    first += await follow_button(ctx, network_subject(network))
    if looks_after(ctx, network):
        more.append(Action(_("Say what it is"), ctx.line("tell_programme", number)))
    if mine:
        more.append(Action(_("I stop"), ctx.line("stop_part", number)))
    return Reply(
        (
            Heading(words(*await _title(ctx, network))),
            Text(words(*line)),
            Facts(tuple(rows)),
            *([Actions(tuple(first))] if first else []),
            Actions((*more, *await buttons_of(ctx, thing)), under=_("More")),
        ),
        subject=thing,
    )


async def part_rows(ctx: Context, programme: Programme) -> list[Fact]:
    """Who does what in a programme: a row for each part that somebody has, and one for what nobody does."""
    known = await known_people(ctx, programme.people)
    rows, vacant = [], list[Msg]()
    for part in IN_PROGRAMMES:
        who = named_people(ctx, programme.people, part, known)
        if part is Part.lead:
            who = [
                *([programme.facts.lead] if programme.facts.lead else []),
                *([" · "] if programme.facts.lead and who else []),
                *who,
            ]
        if who:
            rows.append(Fact(PARTS[part], words(*who)))
        else:
            vacant.append(PARTS[part])
    if vacant:
        rows.append(Fact(_("Nobody yet for"), words(*[part for each in vacant for part in ("; ", each)][1:])))
    return rows
