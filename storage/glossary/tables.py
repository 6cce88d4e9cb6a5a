"""Declares the tables of the glossary: words, the names they go by, their meanings, better words, who asked."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, UniqueConstraint, false, text

from storage.glossary.word import State
from storage.tables.base import Instant, Json, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days, goes_with

LONGEST_WORD, LONGEST_MEANING = 120, 300
BEGINNING, ENDING = 2, 3
"""Letters of a name by which one is looked for that was meant."""


def _said_by() -> Column[int]:
    """Who said so: what they said stays when they are forgotten, without them."""
    return Column("member_id", Id, ForeignKey("members.id", ondelete="SET NULL"), nullable=True)


words = Table(
    "words",
    metadata,
    Column("id", Id, primary_key=True),
    _said_by(),
    Column("title", String(LONGEST_WORD), nullable=False),
    *one_of("state", State),
    # Who proposed it is not told.
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    # What it is mixed up with, as words.
    Column("differs", Json, nullable=False),
    # The better word that a coordinator chose.
    Column("better", String(LONGEST_WORD), nullable=False, server_default=text("''")),
    Column("made_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("settled_at", Instant, nullable=True),
    Column("hidden_at", Instant, nullable=True),
    Column("example", Boolean, nullable=False, server_default=false()),
    Index("ix_words_state_title", "state", "title"),
    Index("ix_words_state_changed_at", "state", "changed_at"),
    Index("ix_words_settled_at", "settled_at"),
    Index("ix_words_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            365,
            "Asked, or withdrawn, a year ago: nobody waits for its meaning. What was explained stays.",
            lambda its, at: its.state.in_([State.asked, State.withdrawn]) & (its.changed_at < at),
        ),
        "thing": "word",
    },
)

word_names = Table(
    "word_names",
    metadata,
    # As it is compared: each name means one word.
    Column("folded", String(LONGEST_WORD), primary_key=True),
    Column("stem", String(LONGEST_WORD), nullable=False),
    # Where one letter of a name is wrong, it begins or ends well.
    Column("beginning", String(BEGINNING), nullable=False, server_default=text("''")),
    Column("ending", String(ENDING), nullable=False, server_default=text("''")),
    Column("name", String(LONGEST_WORD), nullable=False),
    key("words"),
    Index("ix_word_names_word_id", "word_id"),
    Index("ix_word_names_stem", "stem"),
    Index("ix_word_names_beginning", "beginning"),
    Index("ix_word_names_ending", "ending"),
    info={"retention": goes_with("its word")},
)

word_meanings = Table(
    "word_meanings",
    metadata,
    Column("id", Id, primary_key=True),
    key("words"),
    _said_by(),
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    # Whose meaning it is; null is the general one.
    Column("network_id", Id, ForeignKey("networks.id", ondelete="CASCADE"), nullable=True),
    Column("text", String(LONGEST_MEANING), nullable=False),
    Column("said_at", Instant, nullable=False),
    Index("ix_word_meanings_word_id", "word_id"),
    UniqueConstraint("word_id", "network_id"),
    Index("ix_word_meanings_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its word")},
)

word_betters = Table(
    "word_betters",
    metadata,
    Column("id", Id, primary_key=True),
    key("words"),
    _said_by(),
    Column("unnamed", Boolean, nullable=False, server_default=false()),
    Column("text", String(LONGEST_WORD), nullable=False),
    Column("said_at", Instant, nullable=False),
    Index("ix_word_betters_word_id", "word_id"),
    Index("ix_word_betters_member_id", "member_id"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("its word")},
)

word_askers = Table(
    "word_askers",
    metadata,
    key("words", primary_key=True),
    key("members", primary_key=True),
    Column("asked_at", Instant, nullable=False),
    Index("ix_word_askers_member_id", "member_id"),
    info={"retention": goes_with("its word, or once they heard"), "hears": True},
)
