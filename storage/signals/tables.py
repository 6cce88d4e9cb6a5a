"""Declares the tables of signals: what they are about, who raised them, and what was said of them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, false, text

from storage.signals.signal import Decision, Part, Rhythm, Sort, State, Voice
from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import goes_with, stays


def _words(name: str) -> "Column[str]":
    return Column(name, Text, nullable=False, server_default=text("''"))


signals = Table(
    "signals",
    metadata,
    Column("id", Id, primary_key=True),
    *one_of("sort", Sort),
    Column("text", Text, nullable=False),
    Column("cost", Text, nullable=False, server_default=text("''"), info={"words_of": "maker_id"}),
    Column("scope", String(40), nullable=False),
    *one_of("state", State),
    *one_of("was", State, nullable=True),
    Column("body", String(160), nullable=False, server_default=text("''")),
    Column("passed_to", String(160), nullable=False, server_default=text("''")),
    *one_of("decision", Decision, nullable=True),
    _words("decided"),
    _words("reason"),
    _words("action"),
    _words("effect"),
    _words("measure"),
    *one_of("rhythm", Rhythm),
    Column("raised_by", String(160), nullable=False, server_default=text("''")),
    Column("merged_into", Id, ForeignKey("signals.id", ondelete="SET NULL"), nullable=True),
    Column("maker_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True, info={"keeps": "members"}),
    # Who raised it is told to the coordinators only.
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    # The closed room that it is for.
    Column("room_id", Id, ForeignKey("conversations.id", ondelete="SET NULL"), nullable=True),
    Column("published", Boolean, nullable=False, server_default=false()),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    # When those who raised it last heard something.
    Column("heard_at", Instant, nullable=True),
    Column("first_heard_at", Instant, nullable=True),
    Column("decided_at", Instant, nullable=True),
    Column("action_at", Instant, nullable=True),
    # What is due by the clock: a decision that was put off, a question to who raised it, a risk that returns.
    Column("due_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_signals_state_changed_at", "state", "changed_at"),
    Index("ix_signals_sort_id", "sort", "id"),
    Index("ix_signals_made_at", "made_at"),
    Index("ix_signals_maker_id", "maker_id"),
    Index("ix_signals_due_at", "due_at"),
    Index("ix_signals_decided_at", "decided_at"),
    Index("ix_signals_published_decided_at", "published", "decided_at"),
    sqlite_autoincrement=True,
    info={
        "retention": stays("What was said of practice, decided and seen; erasure takes the name off it."),
        "thing": "signal",
    },
)
signal_regions = Table(
    "signal_regions",
    metadata,
    key("signals", primary_key=True),
    key("regions", primary_key=True),
    Index("ix_signal_regions_region_id", "region_id", "signal_id"),
    info={"retention": goes_with("its signal")},
)
signal_themes = Table(
    "signal_themes",
    metadata,
    key("signals", primary_key=True),
    key("themes", primary_key=True),
    Index("ix_signal_themes_theme_id", "theme_id", "signal_id"),
    info={"retention": goes_with("its signal")},
)
raisers = Table(
    "signal_raisers",
    metadata,
    key("signals", primary_key=True),
    key("members", primary_key=True),
    Column("region_id", Id, ForeignKey("regions.id", ondelete="SET NULL"), nullable=True),
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    Column("at", Instant, nullable=False),
    Index("ix_signal_raisers_member_id", "member_id"),
    info={"retention": goes_with("its signal")},
)
voices = Table(
    "signal_voices",
    metadata,
    Column("id", Id, primary_key=True),
    key("signals"),
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    *one_of("voice", Voice),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_signal_voices_signal_id", "signal_id"),
    Index("ix_signal_voices_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its signal")},
)
signal_words = Table(
    "signal_words",
    metadata,
    Column("id", Id, primary_key=True),
    key("signals"),
    # Who gave that part of it last.
    Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True),
    *one_of("part", Part),
    UniqueConstraint("signal_id", "part"),
    Index("ix_signal_words_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its signal")},
)
