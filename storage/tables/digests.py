"""Declares the tables of digests: who gets them, and which were made."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Time,
    UniqueConstraint,
    false,
    true,
)

from storage.tables.base import Instant, Json, metadata
from storage.tables.columns import Id, one_of
from storage.tables.retention import days, goes_with
from storage.vocabulary import Frequency, Holidays, Quiet

digest_subscriptions = Table(
    "digest_subscriptions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=True, unique=True),
    Column(
        "member_id",
        Id,
        ForeignKey("members.id", ondelete="CASCADE"),
        nullable=True,
        unique=True,
        info={"held": "digests", "keeps": "members"},
    ),
    # 0 = Monday, as in `datetime.date.weekday`.
    Column("weekday", Integer, nullable=False),
    Column("at", Time, nullable=False),
    Column("time_zone", String(64), nullable=False),
    *one_of("frequency", Frequency),
    *one_of("quiet", Quiet),
    *one_of("holidays", Holidays),
    # Between these times, on the audience's clock, an issue that is late waits. Null: it never waits.
    Column("quiet_from", Time, nullable=True),
    Column("quiet_until", Time, nullable=True),
    # Of questions, which of them come: see storage.extents.Needs. Null: all of them.
    Column("needs", Json, nullable=True),
    # What a coordinator did to the issue to come: see storage.digest.Edits.
    Column("edits", Json, nullable=True, info={"words_of": "edited_by"}),
    Column("edited_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "edited"}),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("skip_next", Boolean, nullable=False, server_default=false()),
    Column("window_start", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column(
        "created_by", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"held": "digests_made"}
    ),
    CheckConstraint("(conversation_id IS NULL) <> (member_id IS NULL)", name="one_audience"),
    Index("ix_digest_subscriptions_due_at", "active", "due_at"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its place or member")},
)
digest_issues = Table(
    "digest_issues",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subscription_id", Id, ForeignKey("digest_subscriptions.id", ondelete="CASCADE"), nullable=False),
    Column("window_start", Instant, nullable=False),
    Column("window_end", Instant, nullable=False),
    # Null when there was nothing to send, or the audience skipped this one.
    Column("outbox_key", String(200), nullable=True, info={"keeps": "outbox"}),
    # Keys of the stories it held, so that none is told twice: "question/12".
    Column("held", Json, nullable=False),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("subscription_id", "window_end"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365,
            "Proves that each window was sent once; a year covers every schedule.",
            lambda its, at: its.window_end < at,
        )
    },
)
