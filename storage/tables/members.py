"""Declares the tables of members and their organisations, and of how each is known and shown."""

from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
    text,
)

from storage.tables.base import Instant, Json, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import Columns, days, goes_with, is_kept, stays
from storage.vocabulary import HOME_ZONE, OrganisationKind


def _unused_visitor(its: Columns, before: datetime) -> ColumnElement[bool]:
    return and_(its.signed_up_at.is_(None), its.blocked_at.is_(None), its.seen_at < before, ~is_kept(its.id))


organisations = Table(
    "organisations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(160), nullable=False),
    *one_of("kind", OrganisationKind, nullable=True),
    sqlite_autoincrement=True,
    info={"retention": stays("Not personal; members and networks refer to it.")},
)
organisation_names = Table(
    "organisation_names",
    metadata,
    Column("folded", String(160), primary_key=True),
    Column("name", String(160), nullable=False),
    Column("organisation_id", Id, ForeignKey("organisations.id", ondelete="CASCADE"), nullable=False),
    Index("ix_organisation_names_organisation_id", "organisation_id"),
    info={"retention": goes_with("its organisation")},
)
# Who named an organisation first: it goes with them when nobody else is of it. One that came from a list has none.
organisation_origins = Table(
    "organisation_origins",
    metadata,
    key("organisations", primary_key=True),
    key("members", held="organisations"),
    Index("ix_organisation_origins_member_id", "member_id"),
    info={"retention": goes_with("its organisation and member")},
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
    Column("time_zone", String(64), nullable=False, server_default=HOME_ZONE),
    # Their own choice for new questions: nobody is told that they put them.
    Column("asks_unnamed", Boolean, nullable=False, server_default=false()),
    Column("created_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("signed_up_at", Instant, nullable=True),
    Column("paused_until", Date, nullable=True),
    Column("blocked_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_members_organisation_id", "organisation_id"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365,
            "Who never signed up, did nothing that stayed and was not seen for a year. Who signed up stays until they "
            "sign off or are erased.",
            _unused_visitor,
        ),
        "thing": "member",
    },
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
    # Since when nothing reaches them there; null when it does, as far as we know.
    Column("unreachable_at", Instant, nullable=True),
    # Where notices go when someone is on several platforms.
    Column("preferred", Boolean, nullable=False, server_default=false()),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("platform", "native_id"),
    Index("ix_identities_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its member")},
)
member_regions = Table(
    "member_regions",
    metadata,
    key("members", primary_key=True),
    key("regions", primary_key=True),
    Index("ix_member_regions_region_id", "region_id"),
    info={"retention": goes_with("its member")},
)
member_themes = Table(
    "member_themes",
    metadata,
    key("members", primary_key=True),
    key("themes", primary_key=True),
    Index("ix_member_themes_theme_id", "theme_id"),
    info={"retention": goes_with("its member")},
)
consents = Table(
    "consents",
    metadata,
    key("members", primary_key=True),
    Column("field", String(20), primary_key=True),
    Column("place", String(20), primary_key=True),
    Column("given_at", Instant, nullable=False),
    info={"retention": goes_with("its member, who can withdraw it at any time")},
)
roles = Table(
    "roles",
    metadata,
    Column("id", Id, primary_key=True),
    key("members", keeps=True),
    Column("role", String(20), nullable=False),
    Column("region_id", Id, ForeignKey("regions.id", ondelete="CASCADE"), nullable=True),
    Column("network_id", Id, ForeignKey("networks.id", ondelete="CASCADE"), nullable=True),
    # Held because of a power level in that room, for as long as it lasts.
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=True),
    Column("granted_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "granted"}),
    Column("granted_at", Instant, nullable=False),
    Index("ix_roles_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its member, until it is withdrawn; the audit trail tells of both"), "hears": True},
)
one_time_codes = Table(
    "one_time_codes",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("purpose", String(20), nullable=False),
    Column("member_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=True, info={"held": "codes"}),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=True),
    info={
        "retention": days(
            7, "Of no use once expired; a week, to see that one was used.", lambda its, at: its.expires_at < at
        )
    },
)
