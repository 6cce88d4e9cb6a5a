"""Finds the signals that wait for somebody: of each no more than is told of it, since there may be hundreds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Integer, Select, bindparam, select, union_all

from storage.database.id_sets import ids_of, linked, only_within
from storage.signals.signal import Decision, State
from storage.signals.tables import signal_regions, signals


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is told of a signal that waits."""

    id: int
    text: str
    state: State
    decision: Decision | None
    action: str
    regions: frozenset[int]
    made_at: datetime
    changed_at: datetime
    heard_at: datetime | None

    @property
    def number(self) -> str:
        return f"S-{self.id}"


def waiting(tx: Connection, states: Iterable[State], regions: frozenset[int] | None, limit: int) -> list[Waiting]:
    """Find what is in these states and about these regions and no other, None for all, longest waiting first."""
    return [
        Waiting(
            row.id,
            row.text,
            State(row.state),
            Decision(row.decision) if row.decision else None,
            row.action,
            ids_of(row.regions),
            row.made_at,
            row.changed_at,
            row.heard_at,
        )
        for row in tx.execute(_waiting(tuple(states), regions), {"most": limit})
    ]


@lru_cache(1 << 6)  # each coordinator has regions of their own
def _waiting(states: tuple[State, ...], regions: frozenset[int] | None) -> Select[*tuple[Any, ...]]:
    its, most = signals.c, bindparam("most", type_=Integer)
    what = (its.id, its.text, its.state, its.decision, its.action, its.made_at, its.changed_at, its.heard_at)
    longest = select(its.id, its.changed_at).where(~its.example, only_within(signal_regions, regions))
    oldest = longest.order_by(its.changed_at).limit(most)
    # Of each state its oldest, by the index: of several at once PostgreSQL would sort all that are in them.
    each = union_all(*(select(oldest.where(its.state == state).subquery()) for state in states)).subquery()
    found = select(each.c.id).order_by(each.c.changed_at).limit(most)
    those = select(*what, linked(signal_regions).label("regions")).where(its.id.in_(found))
    return those.order_by(its.changed_at)
