"""Declares the tables of groups, of requests to be let in, and of what members are in a hub."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, UniqueConstraint, false, text

from storage.groups.group import Label, State
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days, goes_with, stays

LONGEST_TITLE = 120
LONGEST_FOR = 200
LONGEST_REASON = 300

groups = Table(
    "groups",
    metadata,
    Column("id", Id, primary_key=True),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("part_of", String(LONGEST_TITLE), nullable=False, server_default=text("''")),
    Column("for_whom", String(LONGEST_FOR), nullable=False, server_default=text("''")),
    Column("closed", Boolean, nullable=False, server_default=false()),
    Column("keeper_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "kept_groups"}),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL"), nullable=True),
    UniqueConstraint("title", "part_of"),
    Index("ix_groups_keeper_id", "keeper_id"),
    sqlite_autoincrement=True,
    info={"retention": stays("The places of the Café; erasure takes who keeps one off it.")},
)
group_regions = Table(
    "group_regions",
    metadata,
    key("groups", primary_key=True),
    key("regions", primary_key=True),
    info={"retention": goes_with("its group")},
)
group_themes = Table(
    "group_themes",
    metadata,
    key("groups", primary_key=True),
    key("themes", primary_key=True),
    info={"retention": goes_with("its group")},
)
requests = Table(
    "group_requests",
    metadata,
    Column("id", Id, primary_key=True),
    key("groups"),
    key("members"),
    *one_of("state", State),
    Column("asked_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("answered_at", Instant, nullable=True),
    Column(
        "answered_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "group_answers"}
    ),
    Column(
        "reason", String(LONGEST_REASON), nullable=False, server_default=text("''"), info={"words_of": "answered_by"}
    ),
    # When whoever coordinates was told that nobody answered in time.
    Column("overdue_at", Instant, nullable=True),
    Index("ix_group_requests_group_id", "group_id"),
    Index("ix_group_requests_member_id", "member_id"),
    Index("ix_group_requests_answered_by", "answered_by"),
    Index("ix_group_requests_state_due_at", "state", "due_at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(365, "A year, so that who asks again hears the same.", lambda its, at: its.answered_at < at)
    },
)
labels = Table(
    "hub_labels",
    metadata,
    key("networks", primary_key=True),
    key("members", primary_key=True),
    *one_of("label", Label),
    Column("at", Instant, nullable=False),
    Index("ix_hub_labels_member_id", "member_id"),
    Index("ix_hub_labels_network_id_label", "network_id", "label"),
    info={"retention": goes_with("its hub and its member"), "of_signed_up": True},
)
