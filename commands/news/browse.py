"""Shows news: one item, and what was shared in the last sixty days."""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.chat.reply import Action, Actions, Block, Heading, Items, Reply, Text, words
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.one_view import on_one_view
from bot.things.listed import listed
from bot.things.listing import Asked, asked, label_values, only, page_size, within_a_sentence
from bot.things.making import room_of
from commands.news.card import card, line_of
from commands.news.labels import SORTS
from commands.news.share import share_news
from storage.news import news
from storage.news.item import NEWS, Filter, Item, Sort
from storage.news.news import LISTED

_KNOWN = label_values(SORTS.labels)
_KNOWN |= {"publicaties": Sort.publication, "publications": Sort.publication, "successen": Sort.success}
_EMPTY = ("nieuws", "news", "alle", "all", "over", "about", "uit", "from", "van", "of", "het", "laatste", "latest")


@command(nl=("toon nieuws", "u"), en=("show news", "u"), summary=_("Look at one item of news"), safe=True, hidden=True)
async def show_news(ctx: Context, item: Item) -> Reply:
    return await on_one_view(ctx, lambda reading: card(reading, item))


async def _read(ctx: Context, text: str) -> Mapping[str, str]:
    return {"which": await within_a_sentence(ctx, text, _KNOWN, empty=_EMPTY)}


@command(
    nl=("nieuws", "welk nieuws"),
    en=("news", "which news"),
    summary=_("See the news of the last sixty days"),
    safe=True,
    fills=_read,
)
async def list_news(ctx: Context, which: str = "") -> Reply:
    found = asked(ctx, which, _KNOWN, empty=_EMPTY)
    when = found.when
    room = await room_of(ctx)

    async def find(each: Asked) -> tuple[list[Item], int]:
        what = Filter(
            datetime.min.replace(tzinfo=UTC) if each.when else ctx.now - LISTED,
            each.regions,
            each.themes,
            frozenset(Sort(value) for value in only(each.values, Sort)),
            room.id if room else None,
            narrow=each.narrow,
        )
        those = await ctx.read(news.find, what, limit=page_size(ctx) + 1, offset=each.offset)
        return those[: page_size(ctx)], each.offset + len(those)

    shown = await listed(ctx, found, find, line_of, kind=NEWS, command="list_news", what=_("the news"), dated=True)
    share = Action(_("Share news"), share_news.line())
    if not shown.things:
        every = [Action(_("All news"), list_news.line())] if which and not shown.ways else []
        none = _("No news was shared {period}.", period=when.told) if when else None
        none = none or _("There is no such news of the last sixty days.")
        blank = [] if shown.told and not when else [Text(words(none))]
        return Reply((*blank, *shown.told, Actions((*shown.ways, share, *every))))
    blocks: list[Block] = [
        *shown.told,
        Heading(words(_("News {period}", period=when.told) if when else _("News of the last sixty days"))),
        Items(tuple(map(line_of, shown.things))),
    ]
    if shown.total > found.offset + len(shown.things):
        blocks.append(Actions((Action(_("More"), list_news.line(found.text, f"p{found.page + 1}")),)))
    return Reply(tuple(blocks))
