"""Lets shared sources be followed, and found by who asks `wie weet`, with who put them."""

from collections.abc import Collection, Mapping

from bot.chat.reply import Action, Item, Words, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.reader import Unclear
from bot.search import findable
from bot.search.findable import Findable
from bot.search.reasons import Reason
from bot.search.results import said
from bot.search.search import Hit
from bot.things.following import Followable, Followed
from commands.sources.labels import OPENNESS
from commands.sources.reader import ASource
from commands.sources.rights import sees
from storage.database.database import Tx
from storage.sources import sources
from storage.sources.source import SOURCE, Source
from storage.vocabulary import Subject


async def _read(ctx: Context, text: str) -> Followed:
    found = await ASource().read(ctx, text, None)
    if not await sees(ctx, found):
        raise Unclear(_("{number} is out of sight.", number=Code(found.number)))
    return _followed(found)


async def _named(ctx: Context, id: int) -> Followed | None:
    found = await ctx.read(sources.get, id)
    return _followed(found) if found and await sees(ctx, found) else None


def _followed(source: Source) -> Followed:
    return Followed(SOURCE, source.id, f"{source.number} {source.title}", source.number)


def _sources(tx: Tx, ids: Collection[int]) -> Mapping[int, Source]:
    return {each.id: each for each in sources.load(tx, list(ids))}


def _draw(_ctx: Context, hit: Hit, source: Source | None, reasons: tuple[Words, ...], _need: str) -> Item | None:
    if source is None:
        return None
    told = (words(_("of {owner}", owner=source.draft.owner), " · ", OPENNESS[source.draft.openness]), *reasons)
    return Item(words(Code(source.number), " ", hit.name), told, (Action(_("View"), source.number),))


def _reason(_ctx: Context, hit: Hit, why: Reason, _told: None) -> Words | None:
    if why.row is None or hit.kind == SOURCE:
        return None  # its name and owner stand above
    if hit.kind != Subject.member:
        return said(why)
    return words(_("told of {number}: ", number=Code(f"D-{why.row.source_id}")), said(why))


FOLLOWABLE = Followable(SOURCE, "D", _read, _named)
FINDABLE = Findable(SOURCE, _("Shared sources"), _draw, _sources, words=("bronnen", "sources"), rank=45)
FOUND_BY = findable.Source(SOURCE, _reason)
