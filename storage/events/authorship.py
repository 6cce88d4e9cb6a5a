"""Says what becomes of meetings and series when who announced them is forgotten."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, update

from storage.accounts.authored import Authored
from storage.events import meetings as planned
from storage.events.meeting import MEETING, State
from storage.events.series import SERIES, SeriesState
from storage.events.tables import meetings, series
from storage.messaging import cards


def withdraw(tx: Connection, meeting: int, now: datetime) -> None:
    """Leave its number, and that others came."""
    words = ("place", "link", "audience", "host", "purpose", "outcome", "follow_up", "report", "reason")
    gone: dict[str, Any] = dict.fromkeys(words, "")  # Any: what the columns hold
    planned.change(tx, meeting, now, **gone, title="", state=State.withdrawn)


def _withdraw_series(tx: Connection, number: int, now: datetime) -> None:
    words = dict.fromkeys(("name", "rhythm", "rule", "audience", "host", "purpose", "outcome"), "")
    values = {**words, "state": SeriesState.withdrawn, "changed_at": now}
    tx.execute(update(series).where(series.c.id == number).values(**values))
    cards.touch(tx, SERIES, number)


def _reported(_member: int) -> ColumnElement[bool]:
    """What was reported is read by others, also when nobody said that they came."""
    return meetings.c.state == State.reported


AUTHORED = (
    Authored(
        MEETING,
        "B",
        meetings,
        "member_id",
        withdraw,
        drop=lambda tx, meeting: tx.execute(delete(meetings).where(meetings.c.id == meeting)),
        built_on=_reported,
    ),
    Authored(SERIES, "R", series, "member_id", _withdraw_series),
)
