"""Tells members what became of the meetings that they announced and came to."""

from collections.abc import Sequence
from datetime import datetime

from bot.chat.texts import Msg, _
from bot.command.command import Context
from bot.things.contributions import Contribution, Contributions
from commands.events.labels import STATES
from commands.events.rights import sees, subject
from storage.events import attendance, meetings
from storage.events.meeting import Meeting, State


async def _given(ctx: Context, most: int) -> Sequence[Contribution]:
    mine = await ctx.read(meetings.load, await ctx.read(meetings.given_by, ctx.member.id, most))
    given = [_of(each, each.made_at, _("announced a meeting")) for each in mine if await sees(ctx, each)]
    came = {each.meeting_id: each for each in await ctx.read(attendance.given_by, ctx.member.id, most) if each.coming}
    own = {each.id for each in mine}
    for each in await ctx.read(meetings.load, [one for one in came if one not in own]):
        if await sees(ctx, each):
            given.append(
                _of(each, came[each.id].said_at, _("came to a meeting") if _over(each) else _("come to a meeting"))
            )
    return sorted(given, key=lambda each: each.at, reverse=True)[:most]


def _over(meeting: Meeting) -> bool:
    return meeting.state in (State.held, State.reported)


def _of(meeting: Meeting, at: datetime, gave: Msg) -> Contribution:
    waits = _("It waits for its report.") if meeting.state is State.held else None
    last = meeting.reason if meeting.state is State.cancelled else ""
    return Contribution(subject(meeting), at, gave, meeting.title, STATES[meeting.state], last, waits)


CONTRIBUTIONS = Contributions(_given)
