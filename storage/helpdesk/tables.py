"""Declares the tables of the desks: requests, whose turn it is, what the desk said, who sits there, fixed answers."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, false, text

from storage.helpdesk.request import Desk, Help, Part, State, Turn
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days, goes_with

LONGEST = 500
LONGEST_ANSWER = 1500
LONGEST_TO = 160
LONGEST_ABOUT = 120

requests = Table(
    "desk_requests",
    metadata,
    Column("id", Id, primary_key=True),
    # Who asked, also without having signed up: their request keeps their account, and goes with it.
    Column("asker_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"keeps": "members"}),
    *one_of("desk", Desk),
    Column("text", String(LONGEST), nullable=False),
    Column("more", Text, nullable=False, server_default=text("''")),
    *one_of("help", Help),
    Column("region_id", Id, ForeignKey("regions.id", ondelete="SET NULL"), nullable=True),
    *one_of("state", State),
    *one_of("was", State, nullable=True),
    # Of one that came from a list: what sort of asker it is of, and what must happen.
    Column("asked_by", String(160), nullable=False, server_default=text("''")),
    Column("advice", String(LONGEST), nullable=False, server_default=text("''")),
    Column("silent", Integer, nullable=False, server_default=text("0")),
    Column("alike", Integer, nullable=False, server_default=text("0")),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    # When somebody at the desk must have done something.
    Column("due_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_desk_requests_asker_id_id", "asker_id", "id"),
    Index("ix_desk_requests_desk_state_id", "desk", "state", "id"),
    Index("ix_desk_requests_desk_region_id_state_id", "desk", "region_id", "state", "id"),
    Index("ix_desk_requests_due_at", "due_at"),
    Index("ix_desk_requests_alike_made_at", "alike", "made_at"),
    Index("ix_desk_requests_silent_changed_at", "silent", "changed_at"),
    Index("ix_desk_requests_made_at", "made_at"),
    Index("ix_desk_requests_changed_at", "changed_at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(365, "A year after its last word nobody needs it.", lambda its, at: its.changed_at < at),
        "thing": "desk request",
    },
)

turns = Table(
    "desk_turns",
    metadata,
    Column("id", Id, primary_key=True),
    key("desk_requests"),
    key("members"),
    *one_of("turn", Turn),
    Column("at", Instant, nullable=False),
    UniqueConstraint("desk_request_id", "turn"),
    Index("ix_desk_turns_member_id_turn", "member_id", "turn"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its request, or the member")},
)

words = Table(
    "desk_words",
    metadata,
    Column("id", Id, primary_key=True),
    key("desk_requests"),
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    *one_of("part", Part),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_desk_words_desk_request_id", "desk_request_id"),
    Index("ix_desk_words_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its request")},
)

seats = Table(
    "desk_seats",
    metadata,
    Column("id", Id, primary_key=True),
    key("members"),
    *one_of("desk", Desk),
    # Null for the whole country.
    Column("region_id", Id, ForeignKey("regions.id", ondelete="CASCADE"), nullable=True),
    Column("asked_at", Instant, nullable=False),
    # Null as long as they did not say yes.
    Column("accepted_at", Instant, nullable=True),
    UniqueConstraint("member_id", "desk", "region_id"),
    Index("ix_desk_seats_desk", "desk"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("the member who sits there")},
)

answers = Table(
    "desk_answers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    *one_of("desk", Desk),
    Column("about", String(LONGEST_ABOUT), nullable=False),
    Column("text", Text, nullable=False),
    Column("helped", Integer, nullable=False, server_default=text("0")),
    Column("made_at", Instant, nullable=False),
    # When it was made, or last helped somebody.
    Column("used_at", Instant, nullable=False),
    Index("ix_desk_answers_desk_used_at", "desk", "used_at"),
    Index("ix_desk_answers_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": days(730, "It helped nobody for two years.", lambda its, at: its.used_at < at)},
)
