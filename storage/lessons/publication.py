"""Keeps which lessons who shared them put on the web, and finds those that are there."""

from datetime import datetime

from sqlalchemy import Connection

from storage.lessons import lessons as storage
from storage.lessons.lesson import State
from storage.lessons.tables import lesson_regions, lesson_themes, lessons
from storage.publications import Shelf, by_maker, turn

SHELF = Shelf(
    lessons.c.id,
    by_maker(lessons) & (lessons.c.state == State.shared),
    (lessons.c.made_at.desc(),),
    (lessons.c.text, lessons.c.place),
    lessons.c.side,
    lesson_regions,
    lesson_themes,
)


def publish(tx: Connection, lesson: int, now: datetime, on: bool) -> bool:
    """Put a lesson on the web, or take it off: False when it was so already."""
    if turned := turn(tx, lessons, lesson, now, on):
        storage.changed(tx, lesson)
    return turned
