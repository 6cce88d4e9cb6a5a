"""Keeps the index: what is known, in rows, whom each row speaks for, and which rows match a question best.

The same on SQLite and PostgreSQL, because neither does more than keep it: analysis, scoring and filters are ours.
Storage modules write with `admit`, `withdraw`, `put` and `remove`; `bot.search.search` asks. See docs/ranking.md.
"""

from sqlalchemy import Connection

from storage.search.evidence import (
    EVERYONE,
    Evidence,
    Owner,
    Row,
    Subject,
    admit,
    latest,
    of_source,
    put,
    remove,
    rename,
    rows,
    subjects,
    withdraw,
)
from storage.search.holding import holding, saying
from storage.search.merging import Interrupted, reindex, tidy
from storage.search.retrieval import Request, Retrieved, occurrences, retrieve, speaking_for
from storage.search.state import OtherIndex, lexicon, outdated

__all__ = [
    "EVERYONE",
    "Connection",
    "Evidence",
    "Interrupted",
    "OtherIndex",
    "Owner",
    "Request",
    "Retrieved",
    "Row",
    "Subject",
    "admit",
    "holding",
    "latest",
    "lexicon",
    "occurrences",
    "of_source",
    "outdated",
    "put",
    "reindex",
    "remove",
    "rename",
    "retrieve",
    "rows",
    "saying",
    "speaking_for",
    "subjects",
    "tidy",
    "withdraw",
]
