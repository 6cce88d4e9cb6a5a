"""Takes shared sources from lists, and gives them all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, update

from storage import exchange
from storage.exchange import Result
from storage.sources import sources
from storage.sources.source import SOURCE, Draft, Source
from storage.sources.tables import sources as table


def put(
    tx: Connection, key: str, member: int | None, draft: Draft, at: datetime, now: datetime, *, example: bool = False
) -> Result:
    """The one with that key."""
    id_ = exchange.known(tx, SOURCE, key)
    held = sources.get(tx, id_) if id_ is not None else None
    if held is None:
        made = sources.put(tx, member, draft, at)
        exchange.remember(tx, SOURCE, key, made.id)
        exchange.mark(tx, table, made.id, example=example)
        return Result.new
    same = replace(
        draft,
        unnamed=held.draft.unnamed,
        room=held.draft.room,
        regions=draft.regions or held.draft.regions,
        themes=draft.themes or held.draft.themes,
    )
    if same == held.draft:
        return Result.same
    tx.execute(update(table).where(table.c.id == held.id).values(**sources.values_of(same), changed_at=now))
    sources.describe(tx, held.id, same.regions, same.themes)
    sources.changed(tx, held.id)
    return Result.changed


def all_sources(tx: Connection) -> Iterator[Source]:
    for ids in exchange.pages(tx, table):
        yield from sources.load(tx, ids)
