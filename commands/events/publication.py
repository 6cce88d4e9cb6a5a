"""Gives the web the meetings that who announced them put there: without their place, and without names of people."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.chat.texts import Language, _
from bot.things.publication import (
    CHANGED,
    NUMBER,
    PUBLISH,
    REGIONS,
    THEMES,
    Consent,
    Field,
    Pages,
    Projection,
    Published,
    Shown,
    by_maker,
)
from commands.events import calendar_file
from commands.events.labels import STATES
from commands.events.rights import sees, unseen
from storage.database.database import Tx
from storage.events import meetings, publication
from storage.events.meeting import MEETING, Meeting
from storage.events.publication import ON_WEB, SHELF


def _project(tx: Tx, ids: Sequence[int]) -> Mapping[int, Projection]:
    return {each.id: _shown(each) for each in meetings.load(tx, ids) if _on_web(each)}


def _on_web(meeting: Meeting) -> bool:
    return meeting.published and meeting.member_id is not None and _in_sight(meeting)


def _in_sight(meeting: Meeting) -> bool:
    draft = meeting.draft
    return not (draft.closed or meeting.hidden or draft.room_id is not None) and meeting.state in ON_WEB


def _shown(meeting: Meeting) -> Projection:
    # Where it is and who comes is for those who come; what was said there is told by its report.
    draft = meeting.draft
    return {
        "number": meeting.number,
        "title": meeting.title,
        "state": meeting.state.value,
        "starts": draft.starts_at.isoformat() if meeting.exact else "",
        "ends": draft.ends_at.isoformat() if meeting.exact else "",
        "purpose": draft.purpose,
        "report": meeting.report,
        "regions": sorted(draft.regions),
        "themes": sorted(draft.themes),
        "made": meeting.made_at.isoformat(),
        "changed": meeting.changed_at.isoformat(),
    }


def _calendar(tx: Tx, ids: Sequence[int], since: datetime, name: str, language: Language) -> bytes:
    """Write those of these that the web shows: a cancelled one too, since calendars have it already."""
    found = [each for each in meetings.load(tx, ids) if _on_web(each) and each.exact]
    shown = [(each, False) for each in found if each.draft.ends_at >= since]
    return calendar_file.calendar(shown, name, language)


_PAGES = Pages(
    {"nl": "bijeenkomsten", "en": "meetings"},
    _("Meetings"),
    _("Meeting"),
    _("When people meet, what for, and what came of it."),
    SHELF,
    "title",
    (
        NUMBER,
        Field("title", "titel", _("Meeting"), schema="name"),
        Field("state", "stand", _("Status"), Shown.label, STATES),
        Field("starts", "begin", _("Begins"), Shown.instant, schema="startDate"),
        Field("ends", "einde", _("Ends"), Shown.instant, schema="endDate"),
        Field("purpose", "doel", _("What is done with it"), schema="description"),
        Field("report", "verslag", _("Report")),
        REGIONS,
        THEMES,
        Field("made", "aangekondigdOp", _("Announced on"), Shown.moment, schema="dateCreated"),
        CHANGED,
    ),
    sorted_by="state",
    schema="Event",
    made="made",
    calendar=_calendar,
)
PUBLISHED = Published(MEETING, PUBLISH, _project, _PAGES)


_may = by_maker(
    meetings.get,
    sees=sees,
    in_sight=_in_sight,
    others=lambda number: _("Only who announced {number} can do this.", number=number),
    unseen=lambda line, meeting: unseen(line, closed=bool(meeting and meeting.draft.closed)),
)
CONSENT = Consent(MEETING, _may, publication.publish)
