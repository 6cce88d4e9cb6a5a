"""Sentences that were not understood: where an operator runs a pilot and the member agreed, for two weeks, of nobody.

Who said one is not kept, and names and numbers are taken out before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, String, Table, insert, select

from storage.tables.base import Instant, metadata
from storage.tables.columns import Id
from storage.tables.retention import days

PERIOD = 14
"""Days that a sentence is kept."""

sentences = Table(
    "sentences",
    metadata,
    Column("id", Id, primary_key=True),
    Column("text", String(400), nullable=False),
    Column("language", String(2), nullable=False),
    Column("kept_at", Instant, nullable=False),
    sqlite_autoincrement=True,
    info={
        "retention": days(PERIOD, "It serves to improve understanding, and no more.", lambda its, at: its.kept_at < at)
    },
)


@dataclass(frozen=True, slots=True)
class Kept:
    text: str
    language: str
    kept_at: datetime


def keep(tx: Connection, text: str, language: str, now: datetime) -> None:
    tx.execute(insert(sentences).values(text=text, language=language, kept_at=now))


def latest(tx: Connection, since: datetime, limit: int) -> Sequence[Kept]:
    """Return those kept since then, latest first."""
    rows = tx.execute(
        select(sentences).where(sentences.c.kept_at >= since).order_by(sentences.c.id.desc()).limit(limit)
    )
    return [Kept(row.text, row.language, row.kept_at) for row in rows]
