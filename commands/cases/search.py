"""Lets cases be followed, and found by who asks `wie weet`, with who brought them in and thought along."""

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
from commands.cases.labels import STATES
from commands.cases.readers import ACase
from commands.cases.rights import sees, unseen
from storage.cases import cases
from storage.cases.case import CASE, Case
from storage.database.database import Tx
from storage.vocabulary import Subject


async def _read(ctx: Context, text: str) -> Followed:
    found = await ACase().read(ctx, text, None)
    if not await sees(ctx, found):
        raise Unclear(unseen(found))
    return _followed(found)


async def _named(ctx: Context, id: int) -> Followed | None:
    found = await ctx.read(cases.get, id)
    return _followed(found) if found and await sees(ctx, found) else None


def _followed(case: Case) -> Followed:
    return Followed(CASE, case.id, f"{case.number} {case.title}", case.number)


def _cases(tx: Tx, ids: Collection[int]) -> Mapping[int, Case]:
    return {each.id: each for each in cases.load(tx, list(ids))}


def _draw(_ctx: Context, hit: Hit, case: Case | None, reasons: tuple[Words, ...], _need: str) -> Item | None:
    if case is None:
        return None
    told = (words(STATES[case.state]), *reasons)
    return Item(words(Code(case.number), " ", hit.name), told, (Action(_("View"), case.number),))


def _reason(_ctx: Context, hit: Hit, why: Reason, _told: None) -> Words | None:
    if why.row is None:
        return None
    text = said(why)
    if hit.kind != Subject.member:
        return text if "".join(map(str, text)) != hit.name else None
    return words(_("gave to {number}: ", number=Code(f"C-{why.row.source_id}")), text)


FOLLOWABLE = Followable(CASE, "C", _read, _named)
FINDABLE = Findable(CASE, _("Cases"), _draw, _cases, words=("casussen", "cases"), rank=42)
SOURCE = Source(CASE, _reason)
