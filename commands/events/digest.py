"""Tells in a digest of meetings of the next three weeks, and of reports."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.chat.line import Line
from bot.chat.reply import Action, Item, words
from bot.chat.spans import Bold, shorten
from bot.chat.texts import _
from bot.digest.selection import INITIATIVES, Section, Story, look
from commands.events.browse import list_meetings
from commands.events.coming import come
from commands.events.labels import when
from storage.database.database import Tx
from storage.events import meetings, standing
from storage.events.meeting import Meeting

AHEAD = timedelta(days=21)
MOST_READ = 2_000


def _coming(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    """Each once: when it was announced, or three weeks before it."""
    found = meetings.coming_up(tx, since, until, AHEAD, MOST_READ)
    places = standing.places(tx, [each.id for each, _at in found])
    told = [_story(each, at, "meeting", places) for each, at in found]
    return sorted(told, key=lambda each: each.at, reverse=True)


def _reports(tx: Tx, since: datetime, until: datetime) -> Sequence[Story]:
    found = meetings.reported_between(tx, since, until, MOST_READ)
    return [_story(each, each.reported_at or each.changed_at, "report", {}) for each in found]


def _story(meeting: Meeting, at: datetime, kind: str, places: Mapping[int, Collection[int]]) -> Story:
    return Story(
        key=f"{kind}/{meeting.id}",
        thing=f"meeting/{meeting.id}",
        at=at,
        draw=partial(_drawn if kind == "meeting" else _with_report, meeting),
        regions=meeting.draft.regions,
        themes=meeting.draft.themes,
        by=frozenset({meeting.member_id} if meeting.member_id is not None else ()),
        places=frozenset(places.get(meeting.id, ())),
    )


def _drawn(meeting: Meeting) -> Item:
    said = words(Bold(meeting.number), " ", shorten(meeting.title, 120))
    buttons = (Action(_("I come"), come.line(meeting.number)), *look(meeting.number, _("View")))
    return Item(said, (words(when(meeting.draft)),), buttons)


def _with_report(meeting: Meeting) -> Item:
    said = words(Bold(meeting.number), " ", shorten(meeting.title, 120))
    return Item(said, (words(shorten(meeting.report, 140)),), look(meeting.number, _("View")))


COMING = Section(
    "meetings",
    _("Meetings in the next three weeks"),
    15,
    _coming,
    more=list_meetings.line(),
    first_for=INITIATIVES,
)
REPORTS = Section(
    "reports", _("What came of meetings"), 45, _reports, more=list_meetings.line(Line("verslagen", en="reports"))
)
