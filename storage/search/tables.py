"""Declares the tables of the index. All but the evidence can be built again from it."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from storage.tables.base import Instant, Json, metadata
from storage.tables.retention import goes_with, stays

Big = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite numbers rows by itself only in a column of type INTEGER."""

search_state = Table(
    "search_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("identity", String(32), nullable=False, comment="Drawn when the index is made"),
    Column("version", String(32), nullable=False, comment="Digest of the lexicon"),
    Column("generation", Integer, nullable=False, comment="Counts the times that segments took the place of others"),
    Column("lexicon", LargeBinary, nullable=False),
    Column("common", LargeBinary, comment="What all sentence vectors share: storage/search/vectors.py"),
    Column("common_of", Integer, nullable=False, comment="The number of vectors that it was taken from"),
    info={"retention": stays("One row.")},
)

search_subject = Table(
    "search_subject",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("audience", String(64), nullable=False),
    Column("away_until", Instant),
    Column("facets", Json, nullable=False),
    info={"retention": goes_with("the member, network or question it is about")},
)

search_row = Table(
    "search_row",
    metadata,
    Column("id", Big, primary_key=True),
    Column("source_kind", String(16), nullable=False),
    Column("source_id", BigInteger, nullable=False),
    Column("field", String(32), nullable=False),
    Column("audience", String(64), nullable=False),
    Column("at", Instant),
    Column("owners", Json, nullable=False, comment="[[kind, id, role], ...]"),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_search_row_source", "source_kind", "source_id"),
    sqlite_autoincrement=True,  # the id of a row that was removed is never given to another
    info={"retention": goes_with("the member, network or question that says it")},
)

search_recent = Table(
    "search_recent",
    metadata,
    Column("row", Big, ForeignKey("search_row.id"), primary_key=True, autoincrement=False),
    Column("postings", LargeBinary, nullable=False, comment="The row's terms, until a merge takes them into a segment"),
    info={"retention": goes_with("its row")},
)

search_segment = Table(
    "search_segment",
    metadata,
    Column("id", Big, primary_key=True),
    Column("ready", Integer, nullable=False, comment="0 while it is written, 1 in use, 2 when merged into another"),
    Column("changed_at", Instant, nullable=False),
    Column("size", Integer, nullable=False, comment="Its number of rows"),
    Column("postings", BigInteger, nullable=False),
    Column("rows", LargeBinary, nullable=False, comment="Ids of its rows, packed; a posting counts in this list"),
    Column("directory", LargeBinary, nullable=False, comment="storage/search/blocks.py"),
    sqlite_autoincrement=True,
    info={"retention": goes_with("the index")},
)

search_block = Table(
    "search_block",
    metadata,
    Column("id", Big, primary_key=True, autoincrement=False, comment="storage/search/segments.py"),
    Column("postings", LargeBinary, nullable=False, comment="storage/search/blocks.py"),
    info={"retention": goes_with("its segment")},
)

search_vector = Table(
    "search_vector",
    metadata,
    Column("row", Big, ForeignKey("search_row.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("vector", LargeBinary, nullable=False),
    info={"retention": goes_with("its row")},
)

search_image = Table(
    "search_image",
    metadata,
    Column("image", String(16), primary_key=True),
    Column("piece", Integer, primary_key=True, autoincrement=False, comment="0 is its header, written last"),
    Column("made_at", Instant, nullable=False),
    Column("data", LargeBinary, nullable=False, comment="storage/search/image.py"),
    info={"retention": goes_with("the index")},
)

search_change = Table(
    "search_change",
    metadata,
    Column("seq", Big, primary_key=True),
    Column("xid", BigInteger, nullable=False, comment="PostgreSQL: the transaction, for these commit out of order"),
    Column("about", String(16), nullable=False, comment="row, subject, segment, vector, common or everything"),
    Column("kind", String(16), nullable=False),
    Column("id", BigInteger, nullable=False),
    Index("ix_search_change_xid", "xid"),
    sqlite_autoincrement=True,
    info={"retention": stays("The last changes, as many as `storage.search.merging.CHANGES_KEPT`.")},
)
