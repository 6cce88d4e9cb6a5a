"""Lets meetings be followed, and found by who asks `wie weet`, with who holds them."""

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
from commands.events.labels import STATES, when
from commands.events.readers import AMeeting, ASeries
from commands.events.rights import sees, sees_series, unseen
from storage.database.database import Tx
from storage.events import all_series, meetings
from storage.events.meeting import MEETING, Meeting, State
from storage.events.series import SERIES


async def _read(ctx: Context, text: str) -> Followed:
    found = await AMeeting().read(ctx, text, None)
    if not await sees(ctx, found):
        raise Unclear(unseen(found.number, closed=found.draft.closed))
    return _followed(found)


async def _named(ctx: Context, id: int) -> Followed | None:
    found = await ctx.read(meetings.get, id)
    return _followed(found) if found and await sees(ctx, found) else None


def _followed(meeting: Meeting) -> Followed:
    return Followed(MEETING, meeting.id, f"{meeting.number} {meeting.title}", meeting.number)


def _meetings(tx: Tx, ids: Collection[int]) -> Mapping[int, Meeting]:
    return {each.id: each for each in meetings.load(tx, list(ids))}


def _draw(ctx: Context, hit: Hit, meeting: Meeting | None, reasons: tuple[Words, ...], _need: str) -> Item | None:
    if meeting is None:
        return None
    told = [when(meeting.draft)]
    if meeting.state is not State.planned:
        told.append(STATES[meeting.state])
    line = " · ".join(ctx.language.text(each) for each in told)
    return Item(
        words(Code(meeting.number), " ", hit.name), (words(line), *reasons), (Action(_("View"), meeting.number),)
    )


def _reason(_ctx: Context, hit: Hit, why: Reason, _known: None) -> Words | None:
    if why.row is None or (hit.kind == MEETING and why.row.evidence.field != "report"):
        return None  # its title stands above
    if hit.kind == MEETING:
        return said(why)
    return words(_("holds {number}: ", number=Code(f"B-{why.row.source_id}")), said(why))


FOLLOWABLE = Followable(MEETING, "B", _read, _named)
FINDABLE = Findable(
    MEETING, _("Meetings"), _draw, _meetings, words=("bijeenkomsten", "meetings"), only=_("Only meetings"), rank=45
)
SOURCE = Source(MEETING, _reason)


async def _read_series(ctx: Context, text: str) -> Followed:
    found = await ASeries().read(ctx, text, None)
    if not await sees_series(ctx, found):
        raise Unclear(unseen(found.number, closed=found.draft.closed))
    return Followed(SERIES, found.id, f"{found.number} {found.name}", found.number)


async def _named_series(ctx: Context, id: int) -> Followed | None:
    found = await ctx.read(all_series.get, id)
    if found is None or not await sees_series(ctx, found):
        return None
    return Followed(SERIES, found.id, f"{found.number} {found.name}", found.number)


FOLLOWABLE_SERIES = Followable(SERIES, "R", _read_series, _named_series)
