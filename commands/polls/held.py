"""Tells what is held of the polls that a member made, what they voted while that is open, and where they voted."""

from collections.abc import Sequence

from bot.chat.spans import shorten
from bot.chat.texts import _
from bot.command.command import Context
from bot.members.personal_data import LONGEST, OwnData, Row
from bot.things.keeping import Held, Kept
from storage.polls import polls
from storage.polls.poll import POLL


async def _polls(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"Z-{row['id']} {shorten(row['question'], LONGEST)}" for row in rows]


async def _votes(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"Z-{row['poll_id']}: {row['picked']} {shorten(row['why'], LONGEST)}".strip() for row in rows]


async def _where(_ctx: Context, rows: Sequence[Row]) -> Sequence[str]:
    return [f"Z-{row['poll_id']}" for row in rows]


async def _held(ctx: Context, id: int) -> Held | None:
    found = await ctx.read(polls.get, id)
    if found is None or found.hidden:
        return None
    return Held(found.text, found.member_id, found.draft.regions)


HELD = (
    OwnData("polls", _("Polls that you made"), _polls, rank=140),
    OwnData("poll_votes", _("Your votes in polls that are open"), _votes, rank=141),
    OwnData("poll_voters", _("Closed polls in which you voted; what is not known any more"), _where, rank=142),
    OwnData("poll_guests", _("Polls of a closed room that you may vote in"), _where, rank=143),
)
KEPT = Kept(POLL, _held)
