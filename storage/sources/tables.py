"""Declares the tables of shared sources: whose they are, and what was told of them since."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, false, text

from storage.sources.source import Openness, Sort, State
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days, goes_with

LONGEST_TITLE = 120
LONGEST_OWNER = 160
LONGEST_RHYTHM = 60
LONGEST = 300
LONGEST_LINK = 500


def _said_by() -> "Column[int]":
    """Who said so: what they said stays when they are forgotten and others built on it, without them."""
    return Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True)


def _words(name: str, most: int) -> "Column[str]":
    return Column(name, String(most), nullable=False, server_default=text("''"))


sources = Table(
    "sources",
    metadata,
    Column("id", Id, primary_key=True),
    _said_by(),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("owner", String(LONGEST_OWNER), nullable=False),
    _words("text", LONGEST),
    _words("rhythm", LONGEST_RHYTHM),
    # Months between two issues, where the words of the rhythm tell.
    Column("months", Integer, nullable=True),
    _words("link", LONGEST_LINK),
    *one_of("openness", Openness),
    _words("used_for", LONGEST_OWNER),
    *one_of("state", State),
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    # Who put it here put it on the web.
    Column("published", Boolean, nullable=False, server_default=false()),
    # The closed room that it is for.
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL"), nullable=True),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("issued_at", Instant, nullable=False),
    # When its next issue should be there; its keeper is asked twenty working days later.
    Column("due_at", Instant, nullable=True),
    Column("asked_at", Instant, nullable=True),
    Column("hidden_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_sources_made_at", "made_at"),
    Index("ix_sources_published_title", "published", "title"),
    Index("ix_sources_changed_at", "changed_at"),
    Index("ix_sources_due_at", "due_at"),
    Index("ix_sources_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365,
            "Taken back a year ago. What others look into stays.",
            lambda its, at: (its.state == State.withdrawn) & (its.changed_at < at),
        ),
        "thing": "source",
    },
)

source_regions = Table(
    "source_regions",
    metadata,
    key("sources", primary_key=True),
    key("regions", primary_key=True),
    Index("ix_source_regions_region_id", "region_id", "source_id"),
    info={"retention": goes_with("its source")},
)

source_themes = Table(
    "source_themes",
    metadata,
    key("sources", primary_key=True),
    key("themes", primary_key=True),
    Index("ix_source_themes_theme_id", "theme_id", "source_id"),
    info={"retention": goes_with("its source")},
)

source_notes = Table(
    "source_notes",
    metadata,
    Column("id", Id, primary_key=True),
    key("sources"),
    _said_by(),
    *one_of("sort", Sort),
    Column("text", String(LONGEST), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_source_notes_source_id", "source_id"),
    Index("ix_source_notes_member_id", "member_id"),
    Index("ix_source_notes_sort_at", "sort", "at"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its source")},
)
