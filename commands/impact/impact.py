"""Shows the impact of the Café: figures beside the quarter before, what each counts, and what one can do."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.chat.reply import Action, Actions, Bar, Block, Chart, Heading, Item, Items, Reply, Text, Words, words
from bot.chat.spans import Code
from bot.chat.texts import Msg, _
from bot.command.command import Context, Takes, command
from bot.command.labels import label_of
from bot.command.names import names_of
from bot.command.refusal import Refused
from bot.process.office_hours import OfficeHours
from bot.search.results import theme_name
from bot.things.figures import LEAST, Amount, Cell, Figure, Reading, enough, hides
from bot.things.listed import unknown_words
from bot.things.listing import PAGE as THINGS
from commands.impact.asked import Wanted, wanted
from commands.impact.labels import CHAPTERS, WHEN
from commands.impact.measuring import measured, quarters
from commands.impact.quarters import Quarter
from commands.impact.wording import beside, brief, height, in_units
from storage.database.database import Tx

PAGE: Final = 4
"""Figures a page, each with what one can do: two lines on a phone."""
DRAWN: Final = 4
"""Quarters in a chart: a year."""
CELLS: Final = 5
"""Of a table, what is drawn."""


@command(
    nl=("impact", "impact van het Café"),
    en=("impact", "impact of the Café"),
    summary=_("See what the Café brings about, in figures"),
    safe=True,
    takes=Takes.names,
    filters=(CHAPTERS, WHEN),
)
async def impact(ctx: Context, which: str = "") -> Reply:
    asked = await wanted(ctx, which)
    if asked.named and len(asked.figures) == 1:
        return await _one(ctx, asked, asked.figures[0])
    start = (asked.found.page - 1) * PAGE
    shown = asked.figures[start : start + PAGE]
    if not shown:
        raise Refused(_("There are no more figures. This is the first page: {line}.", line=Code(impact.line())))
    periods = [each for _quarter, each in quarters(asked.extent, asked.quarter, 2)]
    amounts = await ctx.read(measured, shown, periods, ctx.atlas, ctx.choices.of(OfficeHours), ctx.topics)
    if not any(enough(now) for now, _before in amounts) and not start:
        return _too_little(ctx, asked)
    blocks: list[Block] = [
        *unknown_words(ctx, asked.found, _("the impact")),
        Heading(_title(ctx, asked)),
        Items(tuple(_item(asked, figure, *each) for figure, each in zip(shown, amounts, strict=True))),
    ]
    further = [Action(_("Quarter before"), impact.line(asked.line(*_chapter(asked), quarter=asked.quarter.before)))]
    if start + PAGE < len(asked.figures):
        more = (*_chapter(asked), f"p{asked.found.page + 1}")
        further.insert(0, Action(_("More"), impact.line(asked.line(*more))))
    return Reply((*blocks, Actions(tuple(further))))


@command(
    nl=("impact lijst",),
    en=("impact list",),
    summary=_("See what a figure counts"),
    safe=True,
    hidden=True,
)
async def impact_list(ctx: Context, which: str) -> Reply:
    """Show the things that a figure counts, those that the reader may see."""
    asked = await wanted(ctx, which)
    figure = asked.figures[0]
    ((amount,),) = await ctx.read(
        measured, [figure], [asked.extent], ctx.atlas, ctx.choices.of(OfficeHours), ctx.topics
    )
    if figure.things is None or not enough(amount):
        return _too_little(ctx, asked)
    offset = (asked.found.page - 1) * THINGS
    things = await ctx.read(figure.things, asked.extent, THINGS + 1, offset)
    names = await names_of(ctx, things[:THINGS])
    heading = words(figure.label, ", ", asked.quarter.name)
    if not names:
        return Reply((Heading(heading), Text(words(_("There is nothing here that you can see.")))))
    blocks: list[Block] = [Heading(heading)]
    if figure.of_people:
        blocks.append(Text(words(_("These are all that were counted. Who people are is told of none."))))
    blocks.append(Items(tuple(Item(words(names[each])) for each in things[:THINGS] if each in names)))
    if len(things) > THINGS:
        line = impact_list.line(asked.line(figure.said[0], f"p{asked.found.page + 1}"))
        blocks.append(Actions((Action(_("More"), line),)))
    return Reply(tuple(blocks))


async def _one(ctx: Context, asked: Wanted, figure: Figure) -> Reply:
    """Show one figure: a year of it, how it is counted, and what one can do."""
    year = quarters(asked.extent, asked.quarter, DRAWN)
    hours = ctx.choices.of(OfficeHours)
    (amounts,) = await ctx.read(measured, [figure], [each for _quarter, each in year], ctx.atlas, hours, ctx.topics)
    if not enough(amounts[0]):
        return _too_little(ctx, asked)
    chart = _chart(figure, [quarter for quarter, _extent in year], amounts)
    if figure.cells and asked.whole:
        chart = _table(ctx, figure, await ctx.read(_cells, ctx, figure, asked))
    blocks: list[Block] = [
        *unknown_words(ctx, asked.found, _("the impact")),
        Heading(_title(ctx, asked)),
        Text(words(beside(figure, *amounts[:2]))),
        *([chart] if chart else []),
        Text(words(_("How it is counted: {how}", how=figure.means))),
        Text(words(_("What you can do: {advice}", advice=figure.advice))),
    ]
    opens = ctx.line(figure.opens) if figure.opens else impact_list.line(asked.line(figure.said[0]))
    further = [
        *([Action(_("Show which"), opens)] if figure.opens or figure.things else []),
        Action(_("Quarter before"), impact.line(asked.line(figure.said[0], quarter=asked.quarter.before))),
        Action(_("All figures"), impact.line(asked.line())),
    ]
    return Reply((*blocks, Actions(tuple(further))))


def _title(ctx: Context, asked: Wanted) -> Words:
    quarter = asked.quarter.name
    when = _("{quarter} so far", quarter=quarter) if asked.quarter == Quarter.of(ctx.now) else quarter
    what = _("Impact of {names}", names=asked.names) if asked.names else _("Impact")
    return words(what, ", ", when)


def _item(asked: Wanted, figure: Figure, now: Amount, before: Amount) -> Item:
    look = Action(_("View"), impact.line(asked.line(figure.said[0])))
    shared = sum(each.said[0] == figure.said[0] for each in asked.figures) > 1
    advice = (words(figure.advice),) if asked.whole else ()
    actions = () if shared or not enough(now) else (look,)
    return Item(beside(figure, now, before), advice, actions)


def _chapter(asked: Wanted) -> tuple[str, ...]:
    return (asked.figures[0].said[0],) if asked.named else ()


def _too_little(ctx: Context, asked: Wanted) -> Reply:
    told = _("Still too little to say anything (fewer than {least} questions).", least=LEAST)
    if asked.named:
        told = _("Still too little to say anything (fewer than {least}).", least=LEAST)
    further = [Action(_("Quarter before"), impact.line(asked.line(*_chapter(asked), quarter=asked.quarter.before)))]
    if asked.regions or asked.themes:
        further.append(Action(_("Everything"), impact.line(asked.quarter.word)))
    unknown = unknown_words(ctx, asked.found, _("the impact"))
    return Reply((*unknown, Heading(_title(ctx, asked)), Text(words(told)), Actions(tuple(further))))


def _chart(figure: Figure, year: Sequence[Quarter], amounts: Sequence[Amount]) -> Chart | None:
    """Draw the quarters that may be told, the oldest first; one alone says no more than its figure."""
    drawn = [
        (quarter, each) for quarter, each in zip(year, amounts, strict=True) if enough(each) and not hides(figure, each)
    ]
    if len(drawn) < 2:
        return None
    bars = tuple(Bar(_short(quarter), height(each), brief(each)) for quarter, each in reversed(drawn))
    return Chart(in_units(figure, amounts[0]), bars)


def _short(quarter: Quarter) -> Msg:
    return _("Q{number} {year}", number=quarter.number, year=str(quarter.year))


def _cells(tx: Tx, ctx: Context, figure: Figure, asked: Wanted) -> Mapping[Cell, int]:
    reading = Reading(tx, asked.extent, ctx.atlas, ctx.choices.of(OfficeHours), ctx.topics)
    return figure.cells(reading) if figure.cells else {}


def _table(ctx: Context, figure: Figure, cells: Mapping[Cell, int]) -> Chart | None:
    """Draw what there is most of, by theme, region and kind of knowledge; never of few."""
    most = sorted((-times, cell) for cell, times in cells.items() if times >= LEAST)[:CELLS]
    bars = tuple(Bar(_about(ctx, cell), float(-times), _number(-times)) for times, cell in most)
    return Chart(figure.label, bars) if bars else None


def _about(ctx: Context, cell: Cell) -> str:
    """Name a cell: "water, Twente, praktijkkennis"."""
    theme = theme_name(ctx, cell.theme) if cell.theme else ctx.language.text(_("no theme"))
    region = ctx.atlas.regions.get(cell.region or 0)
    kind = ctx.language.text(label_of(cell.knowledge)) if cell.knowledge else ""
    return ", ".join(filter(None, (theme, region.name if region else "", kind)))


def _number(times: int) -> Msg:
    return _("{number}", number=times)
