"""Takes meetings and series from lists, and gives them all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, update

from storage import exchange
from storage.events import all_series, meetings
from storage.events.meeting import MEETING, Draft, Meeting, State
from storage.events.series import SERIES, Series, SeriesDraft
from storage.events.tables import meetings as table
from storage.events.tables import series as series_table
from storage.exchange import Result


def put_meeting(
    tx: Connection, key: str, draft: Draft, state: State, at: datetime, now: datetime, *, example: bool = False
) -> Result:
    """The meeting with that key. What people here changed of its state stays."""
    id_ = exchange.known(tx, MEETING, key)
    held = meetings.get(tx, id_) if id_ is not None else None
    if held is None:
        made = meetings.put(tx, None, draft, at, state=state)
        exchange.remember(tx, MEETING, key, made.id)
        exchange.mark(tx, table, made.id, example=example)
        return Result.new
    was = held.draft
    kept = replace(
        draft,
        unnamed=was.unnamed,
        series_id=was.series_id,
        closed=was.closed,
        room_id=was.room_id,
        place=draft.place or was.place,
        link=draft.link or was.link,
        regions=draft.regions or was.regions,
        themes=draft.themes or was.themes,
    )
    if draft.told_when == "?":
        kept = replace(kept, starts_at=was.starts_at, ends_at=was.ends_at)
    if kept == was:
        return Result.same
    meetings.describe(tx, held.id, kept.regions, kept.themes)
    meetings.change(tx, held.id, now, **meetings.values_of(kept))
    return Result.changed


def put_series(tx: Connection, key: str, draft: SeriesDraft, now: datetime, *, example: bool = False) -> Result:
    """The series with that key."""
    id_ = exchange.known(tx, SERIES, key)
    held = all_series.get(tx, id_) if id_ is not None else None
    if held is None:
        made = all_series.put(tx, None, draft, now)
        exchange.remember(tx, SERIES, key, made)
        exchange.mark(tx, series_table, made, example=example)
        return Result.new
    was = held.draft
    kept = replace(
        draft,
        kind=was.kind,
        unnamed=was.unnamed,
        closed=was.closed,
        room_id=was.room_id,
        regions=draft.regions or was.regions,
        themes=draft.themes or was.themes,
    )
    if kept == was:
        return Result.same
    all_series.describe(tx, held.id, kept.regions, kept.themes)
    tx.execute(
        update(series_table).where(series_table.c.id == held.id).values(**all_series.values_of(kept), changed_at=now)
    )
    return Result.changed


def all_meetings(tx: Connection) -> Iterator[Meeting]:
    for ids in exchange.pages(tx, table):
        yield from meetings.load(tx, ids)


def every_series(tx: Connection) -> Iterator[Series]:
    for ids in exchange.pages(tx, series_table):
        yield from all_series.load(tx, ids)
