"""Says what becomes of lessons, and of what was told of using them, when who gave them is forgotten."""

from datetime import datetime

from sqlalchemy import Connection, delete, update

from storage.accounts.authored import Authored
from storage.lessons import lessons as shared
from storage.lessons.lesson import LESSON, State
from storage.lessons.tables import lesson_uses, lessons

LETTER = "L"


def withdraw(tx: Connection, lesson: int, now: datetime) -> None:
    """Leave its number, and what others saw and did with it."""
    gone = {"text": "", "place": "", "next_time": "", "state": State.withdrawn, "changed_at": now}
    tx.execute(update(lessons).where(lessons.c.id == lesson).values(**gone))
    shared.changed(tx, lesson)


def _drop(tx: Connection, lesson: int) -> None:
    tx.execute(delete(lessons).where(lessons.c.id == lesson))


def _drop_use(tx: Connection, use: int) -> None:
    lesson = tx.execute(delete(lesson_uses).where(lesson_uses.c.id == use).returning(lesson_uses.c.lesson_id)).scalar()
    if lesson is not None:
        shared.changed(tx, lesson)


AUTHORED = (
    Authored(
        "lesson use",
        LETTER,
        lesson_uses,
        "member_id",
        lambda tx, use, _now: _drop_use(tx, use),
        drop=_drop_use,
        numbered="lesson_id",
    ),
    # Others built on it when somebody else saw the same, or used it.
    Authored(LESSON, LETTER, lessons, "member_id", withdraw, drop=_drop),
)
