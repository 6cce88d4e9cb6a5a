"""Finds the decisions that are on the web, and takes them off."""

from datetime import datetime

from sqlalchemy import Connection

from storage.publications import Shelf, turn
from storage.signals import signals as storage
from storage.signals.signal import Sort, State
from storage.signals.tables import signal_regions, signal_themes, signals

IN_SIGHT = (State.decided, State.under_way, State.seen, State.not_seen)

SHELF = Shelf(
    signals.c.id,
    signals.c.published & (signals.c.sort == Sort.signal) & signals.c.room_id.is_(None) & signals.c.state.in_(IN_SIGHT),
    (signals.c.decided_at.desc(),),
    (signals.c.text, signals.c.decided, signals.c.reason),
    signals.c.decision,
    signal_regions,
    signal_themes,
)


def publish(tx: Connection, signal: int, now: datetime, on: bool) -> bool:
    """Put a decision on the web, or take it off: False when it was so already."""
    if turned := turn(tx, signals, signal, now, on):
        storage.reindexed(tx, signal)
    return turned
