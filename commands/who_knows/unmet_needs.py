"""Shows coordinators which needs nobody met: looked for in vain or asked and not answered, by what they are about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import product
from typing import Final, TypeAlias

from bot.chat.reply import Action, Actions, Block, Heading, Inline, Item, Items, Reply, Text, say, words
from bot.chat.spans import Bold, Code
from bot.chat.texts import Msg, _, _n
from bot.command.command import Context, command
from bot.command.filter import paged
from bot.command.labels import label_of
from bot.members.personal_data import Row
from bot.search.results import theme_name
from bot.search.unanswered import unanswered
from commands.who_knows.who_knows import who_knows
from storage.database.database import Tx
from storage.vocabulary import KnowledgeType, Role
from storage.who_knows import unmet_needs as nobody_knows
from storage.who_knows.unmet_needs import Unmet

PAGE: Final = 5
"""Lines a page: each takes two on a phone, and has a button."""
LOOK_BACK: Final = timedelta(days=90)
MOST: Final = 200
SHOWN: Final = 3
"""Of the topics and the numbers of one need, those that are shown."""

About: TypeAlias = tuple[int | None, int | None, KnowledgeType | None]
"""A theme, a region and a kind of knowledge, each None where none is named."""


@dataclass(slots=True)
class Lack:
    """What nobody met of one theme, region and kind of knowledge."""

    about: About
    sought: int = 0
    """How often it was looked for."""
    asked: list[str] = field(default_factory=list)
    """The numbers of what was asked, the latest first."""

    @property
    def times(self) -> int:
        return self.sought + len(self.asked)


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
    topics = await ctx.read(_topics, shown, ctx.now - LOOK_BACK)
    if not shown:
        return say(_("In the last three months somebody was known for everything that was looked for or asked."))
    blocks: list[Block] = [
        Heading(words(_("Nobody knew this, in the last three months"))),
        Items(tuple(map(partial(_item, ctx), shown, topics))),
    ]
    if page * PAGE < len(mine):
        blocks.append(Actions((Action(_("More"), unmet_needs.line(f"p{page + 1}")),)))
    return Reply(tuple(blocks))


async def _of_mine(ctx: Context) -> list[Lack]:
    """Return those of the regions that this coordinator looks after, and those of no region; most often met first."""
    return [
        each
        for each in await ctx.read(_lacks, ctx)
        if (region := each.about[1]) is None or ctx.may(Role.coordinator, regions=frozenset({region}))
    ]


def _lacks(tx: Tx, ctx: Context) -> list[Lack]:
    """Read what was looked for in vain and what was asked and not answered, together."""
    since = ctx.now - LOOK_BACK
    found: dict[About, Lack] = {}
    for need in nobody_knows.unmet(tx, since, limit=MOST):
        about = (need.theme_id, need.region_id, need.knowledge)
        found[about] = Lack(about, need.times)
    asked: defaultdict[About, list[str]] = defaultdict(list)
    for each in unanswered(tx, ctx.topics, since, ctx.now):
        of_themes: list[int | None] = [*sorted(each.themes)]
        of_regions: list[int | None] = [*sorted(each.regions)]
        for theme, region in product(of_themes or [None], of_regions or [None]):
            asked[theme, region, each.knowledge].append(each.number)
    for about, numbers in asked.items():
        found.setdefault(about, Lack(about)).asked = numbers
    return sorted(found.values(), key=lambda each: -each.times)


def _topics(tx: Tx, lacks: Sequence[Lack], since: datetime) -> list[tuple[str, ...]]:
    """Read the words of what was looked for in vain, the latest few of each."""
    return [nobody_knows.latest(tx, Unmet(*lack.about, lack.sought), since) if lack.sought else () for lack in lacks]


async def gaps(ctx: Context) -> Sequence[Block]:
    """Tell coordinators how much was looked for or asked that nobody knew."""
    if ctx.member.role < unmet_needs.allow:
        return ()
    mine = await _of_mine(ctx)
    count = sum(each.sought for each in mine) + len({number for each in mine for number in each.asked})
    if not count:
        return ()
    told = _n("{n} need was met by nobody.", "{n} needs were met by nobody.", count)
    return (Text(words(told)), Actions((Action(_("See for what"), unmet_needs.line()),)))


def _item(ctx: Context, lack: Lack, topics: Sequence[str]) -> Item:
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
        number = _n("{n} question without an answer", "{n} questions without an answer", len(lack.asked))
        notes += [" · "] * bool(notes) + [number, ": ", *_listed(lack.asked[:SHOWN])]
    if not topics:
        return Item(title, (words(*notes),), (Action(_("View"), lack.asked[0]),))
    latest = topics[0]
    again = latest if region is None or region.name.casefold() in latest.casefold() else f"{latest} in {region.name}"
    return Item(title, (words(*notes),), (Action(_("Look again"), who_knows.line(again)),))


def _listed(numbers: Iterable[str]) -> Iterator[Inline]:
    for at, number in enumerate(numbers):
        yield from (", ", Code(number)) if at else (Code(number),)
