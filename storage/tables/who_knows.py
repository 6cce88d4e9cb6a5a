"""Declares the table of what was looked for and nobody knew."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from storage.tables.base import Instant, metadata
from storage.tables.columns import Id
from storage.tables.retention import days

needs = Table(
    "needs",
    metadata,
    Column("id", Id, primary_key=True),
    # What was looked for when nobody was known: the words that carry it, not the sentence.
    Column("topic", String(200), nullable=False),
    # Whose words they are, with whom they go; nobody is shown it.
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=True),
    Column("region_id", Id, ForeignKey("regions.id", ondelete="SET NULL"), nullable=True),
    Column("theme_id", Id, ForeignKey("themes.id", ondelete="SET NULL"), nullable=True),
    # A value of `KnowledgeType`, where the need names one.
    Column("knowledge_type", String(40), nullable=True),
    Column("at", Instant, nullable=False),
    Index("ix_needs_at", "at"),
    Index("ix_needs_member_id", "member_id"),
    Index("ix_needs_theme_id", "theme_id", "region_id", "at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            730,
            "What nobody knew, to see over two years whether it is met; it holds no sentence, and goes when who looked "
            "for it is forgotten.",
            lambda its, at: its.at < at,
        )
    },
)
