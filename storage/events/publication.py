"""Keeps which meetings who announced them put on the web, and finds those that are there."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, exists, or_, select

from storage.events import meetings as storage
from storage.events.meeting import MEETING, State
from storage.events.tables import meeting_regions, meeting_themes, meetings, series
from storage.links import links
from storage.publications import Shelf, by_maker, turn
from storage.tables import networks
from storage.vocabulary import NetworkStatus

ON_WEB = (State.planned, State.held, State.reported, State.cancelled)


def _of_series(id: int) -> ColumnElement[bool]:
    shown = select(series.c.id).where(
        series.c.id == id, ~series.c.closed, series.c.hidden_at.is_(None), series.c.conversation_id.is_(None)
    )
    return meetings.c.series_id.in_(shown)


def _of_network(id: int) -> ColumnElement[bool]:
    """Tell what belongs to a network by the word of who announced it: what others link is not theirs to put here."""
    listed = select(networks.c.id).where(networks.c.id == id, networks.c.status == NetworkStatus.listed)
    ends = (("from", "to"), ("to", "from"))
    linked = [
        select(links.c.id).where(
            links.c[f"{one}_kind"] == MEETING,
            links.c[f"{one}_id"] == meetings.c.id,
            links.c[f"{other}_kind"] == "network",
            links.c[f"{other}_id"].in_(listed),
            links.c.member_id == meetings.c.member_id,
        )
        for one, other in ends
    ]
    return or_(*(exists(each) for each in linked))


SHELF = Shelf(
    meetings.c.id,
    by_maker(meetings) & meetings.c.state.in_(ON_WEB) & ~meetings.c.closed,
    (meetings.c.made_at.desc(),),
    (meetings.c.title, meetings.c.purpose),
    meetings.c.state,
    meeting_regions,
    meeting_themes,
    of={"R": _of_series, "N": _of_network},
)


def publish(tx: Connection, meeting: int, now: datetime, on: bool) -> bool:
    """Put a meeting on the web, or take it off: False when it was so already."""
    if turned := turn(tx, meetings, meeting, now, on):
        storage.changed(tx, meeting)
    return turned
