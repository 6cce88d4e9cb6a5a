"""Shows news: one item, and what was shared in the last sixty days."""

from collections.abc import Mapping

from bot.chat.reply import Action, Actions, Block, Heading, Items, Reply, Text, words
from bot.chat.texts import _
from bot.command.command import Context, command
from bot.command.filter import paged
from bot.command.period import span
from bot.things.listing import PAGE, asked, label_values, only, unknown_words, within_a_sentence
from bot.things.making import room_of
from commands.news.card import card, line_of
from commands.news.labels import SORTS
from commands.news.share import share_news
from storage.news import news
from storage.news.item import Filter, Item, Sort
from storage.news.news import LISTED

_KNOWN = label_values(SORTS.labels)
_KNOWN |= {"publicaties": Sort.publication, "publications": Sort.publication, "successen": Sort.success}
_EMPTY = ("nieuws", "news", "alle", "all", "over", "about", "uit", "from", "van", "of", "het", "laatste", "latest")


@command(nl=("toon nieuws", "u"), en=("show news", "u"), summary=_("Look at one item of news"), safe=True, hidden=True)
async def show_news(ctx: Context, item: Item) -> Reply:
    return await card(ctx, item)


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
    when = span(ctx, which, past=True)
    found = asked(ctx, when.rest if when else which, _KNOWN, empty=_EMPTY)
    room = await room_of(ctx)
    what = Filter(
        when.since if when else ctx.now - LISTED,
        found.regions,
        found.themes,
        frozenset(Sort(each) for each in only(found.values, Sort)),
        room.id if room else None,
        when.until if when else None,
    )
    listed = await ctx.read(news.find, what, limit=PAGE + 1, offset=found.offset)
    told = unknown_words(ctx, found, _("the news"))
    share = Action(_("Share news"), share_news.line())
    if not listed:
        every = [Action(_("All news"), list_news.line())] if which else []
        none = _("No news was shared {period}.", period=when.told) if when else None
        none = none or _("There is no such news of the last sixty days.")
        return Reply((*told, Text(words(none)), Actions((share, *every))))
    blocks: list[Block] = [
        *told,
        Heading(words(_("News {period}", period=when.told) if when else _("News of the last sixty days"))),
        Items(tuple(map(line_of, listed[:PAGE]))),
    ]
    if len(listed) > PAGE:
        blocks.append(Actions((Action(_("More"), list_news.line(paged(which)[0], f"p{found.page + 1}")),)))
    return Reply(tuple(blocks))
