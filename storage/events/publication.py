"""Keeps which meetings who announced them put on the web, and finds those that are there."""

from datetime import datetime

from sqlalchemy import Connection, update

from storage.events import meetings as storage
from storage.events.meeting import State
from storage.events.tables import meeting_regions, meeting_themes, meetings
from storage.publications import Shelf

ON_WEB = (State.planned, State.held, State.reported, State.cancelled)
SHELF = Shelf(
    meetings.c.id,
    # Who is forgotten takes it off: nobody is left who wants it there.
    meetings.c.published
    & meetings.c.member_id.is_not(None)
    & meetings.c.state.in_(ON_WEB)
    & ~meetings.c.closed
    & meetings.c.hidden_at.is_(None)
    & meetings.c.conversation_id.is_(None),
    (meetings.c.made_at.desc(),),
    (meetings.c.title, meetings.c.purpose),
    meetings.c.state,
    meeting_regions,
    meeting_themes,
)


def publish(tx: Connection, meeting: int, now: datetime, on: bool) -> bool:
    """Put a meeting on the web, or take it off: False when it was so already."""
    turned = update(meetings).where(meetings.c.id == meeting, meetings.c.published != on)
    if tx.execute(turned.values(published=on, changed_at=now)).rowcount != 1:
        return False
    storage.changed(tx, meeting)
    return True
