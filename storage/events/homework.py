"""Keeps what members prepare for meetings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from storage.events.meeting import MEETING, State
from storage.events.tables import homework, meetings
from storage.messaging import cards


@dataclass(frozen=True, slots=True)
class Homework:
    """What somebody does for a meeting."""

    id: int
    meeting_id: int
    member_id: int
    text: str
    made_at: datetime
    done: bool


def put(tx: Connection, meeting: int, member: int, text: str, now: datetime) -> int:
    """A member prepares this for a meeting: its number."""
    values = {"meeting_id": meeting, "member_id": member, "text": text, "made_at": now}
    made: int = tx.execute(insert(homework).values(values).returning(homework.c.id)).scalar_one()
    cards.touch(tx, MEETING, meeting)
    return made


def get(tx: Connection, id_: int) -> Homework | None:
    return next(iter(_read(tx, homework.c.id == id_)), None)


def drop(tx: Connection, id_: int) -> bool:
    """They do it no longer: False when that was so already."""
    gone = tx.execute(delete(homework).where(homework.c.id == id_).returning(homework.c.meeting_id)).scalar()
    if gone is not None:
        cards.touch(tx, MEETING, gone)
    return gone is not None


def finish(tx: Connection, id_: int, now: datetime, *, done: bool = True) -> bool:
    """It is done, or still to be done: False when it was so already."""
    was = homework.c.done_at.is_(None) if done else homework.c.done_at.is_not(None)
    held = update(homework).where(homework.c.id == id_, was).values(done_at=now if done else None)
    meeting = tx.execute(held.returning(homework.c.meeting_id)).scalar()
    if meeting is not None:
        cards.touch(tx, MEETING, meeting)
    return meeting is not None


def of_meeting(tx: Connection, meeting: int) -> list[Homework]:
    return _read(tx, homework.c.meeting_id == meeting)


def of_member(tx: Connection, member: int, most: int) -> list[Homework]:
    """What a member still has to do, for meetings that take place; that of the soonest first."""
    rows = (
        select(homework)
        .join(meetings, meetings.c.id == homework.c.meeting_id)
        .where(homework.c.member_id == member, homework.c.done_at.is_(None), meetings.c.hidden_at.is_(None))
        .where(meetings.c.state.not_in([State.cancelled, State.withdrawn]))
        .order_by(meetings.c.starts_at, homework.c.id)
        .limit(most)
    )
    return [_homework(row) for row in tx.execute(rows)]


def to_remind(tx: Connection, now: datetime, until: datetime, limit: int) -> list[Homework]:
    """What is not done, for what begins before then, of which its maker was not reminded.

    What was prepared for a meeting of a series counts for the next one too: there it is asked what became of it.
    """
    later = meetings.alias()
    soon = (later.c.starts_at >= now) & (later.c.starts_at < until) & (later.c.state == State.planned)
    in_series = select(later.c.id).where(later.c.series_id == meetings.c.series_id, soon).exists()
    itself = (meetings.c.starts_at >= now) & (meetings.c.starts_at < until) & (meetings.c.state == State.planned)
    rows = (
        select(homework)
        .join(meetings, meetings.c.id == homework.c.meeting_id)
        .where(homework.c.done_at.is_(None), homework.c.reminded_at.is_(None), itself | in_series)
        .order_by(homework.c.id)
        .limit(limit)
    )
    return [_homework(row) for row in tx.execute(rows)]


def claim(tx: Connection, ids: Iterable[int], now: datetime) -> int:
    """Note that their makers are reminded of these now: of how many, as another process may have taken some."""
    its = homework.c.id.in_(list(ids)) & homework.c.reminded_at.is_(None)
    return tx.execute(update(homework).where(its).values(reminded_at=now)).rowcount


def _read(tx: Connection, *which: ColumnElement[bool]) -> list[Homework]:
    return [_homework(row) for row in tx.execute(select(homework).where(*which).order_by(homework.c.id))]


def _homework(row: Any) -> Homework:  # Any: a Row of homework
    return Homework(row.id, row.meeting_id, row.member_id, row.text, row.made_at, row.done_at is not None)
