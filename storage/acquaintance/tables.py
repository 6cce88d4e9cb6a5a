"""Declares the tables of getting acquainted. Nobody but a member reads what stands there of them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, false

from storage.acquaintance.introduction import Common, Elsewhere, State
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days, goes_with

pool = Table(
    "introduction_pool",
    metadata,
    key("members", primary_key=True),
    Column("since", Instant, nullable=False),
    # Nobody was there for them the last time: they come first the next.
    Column("passed_over", Boolean, nullable=False, server_default=false()),
    info={"retention": goes_with("its member, who can turn it off at any time"), "of_signed_up": True},
)
introductions = Table(
    "introductions",
    metadata,
    Column("id", Id, primary_key=True),
    *one_of("state", State),
    *one_of("elsewhere", Elsewhere, nullable=True),
    *one_of("common", Common),
    Column("theme_id", Id, ForeignKey("themes.id", ondelete="SET NULL"), nullable=True),
    Column("made_at", Instant, nullable=False),
    Index("ix_introductions_state_made_at", "state", "made_at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365, "A year, so that nobody is introduced to the same one again.", lambda its, at: its.made_at < at
        )
    },
)
sides = Table(
    "introduction_sides",
    metadata,
    key("introductions", primary_key=True),
    key("members", primary_key=True),
    # Null until they answer.
    Column("willing", Boolean, nullable=True),
    Column("asked_at", Instant, nullable=True),
    Column("answered_at", Instant, nullable=True),
    Index("ix_introduction_sides_member_id", "member_id"),
    Index("ix_introduction_sides_asked_at", "asked_at"),
    info={"retention": goes_with("its introduction and its member")},
)
