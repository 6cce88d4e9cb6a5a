"""Takes cases from lists, and gives them all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, update

from storage import exchange
from storage.cases import cases
from storage.cases.case import CASE, Case, Draft
from storage.cases.tables import cases as table
from storage.exchange import Result


def put(tx: Connection, key: str, draft: Draft, now: datetime, *, example: bool = False) -> Result:
    """The case with that key: what a file says of it beside its state, which people here changed since."""
    id_ = exchange.known(tx, CASE, key)
    held = cases.get(tx, id_) if id_ is not None else None
    if held is None:
        made = cases.put(tx, None, draft, now)
        exchange.remember(tx, CASE, key, made.id)
        exchange.mark(tx, table, made.id, example=example)
        return Result.new
    same = replace(
        draft,
        state=held.state,
        size=draft.size or held.draft.size,
        unnamed=held.draft.unnamed,
        room_id=held.draft.room_id,
        regions=draft.regions or held.draft.regions,
        themes=draft.themes or held.draft.themes,
    )
    if same == held.draft:
        return Result.same
    values = {"title": same.title, "text": same.text, "question": same.question, "brought_by": same.brought_by}
    tx.execute(update(table).where(table.c.id == held.id).values(**values, changed_at=now))
    cases.describe(tx, held.id, same.regions, same.themes)
    cases.changed(tx, held.id)
    return Result.changed


def all_cases(tx: Connection) -> Iterator[Case]:
    for ids in exchange.pages(tx, table):
        yield from cases.load(tx, ids)
