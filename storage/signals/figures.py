"""Measures what became of signals: how soon who raised them heard something, and whose are decided on."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, select

from storage.extents import Extent
from storage.signals.signal import Sort, State
from storage.signals.tables import raisers, signal_regions, signal_themes, signals


class Raised(NamedTuple):
    """When a signal was raised, and when who raised it first heard something."""

    id: int
    at: datetime
    heard_at: datetime | None


def raised(tx: Connection, extent: Extent) -> list[Raised]:
    """Return the signals that were raised in the period and not taken back, latest first."""
    taken_back = signals.c.state.in_((State.withdrawn, State.hidden))
    rows = tx.execute(
        select(signals.c.id, signals.c.made_at, signals.c.first_heard_at)
        .where(extent.at(signals.c.made_at), ~taken_back, *_about(extent))
        .order_by(signals.c.made_at.desc(), signals.c.id.desc())
    )
    return [Raised(*row) for row in rows]


def voices(tx: Connection, extent: Extent) -> Sequence[tuple[int, int]]:
    """Return of the signals decided on in the period who raised them by name: a signal and a member."""
    rows = tx.execute(
        select(raisers.c.signal_id, raisers.c.member_id)
        .join_from(raisers, signals)
        .where(_decided(extent), ~raisers.c.unnamed, ~signals.c.unnamed)
    )
    return [(signal, member) for signal, member in rows]


def decided(tx: Connection, extent: Extent, limit: int, offset: int) -> list[int]:
    """Return the signals that were decided on in the period, latest first."""
    found = select(signals.c.id).where(_decided(extent)).order_by(signals.c.decided_at.desc(), signals.c.id.desc())
    return list(tx.execute(found.limit(limit).offset(offset)).scalars())


def _decided(extent: Extent) -> ColumnElement[bool]:
    shown = signals.c.state != State.hidden
    return and_(extent.at(signals.c.decided_at), shown, *_about(extent))


def _about(extent: Extent) -> list[ColumnElement[bool]]:
    """Those for all members: what is kept to a closed room is not counted."""
    return [
        signals.c.sort == Sort.signal,
        signals.c.room_id.is_(None),
        *extent.about(signal_regions, signal_themes),
    ]
