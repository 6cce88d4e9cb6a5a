"""Takes ways of working from lists, and gives them all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, update

from storage import exchange
from storage.exchange import Result
from storage.methods import methods
from storage.methods.method import METHOD, Draft, Method, State
from storage.methods.tables import methods as table


@dataclass(frozen=True, slots=True)
class Sheet:
    """A row of a list. `used_where` is empty for what nobody used yet."""

    key: str
    member_id: int | None
    draft: Draft
    used_where: str
    standard: bool
    at: datetime


def put(tx: Connection, sheet: Sheet, now: datetime, *, example: bool = False) -> Result:
    """The one with that key: what a file says of it beside its state, which people here changed since."""
    id_ = exchange.known(tx, METHOD, sheet.key)
    held = methods.get(tx, id_) if id_ is not None else None
    if held is None:
        made = methods.put(tx, sheet.member_id, sheet.draft, sheet.at)
        exchange.remember(tx, METHOD, sheet.key, made.id)
        exchange.mark(tx, table, made.id, example=example)
        if sheet.used_where:
            region = min(sheet.draft.regions, default=None)
            methods.use(tx, made.id, None, region, sheet.used_where, sheet.at)
        if sheet.standard:
            among = {State.idea, State.tried}
            methods.move(tx, made.id, State.standard, sheet.at, among=among, standard_at=sheet.at)
        return Result.new
    draft = replace(
        sheet.draft,
        how=sheet.draft.how or held.draft.how,
        unnamed=held.draft.unnamed,
        room=held.draft.room,
        regions=sheet.draft.regions or held.draft.regions,
        themes=sheet.draft.themes or held.draft.themes,
    )
    if draft == held.draft:
        return Result.same
    values = {"title": draft.title, "purpose": draft.purpose, "how": draft.how}
    tx.execute(update(table).where(table.c.id == held.id).values(**values, changed_at=now))
    methods.describe(tx, held.id, draft.regions, draft.themes)
    methods.changed(tx, held.id)
    return Result.changed


def all_methods(tx: Connection) -> Iterator[Method]:
    for ids in exchange.pages(tx, table):
        yield from methods.load(tx, ids)
