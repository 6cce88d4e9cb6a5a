"""Declares the file of meetings and series, as `plek export` writes it and `plek import` reads it.

A proposal with a rhythm is a series; one without is nobody's plan yet, and is left out. What is of a closed group never
goes out.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.chat.texts import _
from bot.exchange.format import NUMBER, Format
from bot.exchange.on_web import Web
from bot.exchange.refused import none_of
from bot.exchange.row import Rejected, Row
from bot.exchange.view import View, day
from commands.events.publication import PUBLISHED
from commands.events.rhythm import rule_of
from storage.database.text import fold
from storage.events import lists
from storage.events.meeting import MEETING, Draft, State
from storage.events.series import SERIES, SeriesDraft, SeriesKind, SeriesState
from storage.events.tables import LONGEST, LONGEST_LINE, LONGEST_REPORT
from storage.exchange import Result
from storage.vocabulary import HOME_ZONE

_STATES = {
    "gepland": State.planned,
    "gehouden": State.held,
    "verslag": State.reported,
    "afgelast": State.cancelled,
    **{each.value: each for each in (State.planned, State.held, State.cancelled)},
}
PROPOSED = "voorstel"
_LIST = re.compile(r"\s*;\s*")
_UNKNOWN = "?"


def _put(row: Row) -> Result:
    status = fold(row.text("status", 40))
    repeat = row.text("repeat", 120)
    if status == PROPOSED:
        return _put_series(row, repeat) if repeat else Result.same
    if status and status not in _STATES:
        raise Rejected(none_of(status, (PROPOSED, *_STATES)), "status")
    starts, told = _moment(row, "start")
    ends, _told = _moment(row, "end") if row.text("end", 20) else (starts + timedelta(minutes=90), "")
    draft = Draft(
        title=row.text("title", LONGEST, needed=True),
        starts_at=starts,
        ends_at=max(ends, starts),
        zone=HOME_ZONE,
        told_when=told,
        sort=row.text("kind", 60),
        audience=_joined(row.text("for", 200)),
        host=row.text("host", LONGEST),
        purpose=row.text("purpose", LONGEST_LINE) if row.has("purpose") else "",
        outcome=row.text("outcome", LONGEST_LINE),
        follow_up=row.text("next", LONGEST_LINE),
        regions=row.regions("regions"),
        themes=row.themes("themes"),
    )
    state = _STATES[status] if status else State.held
    key = row.text("key", 120, needed=True)
    at = row.moment("date")
    return lists.put_meeting(row.tx, key, draft, state, at, row.world.now, example=row.example)


def _put_series(row: Row, repeat: str) -> Result:
    kind = fold(row.text("kind", 60))
    draft = SeriesDraft(
        name=row.text("title", LONGEST, needed=True),
        kind=SeriesKind(kind) if kind in set(SeriesKind) else SeriesKind.reeks,
        rhythm=repeat,
        rule=rule_of(repeat),
        audience=_joined(row.text("for", 200)),
        host=row.text("host", LONGEST),
        outcome=row.text("outcome", LONGEST_LINE),
        closed=kind == SeriesKind.intervisie,
        regions=row.regions("regions"),
        themes=row.themes("themes"),
    )
    key = row.text("key", 120, needed=True)
    return lists.put_series(row.tx, key, draft, row.moment("date"), example=row.example)


def _joined(text: str) -> str:
    return ", ".join(filter(None, _LIST.split(text)))


_PART_OF_DAY = re.compile(r"\d{4}(-\d{2})?", re.ASCII)
"""Less than a day, as sources tell it."""


def _moment(row: Row, column: str) -> tuple[datetime, str]:
    """When it was, and what is told of that where it is less than a time: 2023, 2022-06, 2023-10-30."""
    told = row.text(column, 40)
    zone = ZoneInfo(HOME_ZONE)
    try:
        if not told:
            return row.moment("date"), _UNKNOWN
        if not _PART_OF_DAY.fullmatch(told):
            told = row.when(column, told)
        if "T" in told:
            at = datetime.fromisoformat(told)
            return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC), ""
        parts = [int(each) for each in told.split("-")]
        year, month, day_ = [*parts, 1, 1][:3]
        first = date(year, month, day_)
    except (ValueError, TypeError):
        raise Rejected(
            _("«{said}» is no date. Write it like 2026-10-06 or 2026-10-06T13:00.", said=told), column
        ) from None
    return datetime.combine(first, time(10), zone).astimezone(UTC), told


def _rows(view: View) -> Iterator[dict[str, str]]:
    yield from _meetings(view)
    yield from _series(view)


def _meetings(view: View) -> Iterator[dict[str, str]]:
    for each in lists.all_meetings(view.tx):
        draft = each.draft
        if each.hidden or each.state is State.withdrawn or draft.closed or draft.room_id is not None:
            continue
        zone = ZoneInfo(draft.zone)
        told = "" if draft.told_when == _UNKNOWN else draft.told_when
        start = told if draft.told_when else f"{draft.starts_at.astimezone(zone):%Y-%m-%dT%H:%M}"
        end = "" if draft.told_when else f"{draft.ends_at.astimezone(zone):%Y-%m-%dT%H:%M}"
        yield {
            "key": view.key(MEETING, each.number.lower(), each.id),
            "title": each.title,
            "kind": draft.sort,
            "status": _NAMES[each.state],
            "start": start,
            "end": end,
            "regions": view.regions(draft.regions),
            "host": draft.host,
            "for": draft.audience,
            "themes": view.themes(draft.themes),
            "purpose": draft.purpose,
            "outcome": draft.outcome,
            "next": draft.follow_up,
            "report": each.report[:LONGEST_REPORT],
            "date": day(each.made_at),
            NUMBER: str(each.id),
        }


_NAMES = {
    State.planned: "gepland",
    State.held: "gehouden",
    State.reported: "verslag",
    State.cancelled: "afgelast",
}


def _series(view: View) -> Iterator[dict[str, str]]:
    for each in lists.every_series(view.tx):
        draft = each.draft
        if each.hidden or each.state is not SeriesState.active or draft.closed or draft.room_id is not None:
            continue
        yield {
            "key": view.key(SERIES, each.number.lower(), each.id),
            "title": each.name,
            "kind": draft.kind,
            "status": PROPOSED,
            "repeat": draft.rhythm or "-",
            "regions": view.regions(draft.regions),
            "host": draft.host,
            "for": draft.audience,
            "themes": view.themes(draft.themes),
            "outcome": draft.outcome,
            "date": day(each.made_at),
        }


FORMAT = Format(
    "events",
    ("key", "title", "status"),
    (
        *("kind", "start", "end", "repeat", "regions", "host", "for", "themes", "purpose", "outcome", "next"),
        *("report", "date", NUMBER, "doubt", "source"),
    ),
    _put,
    _rows,
    rank=85,
    becomes=(MEETING, SERIES),
    ignored=frozenset({"report", "doubt", "source"}),
    private=frozenset({NUMBER}),
    headings={
        "begin": "start",
        "einde": "end",
        "eind": "end",
        "herhaling": "repeat",
        "gastheer": "host",
        "voor": "for",
        "voor wie": "for",
        "vervolg": "next",
        "verslag": "report",
    },
    web=Web(
        PUBLISHED,
        {
            "key": "number",
            "title": "title",
            "status": "state",
            "start": "starts",
            "end": "ends",
            "purpose": "purpose",
            "report": "report",
            "date": "made",
            "regions": "regions",
            "themes": "themes",
        },
    ),
)
