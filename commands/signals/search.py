"""Lets signals be followed, and found by who asks `wie weet`."""

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
from commands.signals.labels import stands
from commands.signals.readers import ASignal
from storage.database.database import Tx
from storage.signals import signals
from storage.signals.signal import SIGNAL, Signal


async def _read(ctx: Context, text: str) -> Followed:
    return _followed(await ASignal().read(ctx, text, None))


async def _named(ctx: Context, id: int) -> Followed | None:
    found = await ctx.read(signals.get, id)
    return _followed(found) if found else None


def _followed(signal: Signal) -> Followed:
    return Followed(SIGNAL, signal.id, f"{signal.number} {signal.text}", signal.number)


def _signals(tx: Tx, ids: Collection[int]) -> Mapping[int, Signal]:
    return {each.id: each for each in signals.load(tx, list(ids))}


def _draw(_ctx: Context, hit: Hit, signal: Signal | None, reasons: tuple[Words, ...], _need: str) -> Item | None:
    if signal is None:
        return None
    told = (words(stands(signal)), *reasons)
    return Item(words(Code(signal.number), " ", hit.name), told, (Action(_("View"), signal.number),))


def _reason(_ctx: Context, hit: Hit, why: Reason, _told: None) -> Words | None:
    if why.row is None or hit.kind != SIGNAL:
        return None
    text = said(why)
    return text if "".join(map(str, text)) != hit.name else None


FOLLOWABLE = Followable(SIGNAL, "S", _read, _named)
FINDABLE = Findable(
    SIGNAL, _("Signals and decisions"), _draw, _signals, words=("signalen", "signals"), rank=45, knows=False
)
SOURCE = Source(SIGNAL, _reason)
