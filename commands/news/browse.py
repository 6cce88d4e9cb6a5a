"""Shows news: one item, and what was shared in the last sixty days."""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.chat.reply import Action, Actions, Block, Heading, Items, Reply, Text, words
from bot.chat.texts import _
from bot.command.command import Context, Takes, command
from bot.things.listing import PAGE, asked, label_values, only, unknown_words
from bot.things.making import room_of
from commands.news.card import card, line_of
from commands.news.labels import SORTS
from commands.news.share import share_news
from storage.news import news
from storage.news.item import Filter, Item, Sort
from storage.news.news import LISTED


class Period(StrEnum):
    """Of when news is asked for."""

    day = "day"
    week = "week"
    month = "month"


_SAID = {
    Period.day: ("vandaag", "van vandaag", "today"),
    Period.week: ("deze week", "van deze week", "this week", "of this week"),
    Period.month: ("deze maand", "van deze maand", "this month", "of this month"),
}
_KNOWN = label_values(SORTS.labels) | {said: period.value for period, each in _SAID.items() for said in each}
_KNOWN |= {"publicaties": Sort.publication, "publications": Sort.publication, "successen": Sort.success}
_EMPTY = ("nieuws", "news", "alle", "all", "over", "about", "uit", "from", "van", "of", "het", "laatste", "latest")


@command(nl=("toon nieuws", "u"), en=("show news", "u"), summary=_("Look at one item of news"), safe=True, hidden=True)
async def show_news(ctx: Context, item: Item) -> Reply:
    return await card(ctx, item)


@command(
    nl=("nieuws", "welk nieuws"),
    en=("news", "which news"),
    summary=_("See the news of the last sixty days"),
    safe=True,
    takes=Takes.names,
    filters=(SORTS,),
)
async def list_news(ctx: Context, which: str = "") -> Reply:
    found = asked(ctx, which, _KNOWN, empty=_EMPTY)
    room = await room_of(ctx)
    what = Filter(
        _since(ctx, found.values),
        found.regions,
        found.themes,
        frozenset(Sort(each) for each in only(found.values, Sort)),
        room.id if room else None,
    )
    listed = await ctx.read(news.find, what, limit=PAGE + 1, offset=found.offset)
    told = unknown_words(found, _("the news"))
    share = Action(_("Share news"), share_news.line())
    if not listed:
        every = [Action(_("All news"), list_news.line())] if found.text else []
        none = Text(words(_("There is no such news of the last sixty days.")))
        return Reply((*told, none, Actions((share, *every))))
    blocks: list[Block] = [
        *told,
        Heading(words(_("News of the last sixty days"))),
        Items(tuple(map(line_of, listed[:PAGE]))),
    ]
    if len(listed) > PAGE:
        blocks.append(Actions((Action(_("More"), list_news.line(found.text, f"p{found.page + 1}")),)))
    return Reply(tuple(blocks))


def _since(ctx: Context, said: frozenset[str]) -> datetime:
    """The beginning of the shortest period that was named, on the clock of the reader."""
    begin = ctx.local_now.replace(hour=0, minute=0, second=0, microsecond=0)
    if Period.day in said:
        return begin
    if Period.week in said:
        return begin - timedelta(days=begin.weekday())
    return begin.replace(day=1) if Period.month in said else ctx.now - LISTED
