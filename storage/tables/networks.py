"""Declares the tables of networks: their names, and what and whom they are of."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, String, Table, Text, and_, false, text

from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days, goes_with
from storage.vocabulary import Level, NetworkKind, NetworkRole, NetworkStatus, Resource, Side

networks = Table(
    "networks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(160), nullable=False),
    Column("folded", String(160), nullable=False),
    *one_of("kind", NetworkKind),
    *one_of("level", Level),
    Column("organisation_id", Id, ForeignKey("organisations.id"), nullable=True),
    Column("aim", Text, nullable=False, server_default=text("''")),
    Column("website", String(400), nullable=True),
    Column("how_to_join", Text, nullable=False, server_default=text("''")),
    *one_of("status", NetworkStatus),
    Column("sent_back_because", Text, nullable=True, info={"words_of": "sent_back_by"}),
    Column(
        "sent_back_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "sent_back"}
    ),
    Column(
        "proposed_by",
        Id,
        ForeignKey("members.id", ondelete="SET NULL"),
        nullable=True,
        info={"held": "proposed", "keeps": "members"},
    ),
    # The room or channel that it was registered in: who moderates that may approve it.
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="SET NULL"), nullable=True),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("listed_at", Instant, nullable=True),
    Column("confirmed_on", Date, nullable=True),
    # When its convenor was last asked whether anything should be otherwise.
    Column("asked_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_networks_status_folded", "status", "folded"),
    Index("ix_networks_status_listed_at", "status", "listed_at"),
    Index("ix_networks_kind_status", "kind", "status"),
    Index("ix_networks_organisation_id", "organisation_id"),
    Index("ix_networks_status_asked_at", "status", "asked_at"),
    Index("ix_networks_status_changed_at", "status", "changed_at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365,
            "A draft that nobody took up for a year. Listed and archived networks are the memory of the Café.",
            lambda its, at: and_(its.status == NetworkStatus.draft, its.changed_at < at),
        ),
        "thing": "network",
    },
)
network_names = Table(
    "network_names",
    metadata,
    key("networks", primary_key=True),
    Column("folded", String(160), primary_key=True),
    Column("name", String(160), nullable=False),
    Index("ix_network_names_folded", "folded"),
    info={"retention": goes_with("its network")},
)
network_regions = Table(
    "network_regions",
    metadata,
    key("networks", primary_key=True),
    key("regions", primary_key=True),
    Index("ix_network_regions_region_id", "region_id", "network_id"),
    info={"retention": goes_with("its network")},
)
network_themes = Table(
    "network_themes",
    metadata,
    key("networks", primary_key=True),
    key("themes", primary_key=True),
    Index("ix_network_themes_theme_id", "theme_id", "network_id"),
    info={"retention": goes_with("its network")},
)
network_members = Table(
    "network_members",
    metadata,
    key("networks", primary_key=True),
    key("members", primary_key=True, keeps=True, held="networks"),
    *one_of("role", NetworkRole),
    Column("since", Instant, nullable=False),
    Index("ix_network_members_member_id", "member_id"),
    info={"retention": goes_with("its network and member")},
)
network_endings = Table(
    "network_endings",
    metadata,
    key("networks", primary_key=True),
    Column("ends_on", Date, nullable=False),
    # When its convenor and coordinator heard of it.
    Column("told_at", Instant, nullable=True),
    Index("ix_network_endings_ends_on", "ends_on"),
    info={"retention": goes_with("its network")},
)
# Two with the same aim: what who drives each said to acting together, null as long as they did not.
network_pairs = Table(
    "network_pairs",
    metadata,
    key("networks", primary_key=True),
    Column("other_id", Id, ForeignKey("networks.id", ondelete="CASCADE"), primary_key=True),
    Column("found_at", Instant, nullable=False),
    Column("wants", Boolean, nullable=True),
    Column("other_wants", Boolean, nullable=True),
    Column("asked_at", Instant, nullable=True),
    Column("other_asked_at", Instant, nullable=True),
    Index("ix_network_pairs_other_id", "other_id"),
    Index("ix_network_pairs_asked_at", "asked_at"),
    Index("ix_network_pairs_other_asked_at", "other_asked_at"),
    info={"retention": goes_with("its networks")},
)
network_resources = Table(
    "network_resources",
    metadata,
    key("networks", primary_key=True),
    *one_of("side", Side, primary_key=True),
    *one_of("resource", Resource, primary_key=True),
    Index("ix_network_resources_side_resource", "side", "resource"),
    info={"retention": goes_with("its network")},
)
