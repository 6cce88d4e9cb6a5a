"""Lets others ask something of those who come to a meeting: who holds it asks, and a closed group is left alone."""

from bot.chat.spans import Code
from bot.chat.texts import _
from bot.command.command import Context
from bot.command.refusal import Refused
from bot.things.gathering import Gathered, Gathering
from bot.things.life import Party
from commands.events.prepare import schedule_all
from commands.events.rights import held, require_seen
from storage.database.database import Tx
from storage.events import attendance, meetings
from storage.events.meeting import MEETING

_HOLDS = frozenset({Party.maker, Party.keeper, Party.coordinator})


def _who(tx: Tx, meeting: int) -> list[int]:
    return [each.member_id for each in attendance.coming(tx, meeting)]


async def _asks(ctx: Context, number: int) -> Gathered:
    meeting = await ctx.read(meetings.get, number)
    if meeting is None:
        raise Refused(_("Meeting {number} does not exist.", number=f"B-{number}"))
    await require_seen(ctx, meeting)
    if meeting.draft.closed:
        raise Refused(_("What a closed group talks about stays there: ask them when you meet."))
    if not _HOLDS & await held(ctx, meeting):
        told = _("Only who holds {number} can do this, or a coordinator of its region.", number=Code(meeting.number))
        raise Refused(told)
    return Gathered(f"{meeting.number} {meeting.title}", meeting.draft.regions, meeting.draft.themes)


GATHERING = Gathering(MEETING, "B", _who, _asks, schedule_all)
