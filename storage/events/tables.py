"""Declares the tables of meetings and series: what is planned, who comes, who prepares what, who seeks a group."""

from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
    or_,
    select,
    text,
)

from storage.events.meeting import State
from storage.events.series import SeriesKind, SeriesState
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import Columns, days, goes_with

LONGEST = 160
LONGEST_LINE = 300
LONGEST_REPORT = 4000


def _to(name: str, target: str, *, gone: str = "SET NULL") -> Column[int]:
    """Return a column that points at a row of another table, and what becomes of it when that row goes."""
    return Column(name, Id, ForeignKey(f"{target}.id", ondelete=gone), nullable=gone == "SET NULL")


def _line(name: str, length: int = LONGEST_LINE) -> Column[str]:
    return Column(name, String(length), nullable=False, server_default=text("''"))


series = Table(
    "series",
    metadata,
    Column("id", Id, primary_key=True),
    # Null is somebody who was forgotten, or a series that a file brought.
    _to("member_id", "members"),
    Column("name", String(LONGEST), nullable=False),
    *one_of("kind", SeriesKind),
    *one_of("state", SeriesState),
    _line("rhythm", 120),
    _line("rule", 120),
    _line("audience", 200),
    _line("host", LONGEST),
    _line("purpose"),
    _line("outcome"),
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    Column("closed", Boolean, nullable=False, server_default=false()),
    # The closed room that it is for.
    _to("conversation_id", "conversations"),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    # When its keeper was last asked for the next date.
    Column("asked_at", Instant, nullable=True),
    Column("hidden_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_series_member_id", "member_id"),
    Index("ix_series_state_made_at", "state", "made_at"),
    Index("ix_series_kind_state_made_at", "kind", "state", "made_at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365,
            "Ended or withdrawn a year ago: nobody meets there any more.",
            lambda its, at: (its.state != SeriesState.active) & (its.changed_at < at),
        ),
        "thing": "series",
    },
)

series_regions = Table(
    "series_regions",
    metadata,
    Column("series_id", Id, ForeignKey("series.id", ondelete="CASCADE"), primary_key=True),
    key("regions", primary_key=True),
    Index("ix_series_regions_region_id", "region_id", "series_id"),
    info={"retention": goes_with("its series")},
)

series_themes = Table(
    "series_themes",
    metadata,
    Column("series_id", Id, ForeignKey("series.id", ondelete="CASCADE"), primary_key=True),
    key("themes", primary_key=True),
    Index("ix_series_themes_theme_id", "theme_id", "series_id"),
    info={"retention": goes_with("its series")},
)

series_members = Table(
    "series_members",
    metadata,
    Column("id", Id, primary_key=True),
    _to("series_id", "series", gone="CASCADE"),
    key("members"),
    _line("role", 80),
    Column("joined_at", Instant, nullable=False),
    # When they were asked whether they stay, having missed it twice.
    Column("asked_at", Instant, nullable=True),
    UniqueConstraint("series_id", "member_id"),
    Index("ix_series_members_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its series")},
)


def _is_over(its: Columns, at: datetime) -> ColumnElement[bool]:
    other = meetings.alias()
    later = select(other.c.id).where(other.c.series_id == its.series_id, other.c.ends_at >= at).exists()
    dropped = its.state.in_([State.cancelled, State.withdrawn]) & (its.changed_at < at)
    return or_(dropped, its.closed & (its.ends_at < at) & ~later)


meetings = Table(
    "meetings",
    metadata,
    Column("id", Id, primary_key=True),
    _to("series_id", "series"),
    # Null is somebody who was forgotten, or a meeting that a file brought.
    _to("member_id", "members"),
    Column("title", String(LONGEST), nullable=False),
    _line("sort", 60),
    *one_of("state", State),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("zone", String(64), nullable=False),
    # What is known of when it was, where that is less than a time.
    _line("told_when", 10),
    _line("place", 200),
    _line("link", 400),
    _line("audience", 200),
    _line("host", LONGEST),
    _line("purpose"),
    _line("outcome"),
    _line("follow_up"),
    Column("report", String(LONGEST_REPORT), nullable=False, server_default=text("''")),
    # Why it was cancelled, or moved.
    _line("reason"),
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    Column("closed", Boolean, nullable=False, server_default=false()),
    # Its maker said that it may be on the website.
    Column("published", Boolean, nullable=False, server_default=false()),
    # The closed room that it is for.
    _to("conversation_id", "conversations"),
    # By which calendars know it, and how often it changed since.
    Column("uid", String(64), nullable=False, unique=True),
    Column("sequence", Integer, nullable=False, server_default=text("0")),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("reported_at", Instant, nullable=True),
    # When its keeper was last told who comes, asked for a programme, and asked for a report.
    Column("host_told_at", Instant, nullable=True),
    Column("programme_asked_at", Instant, nullable=True),
    Column("report_asked_at", Instant, nullable=True),
    Column("hidden_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    # It covers what lists ask: which are shown, in order, and how many there are.
    Index(
        "ix_meetings_shown",
        *("state", "closed", "hidden_at", "conversation_id", "starts_at", "ends_at"),
    ),
    Index("ix_meetings_ends_at_state", "ends_at", "state"),
    Index("ix_meetings_made_at", "made_at"),
    Index("ix_meetings_published_made_at", "published", "made_at"),
    Index("ix_meetings_reported_at", "reported_at"),
    Index("ix_meetings_member_id", "member_id"),
    Index("ix_meetings_series_id_starts_at", "series_id", "starts_at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365,
            "Cancelled or withdrawn a year ago; of a closed group, a year after its last meeting.",
            _is_over,
        ),
        "thing": "meeting",
    },
)


meeting_regions = Table(
    "meeting_regions",
    metadata,
    key("meetings", primary_key=True),
    key("regions", primary_key=True),
    Index("ix_meeting_regions_region_id", "region_id", "meeting_id"),
    info={"retention": goes_with("its meeting")},
)

meeting_themes = Table(
    "meeting_themes",
    metadata,
    key("meetings", primary_key=True),
    key("themes", primary_key=True),
    Index("ix_meeting_themes_theme_id", "theme_id", "meeting_id"),
    info={"retention": goes_with("its meeting")},
)

attendances = Table(
    "attendances",
    metadata,
    Column("id", Id, primary_key=True),
    key("meetings"),
    key("members"),
    # They come, or said that they do not.
    Column("coming", Boolean, nullable=False),
    Column("guests", Integer, nullable=False, server_default=text("0")),
    Column("said_at", Instant, nullable=False),
    # How often the meeting had changed when they were last told of it: of a later change they still have to hear.
    Column("told_sequence", Integer, nullable=False),
    Column("reminded_at", Instant, nullable=True),
    Column("asked_at", Instant, nullable=True),
    # Whether it was worth their time, from 1 to 5, and a line with it; null as long as they did not say.
    Column("worth", Integer, nullable=True),
    _line("remark"),
    UniqueConstraint("meeting_id", "member_id"),
    Index("ix_attendances_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its meeting")},
)

homework = Table(
    "homework",
    metadata,
    Column("id", Id, primary_key=True),
    key("meetings"),
    # Who does it.
    key("members"),
    Column("text", String(LONGEST_LINE), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("done_at", Instant, nullable=True),
    Column("reminded_at", Instant, nullable=True),
    Index("ix_homework_meeting_id", "meeting_id"),
    Index("ix_homework_member_id_done_at", "member_id", "done_at"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its meeting")},
)

group_offers = Table(
    "group_offers",
    metadata,
    Column("id", Id, primary_key=True),
    # What they have in common.
    _to("theme_id", "themes"),
    Column("made_at", Instant, nullable=False),
    Column("until_at", Instant, nullable=False),
    # When it was decided, by enough who say yes or by the end of the time for that.
    Column("ended_at", Instant, nullable=True),
    _to("series_id", "series"),
    Index("ix_group_offers_ended_at_until_at", "ended_at", "until_at"),
    sqlite_autoincrement=True,
    info={"retention": days(90, "Decided three months ago.", lambda its, at: its.ended_at < at)},
)

group_seekers = Table(
    "group_seekers",
    metadata,
    Column("id", Id, primary_key=True),
    key("members"),
    Column("since", Instant, nullable=False),
    # The group that they were asked to be in, and what they said: null as long as they did not.
    _to("offer_id", "group_offers"),
    Column("willing", Boolean, nullable=True),
    Column("asked_at", Instant, nullable=True),
    UniqueConstraint("member_id"),
    Index("ix_group_seekers_offer_id", "offer_id"),
    sqlite_autoincrement=True,
    info={"retention": days(365, "They seek a group for a year.", lambda its, at: its.since < at)},
)

seeker_regions = Table(
    "seeker_regions",
    metadata,
    Column("seeker_id", Id, ForeignKey("group_seekers.id", ondelete="CASCADE"), primary_key=True),
    key("regions", primary_key=True),
    Index("ix_seeker_regions_region_id", "region_id"),
    info={"retention": goes_with("who seeks a group")},
)

seeker_themes = Table(
    "seeker_themes",
    metadata,
    Column("seeker_id", Id, ForeignKey("group_seekers.id", ondelete="CASCADE"), primary_key=True),
    key("themes", primary_key=True),
    Index("ix_seeker_themes_theme_id", "theme_id"),
    info={"retention": goes_with("who seeks a group")},
)
