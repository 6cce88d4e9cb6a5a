"""Lets polls be followed, and found by what they ask."""

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
from commands.polls.browse import item
from commands.polls.readers import APoll
from commands.polls.rights import sees, unseen
from storage.database.database import Tx
from storage.polls import polls
from storage.polls.poll import POLL, Poll


async def _read(ctx: Context, text: str) -> Followed:
    found = await APoll().read(ctx, text, None)
    if not await sees(ctx, found):
        raise Unclear(unseen(found))
    return _followed(found)


async def _named(ctx: Context, id: int) -> Followed | None:
    found = await ctx.read(polls.get, id)
    return _followed(found) if found else None


def _followed(poll: Poll) -> Followed:
    return Followed(POLL, poll.id, f"{poll.number} {poll.text}", poll.number)


def _polls(tx: Tx, ids: Collection[int]) -> Mapping[int, Poll]:
    return {each.id: each for each in polls.load(tx, list(ids))}


def _draw(ctx: Context, hit: Hit, poll: Poll | None, reasons: tuple[Words, ...], _need: str) -> Item | None:
    if poll is None:
        return None
    (told,) = item(ctx, poll).notes
    return Item(words(Code(poll.number), " ", hit.name), (told, *reasons), (Action(_("View"), poll.number),))


def _reason(_ctx: Context, hit: Hit, why: Reason, _known: None) -> Words | None:
    if why.row is None or "".join(text for text, _matched in why.text) == hit.name:
        return None  # its question stands above
    return said(why)


FOLLOWABLE = Followable(POLL, "Z", _read, _named)
FINDABLE = Findable(POLL, _("Polls"), _draw, _polls, words=("peilingen", "polls"), only=_("Only polls"), rank=55)
SOURCE = Source(POLL, _reason)
