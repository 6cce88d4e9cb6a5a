"""Declares the table of files with lists that administrators sent."""

from sqlalchemy import Column, Index, Integer, LargeBinary, Table

from storage.intake.intake import State
from storage.tables.base import Instant, Json, metadata
from storage.tables.columns import Id, key, one_of
from storage.tables.retention import days

intakes = Table(
    "intakes",
    metadata,
    Column("id", Id, primary_key=True),
    key("members"),
    # Where they were sent, and what came of them is told.
    Column("conversation", Json, nullable=False),
    *one_of("state", State),
    Column("archive", LargeBinary, nullable=False, comment="The files, as a zip"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("lease_until", Instant, nullable=True),
    Column("made_at", Instant, nullable=False),
    Index("ix_intakes_state_lease_until", "state", "lease_until"),
    Index("ix_intakes_member_id", "member_id"),
    Index("ix_intakes_made_at", "made_at"),
    sqlite_autoincrement=True,
    info={
        "retention": days(
            1,
            "Whoever sent it did not say within a day to take it in. What was taken in goes at once.",
            lambda its, at: its.made_at < at,
        )
    },
)
