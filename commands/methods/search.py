"""Lets ways of working be followed, and found by who asks `wie weet`, with who made and used them."""

from collections.abc import Collection, Mapping

from bot.chat.reply import Action, Item, Words, words
from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.reader import Unclear
from bot.search.findable import Findable, Source
from bot.search.reasons import Reason
from bot.search.results import said
from bot.search.search import Hit
from bot.things.following import Followable, Followed
from commands.methods.labels import STATES
from commands.methods.reader import AMethod
from commands.methods.rights import sees
from storage.database.database import Tx
from storage.methods import methods
from storage.methods.method import METHOD, Method
from storage.vocabulary import Subject


async def _read(ctx: Context, text: str) -> Followed:
    found = await AMethod().read(ctx, text, None)
    if not await sees(ctx, found):
        raise Unclear(_("{number} is out of sight.", number=Code(found.number)))
    return _followed(found)


async def _named(ctx: Context, id: int) -> Followed | None:
    found = await ctx.read(methods.get, id)
    return _followed(found) if found and await sees(ctx, found) else None


def _followed(method: Method) -> Followed:
    return Followed(METHOD, method.id, f"{method.number} {method.title}", method.number)


def _methods(tx: Tx, ids: Collection[int]) -> Mapping[int, Method]:
    return {each.id: each for each in methods.load(tx, list(ids))}


def _draw(_ctx: Context, hit: Hit, method: Method | None, reasons: tuple[Words, ...], _need: str) -> Item | None:
    if method is None:
        return None
    told = (words(STATES[method.state], " · ", method.draft.purpose), *reasons)
    return Item(words(Code(method.number), " ", hit.name), told, (Action(_("View"), method.number),))


def _reason(_ctx: Context, hit: Hit, why: Reason, _told: None) -> Words | None:
    if why.row is None or hit.kind == METHOD:
        return None  # its name and purpose stand above
    if hit.kind != Subject.member:
        return said(why)
    return words(_("works with {number}: ", number=Code(f"F-{why.row.source_id}")), said(why))


FOLLOWABLE = Followable(METHOD, "F", _read, _named)
FINDABLE = Findable(METHOD, _("Ways of working"), _draw, _methods, words=("werkvormen", "methods"), rank=44)
SOURCE = Source(METHOD, _reason)
