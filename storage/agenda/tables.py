"""Declares the tables of the agenda: items, what they are about, who supports them and who works on them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, false, text

from storage.agenda.item import Half, State
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import goes_with, stays
from storage.vocabulary import Knowing, KnowledgeType, Level, QuestionKind

CROWD = 1_000
"""What a region weighs, in members: so many support nothing of one region."""

items = Table(
    "agenda_items",
    metadata,
    Column("id", Id, primary_key=True),
    Column("text", Text, nullable=False),
    # Whose agenda: a region, a network, or a group that has no number here.
    Column("list_name", String(160), nullable=False, info={"called_as": "network_id"}),
    Column("region_id", Id, ForeignKey("regions.id", ondelete="SET NULL"), nullable=True),
    Column("network_id", Id, ForeignKey("networks.id", ondelete="SET NULL"), nullable=True),
    *one_of("half", Half),
    *one_of("kind", QuestionKind, nullable=True),
    *one_of("knowledge_type", KnowledgeType, nullable=True),
    *one_of("level", Level, nullable=True),
    Column("parent_id", Id, ForeignKey("agenda_items.id", ondelete="SET NULL"), nullable=True),
    *one_of("knowing", Knowing),
    Column("known_how", Text, nullable=False, server_default=text("''")),
    *one_of("state", State),
    *one_of("was", State, nullable=True),
    Column("reason", Text, nullable=False, server_default=text("''")),
    Column("result", Text, nullable=False, server_default=text("''")),
    Column("merged_into", Id, ForeignKey("agenda_items.id", ondelete="SET NULL"), nullable=True),
    Column("maker_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"keeps": "members"}),
    # Who put it is told to the coordinators only.
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    # The closed room that it is for.
    Column("room_id", Id, ForeignKey("conversations.id", ondelete="SET NULL"), nullable=True),
    # By an act of its maker.
    Column("published", Boolean, nullable=False, server_default=false()),
    # By its support: regions before members (`CROWD`), so that a list is read in order.
    Column("wanted", Integer, nullable=False, server_default=text("0")),
    Column("made_at", Instant, nullable=False),
    Column("listed_at", Instant, nullable=True),
    Column("taken_up_at", Instant, nullable=True),
    Column("done_at", Instant, nullable=True),
    # Of what people do with it, not of who looks.
    Column("changed_at", Instant, nullable=False),
    # When its keeper was last asked whether it is still needed.
    Column("asked_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_agenda_items_state_changed_at", "state", "changed_at"),
    # It covers what lists ask: which are shown, in order, and how many there are.
    Index("ix_agenda_items_shown", "half", "wanted", "id", "state", "room_id"),
    Index("ix_agenda_items_asked_at", "asked_at"),
    Index("ix_agenda_items_maker_id", "maker_id"),
    Index("ix_agenda_items_listed_at", "listed_at"),
    Index("ix_agenda_items_made_at", "made_at"),
    Index("ix_agenda_items_list_name", "list_name"),
    Index("ix_agenda_items_published", "published"),
    sqlite_autoincrement=True,
    info={
        "retention": stays("What the Café wants to know and came to know; erasure takes the name off it."),
        "thing": "agenda item",
    },
)
item_regions = Table(
    "agenda_item_regions",
    metadata,
    Column("item_id", Id, ForeignKey("agenda_items.id", ondelete="CASCADE"), primary_key=True),
    key("regions", primary_key=True),
    Index("ix_agenda_item_regions_region_id", "region_id", "item_id"),
    info={"retention": goes_with("its agenda item")},
)
item_themes = Table(
    "agenda_item_themes",
    metadata,
    Column("item_id", Id, ForeignKey("agenda_items.id", ondelete="CASCADE"), primary_key=True),
    key("themes", primary_key=True),
    Index("ix_agenda_item_themes_theme_id", "theme_id", "item_id"),
    info={"retention": goes_with("its agenda item")},
)
supports = Table(
    "agenda_supports",
    metadata,
    Column("item_id", Id, ForeignKey("agenda_items.id", ondelete="CASCADE"), primary_key=True),
    # An open vote: it goes with its member.
    key("members", primary_key=True),
    Column("region_id", Id, ForeignKey("regions.id", ondelete="SET NULL"), nullable=True),
    Column("at", Instant, nullable=False),
    Index("ix_agenda_supports_member_id", "member_id"),
    info={"retention": goes_with("its agenda item")},
)
works = Table(
    "agenda_works",
    metadata,
    Column("id", Id, primary_key=True),
    Column("item_id", Id, ForeignKey("agenda_items.id", ondelete="CASCADE"), nullable=False),
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("network_id", Id, ForeignKey("networks.id", ondelete="SET NULL"), nullable=True),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_agenda_works_item_id", "item_id"),
    Index("ix_agenda_works_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its agenda item")},
)
recurring = Table(
    "agenda_recurring",
    metadata,
    Column("id", Id, primary_key=True),
    # The questions that are alike, by their numbers: "4,19,31".
    Column("questions", String(400), nullable=False),
    Column("regions", String(400), nullable=False),
    # proposed, put, different, later
    Column("state", String(20), nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
    info={"retention": stays("So that what was said not to be the same is not proposed again.")},
)
