"""Declares the table of who follows what."""

from sqlalchemy import Boolean, Column, Index, Table, false

from storage.tables.base import Instant, metadata
from storage.tables.columns import Id, Kind, key
from storage.tables.retention import goes_with

follows = Table(
    "follows",
    metadata,
    key("members", primary_key=True, keeps=True),
    Column("subject", Kind, primary_key=True),
    Column("subject_id", Id, primary_key=True),
    Column("since", Instant, nullable=False),
    # All that is said about a question comes to their personal chat too.
    Column("along", Boolean, nullable=False, server_default=false()),
    Index("ix_follows_subject_subject_id", "subject", "subject_id"),
    info={"retention": goes_with("its member, until they stop")},
)
