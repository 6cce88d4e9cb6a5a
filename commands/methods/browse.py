"""Shows ways of working: one, by its number or name, and those for what somebody wants to do."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from bot.chat.reply import Action, Actions, Block, Heading, Items, Reply, Text, words
from bot.chat.spans import Bold
from bot.chat.texts import _
from bot.command.command import Ask, Context, Takes, command
from bot.command.one_view import on_one_view
from bot.things.listed import MOST_TRIED, held, left_out
from bot.things.listing import asked, label_values, only, page_size
from bot.things.making import room_of
from commands.methods.card import card, line_of
from commands.methods.labels import STANDARD, STATES
from commands.methods.put import put_method
from commands.methods.reader import AMethod
from storage.database.text import fold
from storage.methods import methods
from storage.methods.method import THERE, Filter, Method, State
from storage.search.analyser import content

_KNOWN = label_values(STATES.labels) | {
    **dict.fromkeys(("standaarden", "standards", "standard", "standaard"), State.standard.value),
    **dict.fromkeys(("ideeën", "ideeen", "ideas", "idea"), State.idea.value),
}
_EMPTY = frozenset(
    """werkvorm werkvormen methode methoden manier manieren work form forms method methods way ways past passen fits fit
    voor bij een de het welke welk wat kan ik doen om meer al er zijn is for a the which what are there about over alle
    all to get zoek ken weet heb gebruiken werken toepassen helpt helpen goede goed handige looking good use werkt
    waarmee hoe krijg aan met grote groep avond te ik officieel officiële officieele official officially
    nu now already""".split()  # noqa: SIM905  # reads better
)
_ACTS = frozenset("praten mensen vertellen spreken overleggen vragen talking talk people tell".split())  # noqa: SIM905  # reads better
"""What says nothing elsewhere, and here what people are to do."""
LONGEST_NAME = 3
"""Words of a name that nobody knows: more is a sentence, and names none."""
LONGEST_WORDS = 4
"""Words of a sentence by which ways of working are looked for."""


async def _titled(ctx: Context, text: str) -> Mapping[str, str]:
    """Return the way of working that a sentence names, by its number or name."""
    if numbered := AMethod.WITHIN.search(text):
        return {"method": numbered[0]}
    found = await ctx.read(methods.called, text)
    if found:
        return {"method": found[0].number}
    return {"method": text} if len(text.split()) <= LONGEST_NAME else {}


@command(
    nl=("toon werkvorm", "werkvorm", "f"),
    en=("show work form", "work form", "f"),
    summary=_("Look at one way of working"),
    safe=True,
    hidden=True,
    fills=_titled,
)
async def show_method(ctx: Context, method: Annotated[Method, Ask(AMethod.which)]) -> Reply:
    return await on_one_view(ctx, lambda reading: card(reading, method))


async def _wanted(ctx: Context, text: str) -> Mapping[str, str]:
    """Return the words of a sentence that ways of working are found by: as many as some are found by together."""
    found = asked(ctx, text, _KNOWN)
    regions = [ctx.atlas.regions[each].name for each in sorted(found.named)]
    placed = fold(" ".join(regions)).split()
    plain, period = (found.when.rest, [found.when.named]) if found.when else (found.text, [])
    said = [
        each
        for each in content(plain)
        if each not in _EMPTY and each not in placed and not any(each in name for name in _KNOWN)
    ]
    page = [f"p{found.page}"] if found.page > 1 else []
    which = " ".join((*regions, *said[:MOST_TRIED], *sorted(found.values), *period, *page))
    return {"which": which} if which else {}


@command(
    nl=("werkvormen", "methoden"),
    en=("work forms", "methods"),
    summary=_("See ways of working for what you want to do"),
    safe=True,
    takes=Takes.names,
    filters=(STATES,),
    fills=_wanted,
)
async def list_methods(ctx: Context, which: str = "") -> Reply:
    found = asked(ctx, which, _KNOWN, empty=_EMPTY)
    states = frozenset(State(each) for each in only(found.values, State)) & THERE
    room = await room_of(ctx)
    what = Filter(states or THERE, found.regions, found.themes, (), room.id if room else None, found.narrow)

    async def any_with(said: tuple[str, ...]) -> bool:
        return bool(await ctx.read(methods.find, replace(what, words=said), limit=1))

    acts = [each for each in content(found.rest) if each in _ACTS]
    sought = tuple(dict.fromkeys((*(each for each in found.unknown if fold(each) not in _EMPTY), *acts)))
    kept, missing = await held(ctx, sought, any_with)
    what = replace(what, words=kept if found.regions or found.themes or kept or states else sought)
    listed = await ctx.read(methods.find, what, limit=page_size(ctx) + 1, offset=found.offset)
    if not listed and found.themes and not found.regions:
        # A name of a theme may be a word of one that nobody put under that theme.
        plain = Filter(
            states or THERE, words=tuple(content(found.text))[:LONGEST_WORDS], room=what.room, narrow=found.narrow
        )
        listed = await ctx.read(methods.find, plain, limit=page_size(ctx) + 1, offset=found.offset)
    share = Action(_("Share a way of working"), put_method.line())
    if not listed and states == {State.standard}:
        none_yet = Text(words(_("No such way of working is a standard yet."), " ", STANDARD))
        return Reply((none_yet, Actions((Action(_("All ways of working"), list_methods.line()),))))
    if not listed:
        every = [Action(_("All ways of working"), list_methods.line())] if found.text else []
        none = _("I know no way of working for {words} yet.", words=Bold(found.text or "?"))
        empty = none if found.text else _("There are no ways of working yet.")
        return Reply((Text(words(empty)), Actions((share, *every))))
    told = [left_out(missing, _("the list of ways of working"))] if missing else []
    blocks: list[Block] = [
        *told,
        Heading(words(_("Ways of working"))),
        Items(tuple(map(line_of, listed[: page_size(ctx)]))),
    ]
    if len(listed) > page_size(ctx):
        blocks.append(Actions((Action(_("More"), list_methods.line(found.text, f"p{found.page + 1}")),)))
    return Reply(tuple(blocks))
