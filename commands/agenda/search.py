"""Lets agenda items be followed, and found by who asks `wie weet`; people and networks by what they work on."""

from collections.abc import Collection, Mapping

from bot.chat.reply import Action, Item, Words, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.search.findable import Findable, Source
from bot.search.reasons import Reason
from bot.search.results import said
from bot.search.search import Hit
from bot.things.following import Followable, Followed
from commands.agenda.labels import stands
from commands.agenda.readers import AnItem
from storage.agenda import items
from storage.agenda.item import ITEM
from storage.agenda.item import Item as AgendaItem
from storage.database.database import Tx


async def _read(ctx: Context, text: str) -> Followed:
    return _followed(await AnItem().read(ctx, text, None))


async def _named(ctx: Context, id: int) -> Followed | None:
    found = await ctx.read(items.get, id)
    return _followed(found) if found else None


def _followed(item: AgendaItem) -> Followed:
    return Followed(ITEM, item.id, f"{item.number} {item.text}", item.number)


def _items(tx: Tx, ids: Collection[int]) -> Mapping[int, AgendaItem]:
    return {each.id: each for each in items.load(tx, list(ids))}


def _draw(_ctx: Context, hit: Hit, item: AgendaItem | None, reasons: tuple[Words, ...], _need: str) -> Item | None:
    if item is None:
        return None
    told = (words(stands(item)), *reasons)
    return Item(words(Code(item.number), " ", hit.name), told, (Action(_("View"), item.number),))


def _reason(_ctx: Context, hit: Hit, why: Reason, _known: None) -> Words | None:
    if why.row is None:
        return None
    if hit.kind == ITEM:
        text = said(why)
        return text if "".join(map(str, text)) != hit.name else None
    return words(_("works on {number}: ", number=Code(f"G-{why.row.source_id}")), said(why))


FOLLOWABLE = Followable(ITEM, "G", _read, _named)
FINDABLE = Findable(
    ITEM, _("On the agenda"), _draw, _items, words=("agendapunten", "agenda items"), rank=40, knows=False
)
SOURCE = Source(ITEM, _reason)
