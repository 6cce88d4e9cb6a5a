"""Declares the tables of what the product records for itself: what it did, and how far it is."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text, false

from storage.tables.base import Instant, Json, metadata
from storage.tables.columns import Id, Kind
from storage.tables.retention import days, stays

ERASURES_KEPT_DAYS = 400
"""How long we keep who was erased, to erase them again after a restore: backups are kept for a year at most."""

cursors = Table(
    "cursors",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
    info={"retention": stays("One row for each stream that is read.")},
)
exchange_keys = Table(
    "exchange_keys",
    metadata,
    # What a row of a file became: kind is member, question or answer.
    Column("kind", Kind, primary_key=True),
    Column("key", String(400), primary_key=True),
    Column("id", Id, nullable=False),
    # Its file says that not all of it stands in its source.
    Column("doubted", Boolean, nullable=False, server_default=false()),
    Index("ix_exchange_keys_kind_id", "kind", "id"),
    info={"retention": stays("Keys without content; they keep an import from bringing back who was erased.")},
)
audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "acts"}),
    Column("act", String(60), nullable=False),
    Column("subject", Kind, nullable=False),
    Column("subject_id", Id, nullable=True),
    Column("detail", Json, nullable=False),
    Index("ix_audit_subject_subject_id", "subject", "subject_id"),
    Index("ix_audit_actor_id", "actor_id"),
    sqlite_autoincrement=True,
    info={"retention": days(730, "Two years, so that what was done can be answered for.", lambda its, at: its.at < at)},
)
reports = Table(
    "reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("reporter_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    Column("subject", Kind, nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("reason", Text, nullable=False, info={"words_of": "reporter_id"}),
    Column("at", Instant, nullable=False),
    Column("handled_at", Instant, nullable=True),
    sqlite_autoincrement=True,
    info={"retention": days(365, "A report that was dealt with a year ago.", lambda its, at: its.handled_at < at)},
)
erasures = Table(
    "erasures",
    metadata,
    # SHA-256 of platform and native id: enough to erase someone again after a restore, and nothing more.
    Column("identity_hash", String(64), primary_key=True),
    Column("erased_at", Instant, nullable=False),
    # Whether what others built on was to go too, so that it goes again.
    Column("everything", Boolean, nullable=False, server_default=false()),
    info={
        "retention": days(
            ERASURES_KEPT_DAYS,
            "A hash, to erase someone again after a restore: backups are kept for a year at most.",
            lambda its, at: its.erased_at < at,
        )
    },
)
