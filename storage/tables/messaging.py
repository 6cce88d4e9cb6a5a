"""Declares the tables of messages in and out, the places they come from, drafts and cards."""

from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
    or_,
    text,
)

from storage.tables.base import Instant, Json, metadata
from storage.tables.columns import Id, Kind, key, one_of
from storage.tables.retention import Columns, days, goes_with, is_kept
from storage.vocabulary import Lane, Operation


def _where_waiting(index: Index) -> Index:
    for dialect in ("sqlite", "postgresql"):
        index.dialect_options[dialect]["where"] = text("sent_at IS NULL AND parked_at IS NULL")
    return index


def _settled_letter(its: Columns, before: datetime) -> ColumnElement[bool]:
    return and_(or_(its.sent_at < before, its.parked_at < before), ~is_kept(its.key))


conversations = Table(
    "conversations",
    metadata,
    Column("id", Id, primary_key=True),
    # The place without a thread: bot.message.Conversation.place.key
    Column("key", String(600), nullable=False, unique=True),
    Column("platform", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("name", String(160), nullable=False, server_default=text("''")),
    Column("language", String(2), nullable=False, server_default="nl"),
    Column("address", Json, nullable=False),
    # Encrypted, by invitation only, or a group chat: its words are not for everybody.
    Column("closed", Boolean, nullable=False, server_default=false()),
    Column("created_at", Instant, nullable=False),
    Column("left_at", Instant, nullable=True),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365, "A place that the bot left a year ago will not take it back.", lambda its, at: its.left_at < at
        )
    },
)
conversation_regions = Table(
    "conversation_regions",
    metadata,
    key("conversations", primary_key=True),
    key("regions", primary_key=True),
    info={"retention": goes_with("its place")},
)
conversation_themes = Table(
    "conversation_themes",
    metadata,
    key("conversations", primary_key=True),
    key("themes", primary_key=True),
    info={"retention": goes_with("its place")},
)
inbox = Table(
    "inbox",
    metadata,
    # Arrival order is handling order within a conversation.
    Column("id", Id, primary_key=True),
    Column("event_id", String(600), nullable=False, unique=True),
    Column("conversation_key", String(900), nullable=False),
    Column("payload", Json, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("lease_until", Instant, nullable=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("handled_at", Instant, nullable=True),
    # For platforms that want the answer in their request: what a replay gets.
    Column("reply", Json, nullable=True, info={"reply": True}),
    Column("failure", String(20), nullable=True),
    Index("ix_inbox_handled_at", "handled_at", "lease_until"),
    Index("ix_inbox_conversation_key", "conversation_key", "handled_at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            14,
            "Holds what people wrote. A platform repeats an event within days, if ever.",
            lambda its, at: its.handled_at < at,
        )
    },
)
outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("platform", String(20), nullable=False),
    Column("conversation_key", String(900), nullable=False),
    Column("conversation", Json, nullable=False),
    *one_of("lane", Lane),
    *one_of("operation", Operation),
    # The native id that a replace, delete or react is about.
    Column("target", String(400), nullable=True),
    Column("payload", Json, nullable=False),
    Column("payload_version", Integer, nullable=False),
    Column("trace", String(600), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("lease_until", Instant, nullable=True),
    Column("sent_at", Instant, nullable=True),
    Column("native_id", String(400), nullable=True),
    Column("parked_at", Instant, nullable=True),
    Column("failure", Text, nullable=True),
    # What waits is little beside what was sent: the first of each lane is found without looking at the rest.
    _where_waiting(Index("ix_outbox_waiting", "lane", "platform", "id")),
    _where_waiting(Index("ix_outbox_waiting_lane", "conversation_key", "lane", "id")),
    _where_waiting(Index("ix_outbox_waiting_due_at", "due_at")),
    Index("ix_outbox_conversation_key", "conversation_key", "id"),
    Index("ix_outbox_native_id", "native_id"),
    Index("ix_outbox_sent_at", "sent_at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            90,
            "Holds what we wrote, and to whom. Its buttons work as long as it is known. A card that is kept up to date "
            "stays as long as its post, and what brought a question to a place as long as it lives there.",
            _settled_letter,
        )
    },
)
dialogues = Table(
    "dialogues",
    metadata,
    Column("id", Id, primary_key=True),
    key("members", held="drafts"),
    # Null once it was put aside: a draft, to be taken up anywhere.
    Column("conversation_key", String(900), nullable=True),
    Column("command", String(60), nullable=False),
    Column("state", Json, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    UniqueConstraint("member_id", "conversation_key"),
    sqlite_autoincrement=True,
    info={"retention": days(0, "A draft says itself until when it waits.", lambda its, at: its.expires_at < at)},
)
posts = Table(
    "posts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subject", Kind, nullable=False),
    Column("subject_id", Id, nullable=False),
    # The command line that draws this card again.
    Column("line", String(400), nullable=False),
    Column("platform", String(20), nullable=False),
    Column("conversation_key", String(900), nullable=False),
    Column("conversation", Json, nullable=False),
    Column("viewer_id", Id, ForeignKey("members.id", ondelete="CASCADE"), nullable=True, info={"held": "cards"}),
    # The outbox row that sent it; its native id is where it stands.
    Column("outbox_key", String(200), nullable=False, unique=True, info={"keeps": "outbox"}),
    # Kept here too: a card lives longer than its outbox row.
    Column("native_id", String(400), nullable=True),
    # What it said last, hashed: what would say the same is not sent.
    Column("digest", String(64), nullable=False),
    # How often its subject changed, and whether it was drawn since.
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("stale", Boolean, nullable=False, server_default=false()),
    Column("posted_at", Instant, nullable=False),
    Index("ix_posts_subject_subject_id", "subject", "subject_id"),
    Index("ix_posts_stale", "stale", "id"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365,
            "Where a card stands that is kept up to date; nobody scrolls back further.",
            lambda its, at: its.posted_at < at,
        )
    },
)
