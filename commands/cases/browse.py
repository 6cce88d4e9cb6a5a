"""Shows cases: one, a list, all that was thought along, and two side by side."""

import re
from collections.abc import Mapping

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, Takes, command
from bot.command.one_view import on_one_view
from bot.command.refusal import Refused
from bot.command.shapes import HYPHENS
from bot.members.permissions import coordinators
from bot.members.visibility import name_to
from bot.things.circles import circles_of
from bot.things.life import keeper_of
from bot.things.listed import listed
from bot.things.listing import Asked, asked, label_values, names_of_values, only, page_size
from bot.things.making import room_of
from commands.cases.bring import empty
from commands.cases.card import card, line_of
from commands.cases.labels import AMONG, ASPECTS, SIZES, STATES, Among
from commands.cases.rights import sees, unseen
from storage.cases import cases
from storage.cases.case import CASE, OPEN, Aspect, Case, Filter, Size, State
from storage.links import Thing
from storage.members import people
from storage.vocabulary import Role

_KNOWN = {
    **label_values(STATES.labels),
    **names_of_values(AMONG.labels, AMONG.also),
    **names_of_values(SIZES.labels, {Size.small: ("kleine",), Size.large: ("grote",)}),
}
_EMPTY = (
    "reactie",
    "reacties",
    "reaction",
    "reactions",
    "nu",
    "nog",
    "now",
    "still",
    "casus",
    "casussen",
    "cases",
    "case",
    "over",
    "about",
    "alle",
    "all",
    "c",
    "er",
    "voorbeelden",
    "examples",
    "projecten",
    "projects",
)
_NUMBER = re.compile(rf"(?<!\w)c\s?[{HYPHENS}]?\s?\d{{1,9}}(?!\w)", re.IGNORECASE)
_HIDDEN = frozenset({State.hidden, State.withdrawn})


async def titled(ctx: Context, text: str) -> Mapping[str, str]:
    """Return the case that a sentence names, by its number or title."""
    if numbered := _NUMBER.search(text):
        return {"case": numbered[0]}
    spoken = any(each.isalpha() for each in text)  # what stands behind a C by itself is no title
    named = await ctx.read(cases.named, text) if spoken else None
    return {"case": f"C-{named}" if named is not None else text}


@command(
    nl=("toon casus", "c", "hoe staat het met de casus"),
    en=("show case", "c", "how is the case"),
    summary=_("Look at one case"),
    safe=True,
    hidden=True,
    fills=titled,
)
async def show_case(ctx: Context, case: Case) -> Reply:
    return await on_one_view(ctx, lambda reading: card(reading, case))


@command(
    nl=("casussen", "cases"),
    en=("cases",),
    summary=_("See which cases were put in"),
    safe=True,
    takes=Takes.names,
    filters=(STATES, SIZES, AMONG),
)
async def list_cases(ctx: Context, which: str = "") -> Reply:
    found = asked(ctx, which, _KNOWN, empty=_EMPTY)
    room, circles = await room_of(ctx), await circles_of(ctx)

    async def find(each: Asked) -> tuple[list[Case], int]:
        states = frozenset(State(value) for value in only(each.values, State)) - _HIDDEN
        if only(each.values, Among):
            states = states or OPEN
        sizes = only(each.values, Size)
        what = Filter(
            states or frozenset({*OPEN, State.closed}),
            each.regions,
            each.themes,
            Size(next(iter(sizes))) if len(sizes) == 1 else None,
            frozenset({room.id}) if room else frozenset(),
            circles,
            each.narrow,
            alone=Among.waiting in each.values,
        )
        return await ctx.read(cases.find, what, limit=page_size(ctx), offset=each.offset)

    what = _("the list of cases")
    shown = await listed(ctx, found, find, line_of, kind=CASE, command="list_cases", what=what)
    if not shown.things:
        none = [] if shown.told else [Text(words(_("There are no such cases yet.")))]
        ways = [Actions(shown.ways)] if shown.ways else []
        return Reply((*shown.told, *none, *ways, empty(ctx)))
    heading = Heading(words(_n("{n} case", "{n} cases", shown.total)))
    blocks: list[Block] = [*shown.told, heading, Items(tuple(map(line_of, shown.things)))]
    left = shown.total - found.page * page_size(ctx)
    if left > 0:
        more = list_cases.line(found.text, f"p{found.page + 1}")
        blocks.append(Actions((Action(_n("{n} more", "{n} more", left), more),)))
    return Reply(tuple(blocks))


@command(
    nl=("meegedacht",),
    en=("thoughts",),
    summary=_("See how a case went on, and all that was thought along"),
    safe=True,
    hidden=True,
)
async def list_thoughts(ctx: Context, case: Case) -> Reply:
    if not await sees(ctx, case):
        raise Refused(unseen(case))
    known = {each.id: each for each in await ctx.read(people.load, sorted(case.thinkers))}
    blocks: list[Block] = [Heading(words(_("How {number} {title} went", number=case.number, title=case.title)))]
    if case.moments:
        went = (Item(words(each.text), (words(ctx.language.text(each.at.date())),)) for each in case.moments)
        blocks += [Text(words(Bold(ctx.language.text(_("Moments"))))), Items(tuple(went))]
    if case.thoughts:
        said = (
            Item(words(each.text), (words(name_to(ctx, known.get(each.member_id or 0))),)) for each in case.thoughts
        )
        blocks += [Text(words(Bold(ctx.language.text(_("Thought along"))))), Items(tuple(said))]
    if len(blocks) == 1:
        blocks.append(Text(words(_("Nobody thought along yet."))))
    return Reply((*blocks, Actions((Action(_("View"), case.number),))))


_BESIDE = re.compile(r"\s*(?:,|&|\+|\b(?:en|and|met|with|naast|beside|tegenover|versus|vs)\b)\s*", re.IGNORECASE)
"""Between the two that somebody wants to see side by side."""


async def _two(ctx: Context, text: str) -> Mapping[str, str]:
    """Return the two cases that a sentence names, each by its number or title."""
    found: list[str] = []
    for part in _BESIDE.split(text):
        numbered = [each[0] for each in _NUMBER.finditer(part)]
        named = None if numbered else await ctx.read(cases.named, part)
        found += numbered or ([f"C-{named}"] if named is not None else [])
    return dict(zip(("case", "other"), found, strict=False))


@command(
    nl=("vergelijk", "vergelijk casus"),
    en=("compare", "compare case"),
    summary=_("See two cases side by side"),
    allow=Role.member,
    shows=True,
    fills=_two,
)
async def compare_cases(ctx: Context, case: Case, other: Case) -> Reply:
    for each in (case, other):
        if not await sees(ctx, each):
            raise Refused(unseen(each))
    if case.id == other.id:
        raise Refused(_("Name two different cases to compare."))
    both = (case, other)
    blocks: list[Block] = [
        Heading(words(_("{one} beside {other}", one=case.title, other=other.title))),
        Text(words(_("Three questions side by side."))),
    ]
    for aspect in Aspect:
        blocks.append(Text(words(Bold(_capital(ctx, ASPECTS[aspect])))))
        blocks.append(
            Items(
                tuple(
                    Item(words(Code(each.number), " ", each.aspects.get(aspect) or _("not told yet"))) for each in both
                )
            )
        )
    for each in both:
        if len(each.aspects) < len(Aspect):
            blocks.append(Text(words(_lacks(ctx, each, now=await _ask(ctx, each)))))
    looks = tuple(Action(_("View {number}", number=each.number), each.number) for each in both)
    return Reply((*blocks, Actions(looks)))


def _capital(ctx: Context, text: Msg) -> str:
    said = ctx.language.text(text)
    return f"{said[:1].upper()}{said[1:]}"


def _lacks(ctx: Context, case: Case, *, now: bool) -> Msg:
    misses = [ctx.language.text(ASPECTS[each]) for each in Aspect if each not in case.aspects]
    number = Code(case.number)
    if now:
        return _("With {number} this misses: {what}. I ask its keeper once.", number=number, what=misses)
    return _("With {number} this misses: {what}. Its keeper was asked.", number=number, what=misses)


async def _ask(ctx: Context, case: Case) -> bool:
    """Ask its keeper once what misses to compare it; a coordinator where nobody keeps it."""
    if not await ctx.write(cases.ask_missing, case.id, ctx.now):
        return False
    keeper = await keeper_of(ctx, Thing(CASE, case.id), case.maker_id)
    to = await ctx.read(people.load, [keeper]) if keeper is not None else []
    if not to and case.circle is None:
        to = (await coordinators(ctx, regions=case.draft.regions))[:1]
    fill = [
        Action(_capital(ctx, ASPECTS[each]), ctx.line("fill_in_case", case.number, each))
        for each in Aspect
        if each not in case.aspects
    ]
    for member in to:
        if member.id != ctx.member.id and not member.blocked_at:
            told = _("Somebody compared {number} {title}. What misses?", number=Code(case.number), title=case.title)
            ctx.notify(member, Reply((Text(words(told)), Actions((*fill, Action(_("View"), case.number))))))
    return True
