"""Lets news be followed, and found by who asks `wie weet`."""

from collections.abc import Collection, Mapping

from bot.chat.reply import Action, Words, words
from bot.chat.reply import Item as Line
from bot.chat.spans import Code, Link
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.reader import Unclear
from bot.search.findable import Findable, Source
from bot.search.reasons import Reason
from bot.search.search import Hit
from bot.things.following import Followable, Followed
from commands.news.reader import AnItem
from commands.news.rights import sees
from storage.database.database import Tx
from storage.news import news
from storage.news.item import NEWS, Item, site_of


async def _read(ctx: Context, text: str) -> Followed:
    found = await AnItem().read(ctx, text, None)
    if not await sees(ctx, found):
        raise Unclear(_("{number} is out of sight.", number=Code(found.number)))
    return _followed(found)


async def _named(ctx: Context, id: int) -> Followed | None:
    found = await ctx.read(news.get, id)
    return _followed(found) if found and await sees(ctx, found) else None


def _followed(item: Item) -> Followed:
    return Followed(NEWS, item.id, f"{item.number} {item.text}", item.number)


def _items(tx: Tx, ids: Collection[int]) -> Mapping[int, Item]:
    return {each.id: each for each in news.load(tx, list(ids))}


def _draw(_ctx: Context, hit: Hit, item: Item | None, reasons: tuple[Words, ...], _need: str) -> Line | None:
    if item is None:
        return None
    told = (words(Link(site_of(item.draft.link), item.draft.link)), *reasons) if item.draft.link else reasons
    return Line(words(Code(item.number), " ", hit.name), told, (Action(_("View"), item.number),))


def _reason(_ctx: Context, _hit: Hit, _why: Reason, _told: None) -> Words | None:
    return None  # what it says stands above


FOLLOWABLE = Followable(NEWS, "U", _read, _named)
FINDABLE = Findable(NEWS, _("News"), _draw, _items, words=("nieuws", "news"), only=_("Only news"), rank=46)
SOURCE = Source(NEWS, _reason)
