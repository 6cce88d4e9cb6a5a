"""Tables of members and their organisations, and of how each is known and shown."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, String, Table, Text, UniqueConstraint, false, text

from storage.tables.base import Instant, Json, metadata
from storage.tables.columns import Id, key, one_of
from storage.vocabulary import OrganisationKind

organisations = Table(
    "organisations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(160), nullable=False),
    *one_of("kind", OrganisationKind, nullable=True),
)
organisation_names = Table(
    "organisation_names",
    metadata,
    Column("folded", String(160), primary_key=True),
    Column("name", String(160), nullable=False),
    Column("organisation_id", Id, ForeignKey("organisations.id", ondelete="CASCADE"), nullable=False),
)
members = Table(
    "members",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("language", String(2), nullable=False),
    Column("language_chosen", Boolean, nullable=False, server_default=false()),
    Column("organisation_id", Id, ForeignKey("organisations.id"), nullable=True),
    Column("position", String(120), nullable=False, server_default=text("''")),
    Column("knows", Text, nullable=False, server_default=text("''")),
    Column("time_zone", String(64), nullable=False, server_default="Europe/Amsterdam"),
    # Their own choice for new questions: known by them to coordinators only.
    Column("asks_unnamed", Boolean, nullable=False, server_default=false()),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("signed_up_at", Instant, nullable=True),
    Column("paused_until", Date, nullable=True),
    Column("blocked_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_members_organisation_id", "organisation_id"),
)
identities = Table(
    "identities",
    metadata,
    Column("id", Id, primary_key=True),
    key("members"),
    Column("platform", String(20), nullable=False),
    Column("native_id", String(400), nullable=False),
    Column("name", String(120), nullable=False),
    # Where this person can be spoken to alone; null as long as the platform has opened no such place.
    Column("direct_conversation", Json, nullable=True),
    # Where notices go when someone is on several platforms.
    Column("preferred", Boolean, nullable=False, server_default=false()),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("platform", "native_id"),
    Index("ix_identities_member_id", "member_id"),
)
member_regions = Table(
    "member_regions",
    metadata,
    key("members", primary_key=True),
    key("regions", primary_key=True),
    Index("ix_member_regions_region_id", "region_id"),
)
member_themes = Table(
    "member_themes",
    metadata,
    key("members", primary_key=True),
    key("themes", primary_key=True),
    Index("ix_member_themes_theme_id", "theme_id"),
)
consents = Table(
    "consents",
    metadata,
    key("members", primary_key=True),
    Column("field", String(20), primary_key=True),
    Column("place", String(20), primary_key=True),
    Column("given_at", Instant, nullable=False),
)
roles = Table(
    "roles",
    metadata,
    Column("id", Id, primary_key=True),
    key("members"),
    Column("role", String(20), nullable=False),
    Column("region_id", Id, ForeignKey("regions.id", ondelete="CASCADE"), nullable=True),
    Column("network_id", Id, ForeignKey("networks.id", ondelete="CASCADE"), nullable=True),
    # Held because of a power level in that room, for as long as it lasts.
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=True),
    Column("granted_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("granted_at", Instant, nullable=False),
    Index("ix_roles_member_id", "member_id"),
)
one_time_codes = Table(
    "one_time_codes",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("purpose", String(20), nullable=False),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=True),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=True),
)
