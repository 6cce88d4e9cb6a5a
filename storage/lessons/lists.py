"""Takes lessons from lists, and gives them all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, update

from storage import exchange
from storage.exchange import Result
from storage.lessons import lessons
from storage.lessons.lesson import LESSON, Draft, Lesson
from storage.lessons.tables import lessons as table


@dataclass(frozen=True, slots=True)
class Sheet:
    key: str
    member_id: int | None
    draft: Draft
    at: datetime


def put(tx: Connection, sheet: Sheet, now: datetime, *, example: bool = False) -> Result:
    """The lesson with that key."""
    id_ = exchange.known(tx, LESSON, sheet.key)
    held = lessons.get(tx, id_) if id_ is not None else None
    if held is None:
        made = lessons.put(tx, sheet.member_id, sheet.draft, sheet.at)
        exchange.remember(tx, LESSON, sheet.key, made)
        exchange.mark(tx, table, made, example=example)
        return Result.new
    draft = replace(
        sheet.draft,
        unnamed=held.draft.unnamed,
        room=held.draft.room,
        regions=sheet.draft.regions or held.draft.regions,
        themes=sheet.draft.themes or held.draft.themes,
    )
    if draft == held.draft:
        return Result.same
    values = {
        "text": draft.text,
        "side": draft.side,
        "aspect": draft.aspect,
        "failure": draft.failure,
        "place": draft.where,
        "step": draft.step,
        "basis": draft.basis,
        "next_time": draft.next_time,
    }
    tx.execute(update(table).where(table.c.id == held.id).values(**values, changed_at=now))
    lessons.describe(tx, held.id, draft.regions, draft.themes)
    lessons.changed(tx, held.id)
    return Result.changed


def all_lessons(tx: Connection) -> Iterator[Lesson]:
    for ids in exchange.pages(tx, table):
        yield from lessons.load(tx, ids)
