"""Declares the tables of ways of working: what they are for, and who used them where."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, false, text

from storage.methods.method import State
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days, goes_with

LONGEST_TITLE = 120
LONGEST = 300
LONGEST_HOW = 600


def _said_by() -> "Column[int]":
    """Who said so: what they said stays when they are forgotten and others built on it, without them."""
    return Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True)


methods = Table(
    "methods",
    metadata,
    Column("id", Id, primary_key=True),
    _said_by(),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("purpose", String(LONGEST), nullable=False),
    Column("how", String(LONGEST_HOW), nullable=False, server_default=text("''")),
    *one_of("state", State),
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    # Who made it put it on the web.
    Column("published", Boolean, nullable=False, server_default=false()),
    # The closed room that it is for.
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL"), nullable=True),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    # When it was last used, or said to be of use still; its keeper is asked two years later.
    Column("used_at", Instant, nullable=False),
    Column("asked_at", Instant, nullable=True),
    Column("standard_at", Instant, nullable=True),
    Column("hidden_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_methods_made_at", "made_at"),
    Index("ix_methods_published_title", "published", "title"),
    Index("ix_methods_used_at", "used_at"),
    Index("ix_methods_standard_at", "standard_at"),
    Index("ix_methods_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365,
            "Withdrawn a year ago. What others can use stays.",
            lambda its, at: (its.state == State.withdrawn) & (its.changed_at < at),
        ),
        "thing": "method",
    },
)

method_regions = Table(
    "method_regions",
    metadata,
    key("methods", primary_key=True),
    key("regions", primary_key=True),
    Index("ix_method_regions_region_id", "region_id", "method_id"),
    info={"retention": goes_with("its way of working")},
)

method_themes = Table(
    "method_themes",
    metadata,
    key("methods", primary_key=True),
    key("themes", primary_key=True),
    Index("ix_method_themes_theme_id", "theme_id", "method_id"),
    info={"retention": goes_with("its way of working")},
)

method_uses = Table(
    "method_uses",
    metadata,
    Column("id", Id, primary_key=True),
    key("methods"),
    _said_by(),
    Column("region_id", Id, ForeignKey("regions.id", ondelete="SET NULL"), nullable=True),
    Column("text", String(LONGEST), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_method_uses_method_id", "method_id"),
    Index("ix_method_uses_member_id", "member_id"),
    Index("ix_method_uses_at", "at"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its way of working")},
)
