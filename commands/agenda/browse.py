"""Shows agendas: one item, or a list in two halves, what most regions want first."""

from dataclasses import replace

from bot.chat.reply import Action, Actions, Block, Heading, Items, Reply, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, Takes, command
from bot.command.labels import LEVELS
from bot.command.one_view import on_one_view
from bot.things.listed import Listed, listed, with_words
from bot.things.listing import Asked, asked, label_values, only, page_size
from commands.agenda.card import card, line_of
from commands.agenda.labels import HALVES, STATES
from commands.agenda.put import put_on_agenda
from commands.agenda.readers import NATIONAL, AnAgenda, country_of
from storage.agenda import items
from storage.agenda.item import ITEM, Filter, Half, Item, State
from storage.database.text import fold
from storage.messaging import conversations
from storage.vocabulary import QuestionKind

_EMPTY = ("agenda", "agendapunten", "punten", "items", "van", "landelijk", "landelijke", "nationaal", "national")
_HALVES = {"kennisinfrastructuur": Half.kennisinfrastructuur, "hub": Half.kennisinfrastructuur, "opgave": Half.opgave}


@command(
    nl=("toon agendapunt", "bekijk agendapunt", "g"),
    en=("show agenda item", "g"),
    summary=_("Look at one agenda item"),
    safe=True,
)
async def show_agenda_item(ctx: Context, item: Item) -> Reply:
    return await on_one_view(ctx, lambda reading: card(reading, item))


@command(
    nl=("agenda", "kennisagenda", "leeragenda"),
    en=("agenda", "knowledge agenda"),
    summary=_("See what a region or the country wants to find out"),
    safe=True,
    takes=Takes.names,
    filters=(LEVELS, STATES, HALVES),
)
async def agenda(ctx: Context, which: str = "") -> Reply:
    found = _found(ctx, which)
    _what, name, unknown = await _filter(ctx, found)
    found = replace(found, unknown=unknown)

    async def find(each: Asked) -> tuple[list[Item], int]:
        what, _name, _unknown = await _filter(ctx, each)
        return await ctx.read(items.find, what, limit=page_size(ctx), offset=each.offset)

    shown = await listed(ctx, found, find, line_of, kind=ITEM, command="agenda", what=_title(name))
    if not shown.things:
        return await _nothing(ctx, name, shown)
    blocks: list[Block] = [*shown.told, Heading(words(_title(name), " (", str(shown.total), ")"))]
    for half in Half:
        those = [each for each in shown.things if each.half is half]
        if those:
            blocks.append(Text(words(Bold(ctx.language.text(_("About {half}", half=HALVES[half]))))))
            blocks.append(Items(tuple(map(line_of, those))))
    left = shown.total - found.page * page_size(ctx)
    if left > 0:
        blocks.append(
            Actions((Action(_n("{n} more", "{n} more", left), agenda.line(found.text, f"p{found.page + 1}")),))
        )
    return Reply(tuple(blocks))


def _found(ctx: Context, which: str) -> Asked:
    known = label_values(STATES.labels, HALVES.labels) | _HALVES | {str(each): str(each) for each in QuestionKind}
    return asked(ctx, which, known, empty=_EMPTY)


async def asked_for(ctx: Context, which: str) -> tuple[Filter, list[Block]]:
    """Return which items are asked for, and what tells of the words that say nothing here."""
    found = _found(ctx, which)
    _what, name, unknown = await _filter(ctx, found)
    narrowed, told = await with_words(ctx, replace(found, unknown=unknown), ITEM, _title(name))
    what, _name, _unknown = await _filter(ctx, narrowed)
    return what, told


def _title(name: str) -> Msg:
    return _("the agenda of {list}", list=name) if name else _("the agenda")


async def _filter(ctx: Context, found: Asked) -> tuple[Filter, str, tuple[str, ...]]:
    """What is asked for, whose agenda that is in words, and the words that say nothing here."""
    said = set(fold(found.text).split())
    unknown = [each for each in found.unknown if each not in _EMPTY]
    list_name = ""
    for each in await ctx.read(items.list_names) if unknown and not found.named else ():
        words_ = set(fold(each).split())
        if set(unknown) & words_ and words_ & said:
            list_name = each
            unknown = [one for one in unknown if one not in words_]
            break
    regions, name = found.regions, "; ".join(sorted(ctx.atlas.regions[each].name for each in found.named))
    country = country_of(ctx)
    if said & {fold(each) for each in AnAgenda.NATIONAL} and country:
        list_name, name, regions = country.name, country.name, None
    elif len(found.named) == 1 and country and country.region_id in found.named:
        list_name, regions = country.name, None
    here = None if ctx.personal else await ctx.read(conversations.by_key, ctx.message.conversation.place.key)
    states = only(found.values, State)
    halves = only(found.values, Half)
    shown = [each for each in State if each in states and each is not State.hidden]
    what = Filter(
        regions=regions,
        themes=found.themes,
        levels=found.levels if not list_name else frozenset(),
        half=Half(next(iter(halves))) if len(halves) == 1 else None,
        kinds=frozenset(QuestionKind(each) for each in only(found.values, QuestionKind)),
        list_name=list_name,
        rooms=frozenset({here.id}) if here else frozenset(),
        narrow=found.narrow,
    )
    return (replace(what, states=shown) if shown else what), name or list_name, tuple(unknown)


async def _nothing(ctx: Context, name: str, shown: Listed[Item]) -> Reply:
    if shown.told:
        put = Action(_("Put something on it"), put_on_agenda.line())
        return Reply((*shown.told, Actions((*shown.ways, put))))
    country = country_of(ctx)
    national = None
    if country and name != country.name:
        _first, national = await ctx.read(items.find, Filter(list_name=country.name), limit=1)
    said = _("The agenda of {list} is still empty.", list=name) if name else _("There are no such items.")
    buttons = [Action(_("Put something on it"), put_on_agenda.line())]
    more = _("Be the first to put something on it.")
    if national is not None:
        more = _(
            "Be the first to put something on it, or see what is on the agenda of the country ({n} items).", n=national
        )
        buttons.append(Action(_("What is on the national agenda"), agenda.line(NATIONAL)))
    return Reply((Text(words(said)), Text(words(more)), Actions(tuple(buttons))))
