"""Measures how often lessons were used in a period."""

from sqlalchemy import ColumnElement, Connection, func, or_, select

from storage.extents import Extent
from storage.lessons.lesson import State
from storage.lessons.tables import lesson_regions, lesson_themes, lesson_uses, lessons


def used(tx: Connection, extent: Extent) -> int:
    """Return how many times somebody else than its maker used a lesson."""
    return tx.execute(select(func.count()).join_from(lesson_uses, lessons).where(*_used(extent))).scalar_one()


def in_use(tx: Connection, extent: Extent, limit: int, offset: int) -> list[int]:
    """Return the lessons that were used so, latest first."""
    rows = tx.execute(
        select(lessons.c.id)
        .join_from(lesson_uses, lessons)
        .where(*_used(extent))
        .group_by(lessons.c.id)
        .order_by(func.max(lesson_uses.c.said_at).desc(), lessons.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return list(rows.scalars())


def _used(extent: Extent) -> list[ColumnElement[bool]]:
    by, maker = lesson_uses.c.member_id, lessons.c.member_id
    return [
        extent.at(lesson_uses.c.said_at),
        or_(by.is_(None), maker.is_(None), by != maker),
        lessons.c.state != State.withdrawn,
        lessons.c.hidden_at.is_(None),
        lessons.c.conversation_id.is_(None),
        *extent.about(lesson_regions, lesson_themes),
    ]
