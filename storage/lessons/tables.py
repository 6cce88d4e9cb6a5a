"""Declares the tables of lessons: what was learnt, about what, who saw the same, and who used it."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, false, text

from storage.lessons.lesson import Aspect, Basis, Side, State
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days, goes_with

LONGEST = 300
LONGEST_WHERE = 160


def _said_by() -> Column[int]:
    """Who said so: what they said stays when they are forgotten, without them."""
    return Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True)


lessons = Table(
    "lessons",
    metadata,
    Column("id", Id, primary_key=True),
    _said_by(),
    Column("text", String(LONGEST), nullable=False),
    *one_of("side", Side),
    *one_of("aspect", Aspect),
    *one_of("basis", Basis, nullable=True),
    *one_of("state", State),
    Column("failure", Boolean, nullable=False, server_default=false()),
    Column("celebrated", Boolean, nullable=False, server_default=false()),
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    # On the web, by an act of who shared it.
    Column("published", Boolean, nullable=False, server_default=false()),
    Column("place", String(LONGEST_WHERE), nullable=False, server_default=text("''")),
    Column("step", Integer, nullable=True),
    Column("next_time", String(LONGEST), nullable=False, server_default=text("''")),
    # The closed room that it is for.
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL"), nullable=True),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    # When it was last used or said to hold still; its keeper is asked two years later.
    Column("used_at", Instant, nullable=False),
    Column("asked_at", Instant, nullable=True),
    Column("hidden_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_lessons_made_at", "made_at"),
    Index("ix_lessons_step_made_at", "step", "made_at"),
    Index("ix_lessons_used_at", "used_at"),
    Index("ix_lessons_published_made_at", "published", "made_at"),
    Index("ix_lessons_member_id", "member_id"),
    Index("ix_lessons_failure_made_at", "failure", "made_at"),
    Index("ix_lessons_side_aspect_made_at", "side", "aspect", "made_at", "id"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365,
            "Withdrawn a year ago. What was shared stays: it is what others learn from.",
            lambda its, at: (its.state == State.withdrawn) & (its.changed_at < at),
        ),
        "thing": "lesson",
    },
)

lesson_regions = Table(
    "lesson_regions",
    metadata,
    key("lessons", primary_key=True),
    key("regions", primary_key=True),
    Index("ix_lesson_regions_region_id", "region_id", "lesson_id"),
    info={"retention": goes_with("its lesson")},
)

lesson_themes = Table(
    "lesson_themes",
    metadata,
    key("lessons", primary_key=True),
    key("themes", primary_key=True),
    Index("ix_lesson_themes_theme_id", "theme_id", "lesson_id"),
    info={"retention": goes_with("its lesson")},
)

lesson_views = Table(
    "lesson_views",
    metadata,
    Column("id", Id, primary_key=True),
    key("lessons"),
    _said_by(),
    # Where that is so, by who said it; null where they told no region.
    Column("region_id", Id, ForeignKey("regions.id", ondelete="SET NULL"), nullable=True),
    Column("same", Boolean, nullable=False),
    Column("why", String(LONGEST), nullable=False, server_default=text("''"), info={"words_of": "member_id"}),
    Column("said_at", Instant, nullable=False),
    UniqueConstraint("lesson_id", "member_id"),
    Index("ix_lesson_views_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its lesson")},
)

lesson_uses = Table(
    "lesson_uses",
    metadata,
    Column("id", Id, primary_key=True),
    key("lessons"),
    _said_by(),
    Column("text", String(LONGEST), nullable=False),
    Column("said_at", Instant, nullable=False),
    Index("ix_lesson_uses_lesson_id", "lesson_id"),
    Index("ix_lesson_uses_said_at", "said_at"),
    Index("ix_lesson_uses_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its lesson")},
)
