"""Prunes the rows that have outlived what their table declares (`storage.tables.retention`)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, tuple_

from storage import things
from storage.database import cursors
from storage.links import Thing
from storage.maintenance.every_table import every_table
from storage.tables import retention
from storage.tables.base import metadata

BATCH = 500
"""Rows a transaction: short enough that nobody who chats waits for it."""

_PRUNED = "pruned"
"""The cursor that holds when the last pruning began."""


def due(tx: Connection, now: datetime, every: timedelta) -> bool:
    """Tell whether it is time to prune; of several that ask, one is told so."""
    last = cursors.get(tx, _PRUNED)
    if last and now - datetime.fromisoformat(last) < every:
        return False
    cursors.put(tx, _PRUNED, now.isoformat(), now)
    return True


def prunable() -> Iterator[str]:
    """Yield the tables of which rows go by their age."""
    return (table.name for table in every_table() if retention.of(table).past)


def prune(tx: Connection, name: str, now: datetime, *, limit: int = BATCH) -> int:
    """Drop rows of a table that have outlived its retention, at most `limit`: how many."""
    table = metadata.tables[name]
    kept = retention.of(table)
    if kept.past is None or kept.period is None:
        return 0
    keys = tuple(table.primary_key.columns)
    old = select(*keys).where(kept.past(table.c, now - kept.period)).order_by(*keys).limit(limit)
    gone = [tuple(row) for row in tx.execute(old)]
    if kind := table.info.get("thing"):
        things.forget(tx, (Thing(kind, id) for (id,) in gone))
    return tx.execute(delete(table).where(tuple_(*keys).in_(gone))).rowcount if gone else 0
