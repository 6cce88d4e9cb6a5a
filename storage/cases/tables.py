"""Declares the tables of cases: what they are about, who thought along, and how they went on."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text, false, text

from storage.cases.case import Size, State
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, Kind, key, one_of
from storage.tables.retention import days, goes_with

LONGEST = 500
LONGEST_TITLE = 120
LONGEST_LINE = 300


def _words(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=text("''"))


def _said_by() -> Column[int]:
    """Who said so: what they said stays when they are forgotten and others built on it, without them."""
    return Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True)


cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("maker_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"keeps": "members"}),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("text", String(LONGEST), nullable=False),
    Column("question", String(LONGEST_LINE), nullable=False, server_default=text("''")),
    *one_of("size", Size, nullable=True),
    *one_of("state", State),
    *one_of("was", State, nullable=True),
    Column("brought_by", String(160), nullable=False, server_default=text("''")),
    _words("changes"),
    _words("carries"),
    _words("practice"),
    _words("result"),
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    # The closed room that it is for.
    Column("room_id", Id, ForeignKey("conversations.id", ondelete="SET NULL"), nullable=True),
    # The closed circle of another topic that it is for, as links name things.
    Column("circle_kind", Kind, nullable=True),
    Column("circle_id", Id, nullable=True),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("moved_at", Instant, nullable=False),
    Column("closed_at", Instant, nullable=True),
    # When its keeper was last asked how it goes, what was learnt, and what misses to compare it.
    Column("asked_at", Instant, nullable=True),
    Column("learnt_asked_at", Instant, nullable=True),
    Column("missing_asked_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_cases_state_id", "state", "id"),
    Index("ix_cases_maker_id", "maker_id"),
    Index("ix_cases_made_at", "made_at"),
    Index("ix_cases_moved_at", "moved_at"),
    Index("ix_cases_closed_at", "closed_at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365,
            "Taken back a year ago. What was brought in stays: it is what others learn from.",
            lambda its, at: (its.state == State.withdrawn) & (its.changed_at < at),
        ),
        "thing": "case",
    },
)
case_regions = Table(
    "case_regions",
    metadata,
    key("cases", primary_key=True),
    key("regions", primary_key=True),
    Index("ix_case_regions_region_id", "region_id", "case_id"),
    info={"retention": goes_with("its case")},
)
case_themes = Table(
    "case_themes",
    metadata,
    key("cases", primary_key=True),
    key("themes", primary_key=True),
    Index("ix_case_themes_theme_id", "theme_id", "case_id"),
    info={"retention": goes_with("its case")},
)
thoughts = Table(
    "case_thoughts",
    metadata,
    Column("id", Id, primary_key=True),
    key("cases"),
    _said_by(),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_case_thoughts_case_id", "case_id"),
    Index("ix_case_thoughts_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its case")},
)
moments = Table(
    "case_moments",
    metadata,
    Column("id", Id, primary_key=True),
    key("cases"),
    _said_by(),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_case_moments_case_id", "case_id"),
    Index("ix_case_moments_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its case")},
)
