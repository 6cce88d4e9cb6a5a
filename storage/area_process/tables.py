"""Declares the tables of area processes."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, text

from storage.area_process.area_process import Topic
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days, goes_with, stays

LONGEST_AGREEMENT = 400
LONGEST_TITLE = 120
LONGEST_TEXT = 300

process_steps = Table(
    "process_steps",
    metadata,
    Column("id", Id, primary_key=True),
    Column("way", String(LONGEST_TITLE), nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("done_when", String(LONGEST_TEXT), nullable=False, server_default=text("''")),
    Column("lesson", String(LONGEST_TEXT), nullable=False, server_default=text("''")),
    UniqueConstraint("way", "number"),
    sqlite_autoincrement=True,
    info={"retention": stays("Ways of working, from documents; nothing of people.")},
)
principles = Table(
    "principles",
    metadata,
    Column("id", Id, primary_key=True),
    Column("title", String(LONGEST_TITLE), nullable=False, unique=True),
    Column("part", String(40), nullable=False),
    Column("question", String(LONGEST_TEXT), nullable=False),
    sqlite_autoincrement=True,
    info={"retention": stays("Questions to talk over, from documents; nothing of people.")},
)
area_processes = Table(
    "area_processes",
    metadata,
    key("networks", primary_key=True),
    Column("way", String(LONGEST_TITLE), nullable=False),
    Column("number", Integer, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("moved_at", Instant, nullable=False),
    # When its keeper was last asked whether the step is still right.
    Column("asked_at", Instant, nullable=True),
    Index("ix_area_processes_moved_at", "moved_at"),
    info={"retention": goes_with("its network")},
)
agreements = Table(
    "area_agreements",
    metadata,
    Column("id", Id, primary_key=True),
    key("networks"),
    *one_of("topic", Topic),
    Column("text", String(LONGEST_AGREEMENT), nullable=False, info={"kept_words_of": "said_by"}),
    Column("said_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("at", Instant, nullable=False),
    UniqueConstraint("network_id", "topic"),
    Index("ix_area_agreements_said_by", "said_by"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its network; it is of all partners, and erasure takes who wrote it down off it")},
)
newcomers = Table(
    "area_newcomers",
    metadata,
    key("networks", primary_key=True),
    key("members", primary_key=True),
    Column("at", Instant, nullable=False),
    Index("ix_area_newcomers_member_id", "member_id"),
    info={
        "retention": days(
            365, "Who was offered to be caught up, so that it is offered once.", lambda its, at: its.at < at
        ),
        "hears": True,
    },
)
