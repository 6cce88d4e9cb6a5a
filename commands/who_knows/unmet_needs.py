"""Shows coordinators which needs nobody met: looked for in vain or asked and not answered, by what they are about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

from bot.chat.reply import Action, Actions, Block, Heading, Inline, Item, Items, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, command
from bot.command.labels import label_of
from bot.members.personal_data import Row
from bot.reading.filter import paged
from bot.search.results import theme_name
from bot.search.unanswered import About, latest, unanswered
from bot.topic import Topics
from commands.who_knows.who_knows import who_knows
from storage.database.database import Tx
from storage.database.pages import AtLeast
from storage.extents import Extent
from storage.vocabulary import Role
from storage.who_knows import unmet_needs as nobody_knows
from storage.who_knows.unmet_needs import Unmet

PAGE: Final = 5
"""Lines a page: each takes two on a phone, and has a button."""
LOOK_BACK: Final = timedelta(days=90)
LOOKED_AT: Final = 500
"""Questions without an answer that are looked at to tell that there is something to see: all take too long."""
SHOWN: Final = 3
"""Of the topics and the numbers of one need, those that are shown."""


@dataclass(slots=True)
class Lack:
    """What nobody met of one theme, region and kind of knowledge: how often it was looked for and asked."""

    about: About
    sought: int = 0
    asked: int = 0

    @property
    def times(self) -> int:
        return self.sought + self.asked


async def told(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    """What a member looked for, among what is held of them."""
    return [row["topic"] for row in rows]


@command(
    nl=("wat niemand weet", "onvervulde behoeften", "gemiste kennis"),
    en=("what nobody knows", "unmet needs"),
    summary=_("See what people looked for or asked, and nobody knew"),
    allow=Role.coordinator,
    safe=True,
    private=True,
)
async def unmet_needs(ctx: Context, which: str = "") -> Reply:
    _text, page = paged(which)
    mine = await _of_mine(ctx)
    shown = mine[(page - 1) * PAGE : page * PAGE]
    if not shown:
        return say(_("In the last three months somebody was known for everything that was looked for or asked."))
    examples = await ctx.read(_examples, ctx, shown)
    blocks: list[Block] = [
        Heading(words(_("Nobody knew this, in the last three months"))),
        Items(tuple(map(partial(_item, ctx), shown, examples))),
    ]
    if page * PAGE < len(mine):
        blocks.append(Actions((Action(_("More"), unmet_needs.line(f"p{page + 1}")),)))
    return Reply(tuple(blocks))


async def _of_mine(ctx: Context, most: int | None = None) -> list[Lack]:
    """Return those of the regions that this coordinator looks after, and those of no region; most often met first."""
    return [each for each in await ctx.read(lacks, ctx.topics, _extent(ctx), most) if _is_mine(ctx, each.about)]


def _is_mine(ctx: Context, about: About) -> bool:
    _theme, region, _knowledge = about
    return region is None or ctx.may(Role.coordinator, regions=frozenset({region}))


def _extent(ctx: Context) -> Extent:
    """The last three months, the moment of now among them."""
    return Extent(ctx.now - LOOK_BACK, ctx.now + timedelta(seconds=1), ctx.now)


def lacks(tx: Tx, topics: Topics, extent: Extent, most: int | None = None) -> list[Lack]:
    """Read what was looked for in vain and what was asked and not answered, together; most often first.

    With `most` of what was asked the latest so many.
    """
    found: dict[About, Lack] = {}
    for need in nobody_knows.unmet(tx, extent):
        about = (need.theme_id, need.region_id, need.knowledge)
        found[about] = Lack(about, need.times)
    for about, times in unanswered(tx, topics, extent, most).items():
        found.setdefault(about, Lack(about)).asked = times
    return sorted(found.values(), key=lambda each: -each.times)


def _examples(tx: Tx, ctx: Context, shown: Sequence[Lack]) -> list[tuple[Sequence[str], Sequence[str]]]:
    """Read of each the latest few: the words of what was looked for in vain, and the numbers of what was asked."""
    extent = _extent(ctx)
    return [
        (
            nobody_knows.latest(tx, Unmet(*each.about, each.sought), extent.since) if each.sought else (),
            latest(tx, ctx.topics, each.about, extent, SHOWN) if each.asked else (),
        )
        for each in shown
    ]


async def gaps(ctx: Context) -> Sequence[Block]:
    """Tell coordinators how much was looked for or asked that nobody knew."""
    if ctx.member.role < unmet_needs.allow:
        return ()
    # Who coordinates a part of the country might have none among the latest.
    most = LOOKED_AT if ctx.may(Role.coordinator) else None
    mine = await _of_mine(ctx, most)
    count = AtLeast(len(mine)) if most and sum(each.asked for each in mine) >= most else len(mine)
    if not count:
        return ()
    told = _n("On {n} subject nobody could help.", "On {n} subjects nobody could help.", count)
    return (Text(words(told)), Actions((Action(_("See for what"), unmet_needs.line()),)))


def _item(ctx: Context, lack: Lack, examples: tuple[Sequence[str], Sequence[str]]) -> Item:
    topics, asked = examples
    of_theme, of_region, knowledge = lack.about
    theme, region = ctx.atlas.themes.get(of_theme or 0), ctx.atlas.regions.get(of_region or 0)
    what: Bold | Msg = Bold(theme_name(ctx, theme.id)) if theme else _("no theme we know")
    title = words(_("{theme} in {region}", theme=what, region=Bold(region.name))) if region else words(what)
    title = words(*title, ", ", label_of(knowledge)) if knowledge else title
    notes: list[Inline] = []
    if lack.sought:
        times = _n("looked for {n} time", "looked for {n} times", lack.sought)
        notes += [times, ": ", "; ".join(topics)]
    if lack.asked:
        number = _n("{n} question without an answer", "{n} questions without an answer", lack.asked)
        notes += [" · "] * bool(notes) + [number, ": ", *_listed(asked)]
    if not topics:
        return Item(title, (words(*notes),), tuple(Action(_("View"), number) for number in asked[:1]))
    newest = topics[0]
    again = newest if region is None or region.name.casefold() in newest.casefold() else f"{newest} in {region.name}"
    return Item(title, (words(*notes),), (Action(_("Look again"), who_knows.line(again)),))


def _listed(numbers: Iterable[str]) -> Iterator[Inline]:
    for at, number in enumerate(numbers):
        yield from (", ", Code(number)) if at else (Code(number),)
