"""Keeps series of meetings: makes, finds and changes them, and who their fixed members are."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from storage.database.id_sets import ids_of, linked, relink
from storage.database.pages import about_all, of_few, page
from storage.events.meeting import State
from storage.events.series import SERIES, Seat, Series, SeriesDraft, SeriesKind, SeriesState
from storage.events.tables import attendances, meetings, series, series_members, series_regions, series_themes
from storage.messaging import cards

_SERIES = select(series, linked(series_regions).label("regions"), linked(series_themes).label("themes"))


def get(tx: Connection, id_: int) -> Series | None:
    return next(iter(load(tx, [id_])), None)


def load(tx: Connection, ids: Sequence[int]) -> list[Series]:
    """Those of these that there are, in this order."""
    if not ids:
        return []
    seats: defaultdict[int, list[Seat]] = defaultdict(list)
    for row in tx.execute(
        select(series_members).where(series_members.c.series_id.in_(ids)).order_by(series_members.c.id)
    ):
        seats[row.series_id].append(Seat(row.member_id, row.role))
    found = {row.id: _series(row, tuple(seats[row.id])) for row in tx.execute(_SERIES.where(series.c.id.in_(ids)))}
    return [found[id] for id in dict.fromkeys(ids) if id in found]


def _series(row: Any, seats: tuple[Seat, ...]) -> Series:  # Any: a Row of _SERIES
    draft = SeriesDraft(
        row.name,
        SeriesKind(row.kind),
        row.rhythm,
        row.rule,
        row.audience,
        row.host,
        row.purpose,
        row.outcome,
        row.unnamed,
        row.closed,
        ids_of(row.regions),
        ids_of(row.themes),
        row.conversation_id,
    )
    hidden = row.hidden_at is not None
    return Series(row.id, row.member_id, SeriesState(row.state), hidden, draft, seats, row.made_at, row.changed_at)


def values_of(draft: SeriesDraft) -> dict[str, Any]:  # Any: what the columns hold
    """What a draft says, by column."""
    return {
        "name": draft.name,
        "kind": draft.kind,
        "rhythm": draft.rhythm,
        "rule": draft.rule,
        "audience": draft.audience,
        "host": draft.host,
        "purpose": draft.purpose,
        "outcome": draft.outcome,
        "unnamed": draft.unnamed,
        "closed": draft.closed,
        "conversation_id": draft.room_id,
    }


def put(tx: Connection, member: int | None, draft: SeriesDraft, now: datetime) -> int:
    """Begin a series: its number."""
    made = insert(series).values(
        **values_of(draft), member_id=member, state=SeriesState.active, made_at=now, changed_at=now
    )
    number: int = tx.execute(made.returning(series.c.id)).scalar_one()
    describe(tx, number, draft.regions, draft.themes)
    cards.touch(tx, SERIES, number)
    return number


def describe(tx: Connection, id_: int, regions: Collection[int], themes: Collection[int]) -> None:
    """Say what it is about, and nothing else."""
    relink(tx, series_regions, id_, regions)
    relink(tx, series_themes, id_, themes)


def change(
    tx: Connection, id_: int, now: datetime, /, *, among: Collection[SeriesState] | None = None, **values: Any
) -> bool:  # Any: what the columns hold
    """Change it: False when it was in none of the states `among`."""
    held = update(series).where(series.c.id == id_)
    if among is not None:
        held = held.where(series.c.state.in_(sorted(among)))
    if tx.execute(held.values(**values, changed_at=now)).rowcount != 1:
        return False
    cards.touch(tx, SERIES, id_)
    return True


def note(tx: Connection, id_: int, /, **values: Any) -> None:  # Any: what the columns hold
    """Note something that changes nothing of what people see: that its keeper was asked."""
    tx.execute(update(series).where(series.c.id == id_).values(**values))


def hide(tx: Connection, id_: int, now: datetime, *, hidden: bool) -> bool:
    """Take it out of sight, or show it again: False when it was so already."""
    was = series.c.hidden_at.is_(None) if hidden else series.c.hidden_at.is_not(None)
    held = update(series).where(series.c.id == id_, was).values(hidden_at=now if hidden else None)
    cards.touch(tx, SERIES, id_)
    return tx.execute(held).rowcount == 1


def seat(tx: Connection, id_: int, member: int, role: str, now: datetime) -> bool:
    """A member is there each time from now on: False when they were already; their role changes with it."""
    mine = and_(series_members.c.series_id == id_, series_members.c.member_id == member)
    held = tx.execute(select(series_members.c.id).where(mine)).first()
    if held is None:
        tx.execute(insert(series_members).values(series_id=id_, member_id=member, role=role, joined_at=now))
    elif role:
        tx.execute(update(series_members).where(mine).values(role=role))
    cards.touch(tx, SERIES, id_)
    return held is None


def unseat(tx: Connection, id_: int, member: int) -> bool:
    """They are no fixed member any more: False when they were none."""
    mine = and_(series_members.c.series_id == id_, series_members.c.member_id == member)
    cards.touch(tx, SERIES, id_)
    return tx.execute(delete(series_members).where(mine)).rowcount == 1


def of_member(tx: Connection, member: int, *, closed: bool | None = None) -> list[int]:
    """The series of which a member is a fixed member, latest first."""
    mine = (
        select(series.c.id)
        .join(series_members, series_members.c.series_id == series.c.id)
        .where(series_members.c.member_id == member)
        .order_by(series.c.id.desc())
    )
    if closed is not None:
        mine = mine.where(series.c.closed == closed)
    return list(tx.execute(mine).scalars())


def find(
    tx: Connection,
    *,
    regions: Collection[int] | None,
    themes: Collection[int] | None,
    kinds: Collection[str],
    room: int | None,
    groups: Collection[int],
    limit: int,
    offset: int = 0,
) -> tuple[list[Series], int]:
    """A page of series, latest first, and how many there are; closed ones only of these `groups`."""
    outside: ColumnElement[bool] = series.c.conversation_id.is_(None)
    if room is not None:
        outside = or_(outside, series.c.conversation_id == room)
    here = and_(~series.c.closed, outside)
    if groups:
        here = or_(here, series.c.id.in_(sorted(groups)))
    which = [series.c.state == SeriesState.active, series.c.hidden_at.is_(None), here]
    which += about_all(tx, (series_regions, regions), (series_themes, themes))
    if kinds:
        which.append(series.c.kind.in_(sorted(kinds)))
    ordered = select(series.c.id).where(*which).order_by(series.c.made_at.desc(), series.c.id.desc())
    ids, total = page(tx, ordered, limit=limit, offset=offset)
    return load(tx, ids), total


def latest(tx: Connection, most: int) -> list[int]:
    """The newest that all can look at, for who gave a number that does not exist."""
    found, _total = find(tx, regions=None, themes=None, kinds=(), room=None, groups=(), limit=most)
    return sorted((each.id for each in found), reverse=True)


def given_by(tx: Connection, member: int, most: int) -> list[int]:
    """Those that a member began, latest first."""
    mine = select(series.c.id).where(series.c.member_id == member).order_by(of_few(series.c.id).desc()).limit(most)
    return list(tx.execute(mine).scalars())


def next_of(tx: Connection, id_: int, now: datetime) -> int | None:
    """Its next meeting that is planned."""
    rows = select(meetings.c.id).where(
        meetings.c.series_id == id_, meetings.c.state == State.planned, meetings.c.ends_at >= now
    )
    return tx.execute(rows.order_by(meetings.c.starts_at).limit(1)).scalar()


def last_of(tx: Connection, id_: int, now: datetime, most: int = 1) -> list[int]:
    """Its latest meetings that took place, latest first."""
    rows = select(meetings.c.id).where(
        meetings.c.series_id == id_, meetings.c.state.in_([State.planned, State.held, State.reported])
    )
    rows = rows.where(meetings.c.ends_at < now)
    return list(tx.execute(rows.order_by(meetings.c.starts_at.desc()).limit(most)).scalars())


def without_next(tx: Connection, now: datetime, asked_before: datetime, most: int) -> list[Series]:
    """Series with a rhythm of which no next meeting is planned, and whose keeper was not asked of late."""
    planned = (
        select(meetings.c.id)
        .where(meetings.c.series_id == series.c.id, meetings.c.state == State.planned, meetings.c.ends_at >= now)
        .exists()
    )
    which = [series.c.state == SeriesState.active, series.c.hidden_at.is_(None), series.c.rhythm != "", ~planned]
    unasked = or_(series.c.asked_at.is_(None), series.c.asked_at < asked_before)
    rows = select(series.c.id).where(*which, unasked).order_by(series.c.made_at).limit(most)
    return load(tx, list(tx.execute(rows).scalars()))


def missed_twice(tx: Connection, id_: int, held: Sequence[int]) -> list[int]:
    """Fixed members who were there before these meetings, came to none of them, and were not asked about it since."""
    if not held:
        return []
    came = select(attendances.c.id).where(
        attendances.c.meeting_id.in_(list(held)),
        attendances.c.member_id == series_members.c.member_id,
        attendances.c.coming,
    )
    first = select(func.min(meetings.c.starts_at)).where(meetings.c.id.in_(list(held))).scalar_subquery()
    rows = select(series_members.c.member_id).where(
        series_members.c.series_id == id_,
        series_members.c.joined_at < first,
        or_(series_members.c.asked_at.is_(None), series_members.c.asked_at < first),
        ~came.exists(),
    )
    return list(tx.execute(rows.order_by(series_members.c.id)).scalars())


def asked_to_stay(tx: Connection, id_: int, member: int, now: datetime) -> bool:
    """Note that they are asked now whether they stay: False when another process did that."""
    mine = and_(series_members.c.series_id == id_, series_members.c.member_id == member)
    again = or_(series_members.c.asked_at.is_(None), series_members.c.asked_at < now)
    return tx.execute(update(series_members).where(mine, again).values(asked_at=now)).rowcount == 1
