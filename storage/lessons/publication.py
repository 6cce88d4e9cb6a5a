"""Keeps which lessons who shared them put on the web, and finds those that are there."""

from datetime import datetime

from sqlalchemy import Connection, update

from storage.lessons import lessons as storage
from storage.lessons.lesson import State
from storage.lessons.tables import lesson_regions, lesson_themes, lessons
from storage.publications import Shelf

SHELF = Shelf(
    lessons.c.id,
    # Who is forgotten takes it off: nobody is left who wants it there.
    lessons.c.published
    & lessons.c.member_id.is_not(None)
    & (lessons.c.state == State.shared)
    & lessons.c.hidden_at.is_(None)
    & lessons.c.conversation_id.is_(None),
    (lessons.c.made_at.desc(),),
    (lessons.c.text, lessons.c.place),
    lessons.c.side,
    lesson_regions,
    lesson_themes,
)


def publish(tx: Connection, lesson: int, now: datetime, on: bool) -> bool:
    """Put a lesson on the web, or take it off: False when it was so already."""
    turned = update(lessons).where(lessons.c.id == lesson, lessons.c.published != on)
    if tx.execute(turned.values(published=on, changed_at=now)).rowcount != 1:
        return False
    storage.changed(tx, lesson)
    return True
