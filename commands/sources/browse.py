"""Shows shared sources: one, and those about a region, theme or whatever their words say."""

from collections.abc import Mapping
from dataclasses import replace

from bot.chat.reply import Action, Actions, Block, Heading, Items, Reply, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Context, Takes, command
from bot.command.one_view import on_one_view
from bot.things.listed import held, left_out
from bot.things.listing import Asked, asked, only, page_size, telling
from bot.things.making import room_of
from commands.sources.card import card, line_of
from commands.sources.put import put_source
from storage.database.text import fold
from storage.search.analyser import content
from storage.sources import sources
from storage.sources.source import Filter, Openness, Source

DISPUTED = "tegengesproken"
"""How those are asked for that something contradicts."""
_KNOWN = {
    **dict.fromkeys(("open", "openbaar", "openbare", "public"), Openness.open.value),
    **dict.fromkeys(("niet open", "besloten", "not open", "closed"), Openness.closed.value),
    **dict.fromkeys(
        (
            *("onbekend", "niet bekend of ze open zijn", "niet of ze open zijn", "niet of die open zijn"),
            *("unknown", "not known to be open", "whether they are open", "if they are open"),
        ),
        Openness.unknown.value,
    ),
    **dict.fromkeys(
        ("tegengesproken", "tegenspraak", "omstreden", "spreken elkaar tegen", "elkaar tegenspreken"), DISPUTED
    ),
    **dict.fromkeys(("contradicted", "disputed", "contradict each other"), DISPUTED),
}
_EMPTY = frozenset(
    """bron bronnen source sources data gegevens cijfers figures over about van of uit from er zijn is are the de het
    een a welke welk which what wat waar where vind find staan ik i open wie houdt bij""".split()  # noqa: SIM905  # reads better
)
LONGEST_WORDS = 4
"""Words of a sentence by which sources are looked for."""


@command(nl=("toon bron", "d"), en=("show source", "d"), summary=_("Look at one shared source"), safe=True, hidden=True)
async def show_source(ctx: Context, source: Source) -> Reply:
    return await on_one_view(ctx, lambda reading: card(reading, source))


async def _wanted(ctx: Context, text: str) -> Mapping[str, str]:
    """Return what a sentence asks for: the regions and themes that it names, and what is left of its words."""
    found = asked(ctx, text, _KNOWN, empty=_EMPTY)
    named = [ctx.atlas.regions[each].name for each in sorted(found.named)]
    plain, period = (found.when.rest, [found.when.named]) if found.when else (text, [])
    themes = [each for each in content(plain) if each not in found.unknown and each not in _EMPTY]
    themes = [each for each in themes if not any(each in fold(name) for name in named)]
    left = [each for each in found.unknown if each not in _EMPTY][:LONGEST_WORDS]
    said_as = (
        ("open", Openness.open),
        ("niet open", Openness.closed),
        ("onbekend", Openness.unknown),
        (DISPUTED, DISPUTED),
    )
    how = [said for said, value in said_as if value in found.values]
    page = [f"p{found.page}"] if found.page > 1 else []
    which = " ".join(dict.fromkeys((*named, *themes, *left, *how, *period, *page)))
    return {"which": which} if which else {}


async def _by_words(
    ctx: Context, found: Asked, what: Filter, sought: tuple[str, ...]
) -> tuple[Filter, tuple[str, ...]]:
    """Return the filter with those words that sources hold together, and the words that none does."""

    async def any_with(said: tuple[str, ...]) -> bool:
        return bool(await ctx.read(sources.find, replace(what, words=said), limit=1))

    kept, missing = await held(ctx, sought, any_with)
    alone = not (kept or what.regions or what.themes or what.openness or what.disputed or found.when)
    return replace(what, words=sought if alone else kept), missing


@command(
    nl=("bronnen", "databronnen"),
    en=("sources", "data sources"),
    summary=_("See which maps, monitors and figures there are"),
    safe=True,
    takes=Takes.names,
    fills=_wanted,
)
async def list_sources(ctx: Context, which: str = "") -> Reply:
    found = asked(ctx, which, _KNOWN, empty=_EMPTY)
    room = await room_of(ctx)
    openness = frozenset(Openness(each) for each in only(found.values, Openness))
    disputed = DISPUTED in found.values
    here = room.id if room else None
    what = Filter(found.regions, found.themes, openness, (), here, disputed, found.narrow)

    sought = tuple(each for each in found.unknown if each not in _EMPTY)
    what, missing = await _by_words(ctx, found, what, sought)
    listed = await ctx.read(sources.find, what, limit=page_size(ctx) + 1, offset=found.offset)
    told: list[Block] = [left_out(missing, _("the list of sources"))] if missing and listed else []
    if not listed and found.themes:
        # A name of a theme may be a word of one that nobody put under that theme.
        told_of = tuple(each for each in content(found.rest) if each not in _EMPTY)
        what, missing = await _by_words(ctx, found, replace(what, themes=None, words=()), telling(ctx, told_of))
        listed = await ctx.read(sources.find, what, limit=page_size(ctx) + 1, offset=found.offset)
        if listed and missing:
            without = _("There is none with all of that. Without {part} there is:", part=Bold(", ".join(missing)))
            told = [Text(words(without))]
    if not listed and found.named:
        # What is about the whole of which a region is a part tells of it too.
        around = replace(what, regions=ctx.atlas.around(found.named))
        listed = await ctx.read(sources.find, around, limit=page_size(ctx) + 1, offset=found.offset)
        if listed:
            told.append(Text(words(_("I know none of that region alone. These go over more than that."))))
    share = Action(_("Share a source"), put_source.line())
    if not listed:
        every = [Action(_("All sources"), list_sources.line())] if found.text else []
        every += [Action(_("Who knows more"), ctx.line("who_knows", found.text))] if found.text else []
        none = _("I know no source for {words} yet.", words=Bold(found.text))
        empty = none if found.text else _("There are no shared sources yet.")
        empty = _("As far as I know nothing contradicts those sources.") if disputed else empty
        return Reply((Text(words(empty)), Actions((share, *every))))
    blocks: list[Block] = [
        *told,
        Heading(words(_("Shared sources"))),
        Items(tuple(map(line_of, listed[: page_size(ctx)]))),
    ]
    if len(listed) > page_size(ctx):
        blocks.append(Actions((Action(_("More"), list_sources.line(found.text, f"p{found.page + 1}")),)))
    return Reply(tuple(blocks))
