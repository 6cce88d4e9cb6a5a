"""Lets meetings be reported, taken out of sight and shown again. Nobody looks into those of a closed group."""

from bot.command.refusal import Refused
from bot.things.moderation import Moderated, found_by, hidden_by
from commands.events.readers import AMeeting, ASeries
from commands.events.rights import unseen
from storage.events import all_series, meetings
from storage.events.meeting import MEETING, Meeting
from storage.events.series import SERIES, Series


def _open(held: Meeting | Series) -> None:
    if held.draft.closed:
        raise Refused(unseen(held.number, closed=True))


MODERATED = Moderated(MEETING, "B", found_by(AMeeting), hidden_by(meetings.get, meetings.hide, check=_open))
MODERATED_SERIES = Moderated(SERIES, "R", found_by(ASeries), hidden_by(all_series.get, all_series.hide, check=_open))
