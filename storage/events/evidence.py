"""Writes what a meeting says as evidence for search, with the change itself: for the meeting, and for who holds it."""

from sqlalchemy import Connection

from storage import search
from storage.atlas import theme_names
from storage.events.meeting import MEETING, Meeting, State
from storage.search import Evidence, Owner
from storage.search.audiences import MEMBERS

_FOUND = frozenset({State.planned, State.held, State.reported})


def meeting(tx: Connection, what: Meeting) -> None:
    """Let it be found, while all members may see it. One of a closed group never is."""
    draft = what.draft
    if what.hidden or what.state not in _FOUND or draft.room_id is not None or draft.closed:
        search.withdraw(tx, MEETING, what.id)
        search.remove(tx, MEETING, what.id)
        return
    about = search.Subject(
        MEETING,
        what.id,
        what.title,
        audience=MEMBERS,
        regions=tuple(sorted(draft.regions)),
        themes=tuple(sorted(draft.themes)),
        confirmed=what.changed_at,
    )
    search.admit(tx, about)
    itself = Owner(MEETING, what.id, "self")
    holds = (Owner("member", what.shown_maker, "answered"),) if what.shown_maker is not None else ()
    told = ". ".join(filter(None, (draft.sort, draft.host, draft.audience, draft.purpose, draft.outcome)))
    rows = [
        Evidence("meeting", what.title, told, (itself, *holds), audience=MEMBERS, at=what.made_at),
        Evidence("themes", ", ".join(theme_names(tx, draft.themes)), "", (itself,), audience=MEMBERS, at=what.made_at),
    ]
    if what.report:
        rows.append(Evidence("report", what.report, "", (itself,), audience=MEMBERS, at=what.reported_at))
    search.put(tx, MEETING, what.id, rows)
