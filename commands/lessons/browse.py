"""Shows lessons: one, those asked for, useful failures, and the quadrant as four boxes."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.chat.reply import Action, Actions, Block, Heading, Item, Items, Reply, Text, words
from bot.chat.spans import Bold, Code, shorten
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, Takes, command
from bot.command.one_view import on_one_view
from bot.things.listed import listed
from bot.things.listing import Asked, asked, label_values, names_of_values, page_size
from bot.things.making import room_of
from commands.lessons.card import card, look, regions_told
from commands.lessons.labels import ASPECTS, BOXES, QUADRANTS, SIDES, Quadrant
from commands.lessons.share import add_lesson
from storage.lessons import lessons
from storage.lessons.lesson import LESSON, Aspect, Filter, Lesson, Side
from storage.networks import networks

IN_A_BOX = 3
"""Lessons in each box of the quadrant: what fits a phone."""
FAILURES = "falen"
_KNOWN = {
    **label_values(SIDES.labels, ASPECTS.labels),
    **names_of_values(
        SIDES.labels,
        {
            Side.well: ("goede", "well", "good"),
            Side.better: (
                "kan beter",
                "kon beter",
                "beter kan",
                "beter kon",
                "beter konden",
                "beter kunnen",
                "misging",
                "mis",
                "wrong",
                "better",
            ),
        },
    ),
    **dict.fromkeys(("stralend falen", "falen", "mislukt", "mislukkingen", "failures", "brilliant failures"), FAILURES),
}
_EMPTY = (
    "les",
    "lessen",
    "lessons",
    "geleerd",
    "learned",
    "over",
    "about",
    "met",
    "alle",
    "all",
    "bij",
    "leren",
    "learn",
    "dingen",
    "things",
    "iemand",
    "somebody",
    "leuke",
    "mooie",
    "mooiste",
    "nice",
)


@command(nl=("toon les", "l"), en=("show lesson", "l"), summary=_("Look at one lesson"), safe=True, hidden=True)
async def show_lesson(ctx: Context, lesson: Lesson) -> Reply:
    return await on_one_view(ctx, lambda reading: card(reading, lesson))


@command(
    nl=("lessen", "alle lessen", "welke lessen", "wat ging er mis bij"),
    en=("lessons", "all lessons", "which lessons", "what went wrong at"),
    summary=_("See which lessons others learned"),
    safe=True,
    takes=Takes.names,
    filters=(SIDES, ASPECTS),
)
async def list_lessons(ctx: Context, which: str = "") -> Reply:
    return await _listed(ctx, asked(ctx, which, _KNOWN, empty=_EMPTY), "list_lessons")


@command(
    nl=("stralend falen", "stralend gefaald"),
    en=("brilliant failures", "useful failures"),
    summary=_("See useful failures"),
    safe=True,
    takes=Takes.names,
    filters=(SIDES, ASPECTS),
)
async def list_failures(ctx: Context, which: str = "") -> Reply:
    return await _listed(ctx, asked(ctx, which, _KNOWN, empty=_EMPTY), "list_failures", failures=True)


async def _filter(ctx: Context, found: Asked) -> Filter:
    room = await room_of(ctx)
    return Filter(
        regions=found.regions,
        themes=found.themes,
        sides=frozenset(Side(each) for each in found.values if each in set(Side)),
        aspects=frozenset(Aspect(each) for each in found.values if each in set(Aspect)),
        failures=FAILURES in found.values,
        room=room.id if room else None,
        narrow=found.narrow,
    )


async def _listed(ctx: Context, found: Asked, listing: str, *, failures: bool = False) -> Reply:
    async def find(each: Asked) -> tuple[list[Lesson], int]:
        what = await _filter(ctx, each)
        what = replace(what, failures=failures or what.failures)
        return await ctx.read(lessons.find, what, limit=page_size(ctx), offset=each.offset)

    what = _("the list of lessons")
    shown = await listed(ctx, found, find, partial(item, ctx), kind=LESSON, command=listing, what=what)
    if not shown.things:
        none = [] if shown.told else [Text(words(_("There are no such lessons yet. Did you learn something?")))]
        share = Action(_("Share a lesson"), add_lesson.line())
        every = [Action(_("All lessons"), list_lessons.line())] if found.text and not shown.ways else []
        return Reply((*shown.told, *none, Actions((*shown.ways, share, *every))))
    blocks: list[Block] = [
        *shown.told,
        Heading(words(_n("{n} lesson", "{n} lessons", shown.total))),
        Items(tuple(item(ctx, each) for each in shown.things)),
    ]
    if found.page * page_size(ctx) < shown.total:
        blocks.append(Actions((Action(_("More"), ctx.line(listing, found.text, f"p{found.page + 1}")),)))
    return Reply(tuple(blocks))


def item(ctx: Context, lesson: Lesson) -> Item:
    draft = lesson.draft
    said: list[str] = [ctx.language.text(SIDES[draft.side]), ctx.language.text(ASPECTS[draft.aspect])]
    said += [ctx.atlas.regions[each].name for each in sorted(draft.regions)[:2]]
    if lesson.uses:
        said.append(ctx.language.text(_n("used {n} time", "used {n} times", lesson.uses)))
    seen = regions_told(lesson)
    notes = [words(" · ".join(said)), *([words(*seen)] if seen else [])]
    return Item(words(Code(lesson.number), " ", lesson.text), tuple(notes), (look(lesson),))


@command(
    nl=("kwadrant",),
    en=("quadrant",),
    summary=_("See lessons in four boxes"),
    safe=True,
    takes=Takes.names,
    filters=(SIDES, ASPECTS),
)
async def quadrant(ctx: Context, which: str = "") -> Reply:
    """Of a region, a theme or a network: by the regions and themes of that, or its name where it was learnt."""
    found = asked(ctx, which, _KNOWN, empty=_EMPTY)
    what, name = await _filter(ctx, found), found.text
    if what.regions is None and what.themes is None and which.strip():
        what, name = await _of_network(ctx, which, what)
    blocks: list[Block] = [
        Heading(words(_("Lessons in four boxes: {name}", name=Bold(name)) if name else _("Lessons in four boxes")))
    ]
    held = await ctx.read(lessons.in_boxes, what, [BOXES[box] for box in Quadrant], limit=IN_A_BOX)
    for box, (first, total) in zip(Quadrant, held, strict=True):
        blocks += _box(ctx, box, first, total)
    return Reply(tuple(blocks))


async def _of_network(ctx: Context, which: str, what: Filter) -> tuple[Filter, str]:
    """What was learnt in a network or programme: where its name is told, else on its regions and themes."""
    there = replace(what, words=(which.strip(),))
    _held, total = await ctx.read(lessons.find, there, limit=1)
    ids = [] if total else await ctx.read(networks.by_name, which)
    network = await ctx.read(networks.get, ids[0]) if ids else None
    if network is None:
        return there, which.strip()
    regions = ctx.atlas.within(network.regions) if network.regions else None
    return replace(what, regions=regions, themes=ctx.atlas.beneath(network.themes) or None), network.name


def _box(ctx: Context, box: Quadrant, held: Sequence[Lesson], total: int) -> list[Block]:
    title: Msg = QUADRANTS[box]
    heading = Text(words(Bold(f"{ctx.language.text(title)} ({total})")))
    if not held:
        return [heading, Text(words(_("Nothing yet.")))]
    return [heading, Items(tuple(Item(words(Code(each.number), " ", shorten(each.text, 90))) for each in held))]
