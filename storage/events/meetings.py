"""Keeps meetings: makes, finds and changes them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, insert, or_, select, union_all, update

from storage.database.id_sets import ids_of, linked, relink
from storage.database.once import once
from storage.database.pages import about_all, counted, holds, narrowed, of_few, page
from storage.events import evidence
from storage.events.meeting import MEETING, Draft, Filter, Meeting, State
from storage.events.tables import attendances, meeting_regions, meeting_themes, meetings
from storage.messaging import cards

SHOWN = (State.planned, State.held, State.reported)
"""States of those that lists show."""

_HERE = and_(attendances.c.meeting_id == meetings.c.id, attendances.c.coming)
_MEETINGS = select(
    meetings,
    linked(meeting_regions).label("regions"),
    linked(meeting_themes).label("themes"),
    select(func.count()).where(_HERE).scalar_subquery().label("who_come"),
    select(func.coalesce(func.sum(attendances.c.guests), 0)).where(_HERE).scalar_subquery().label("with_them"),
).where(meetings.c.id.in_(bindparam("meetings", expanding=True)))


def get(tx: Connection, meeting: int) -> Meeting | None:
    return next(iter(load(tx, [meeting])), None)


def load(tx: Connection, ids: Sequence[int]) -> list[Meeting]:
    """Those of these that there are, in this order."""
    if not ids:
        return []
    found = {row.id: _meeting(row) for row in tx.execute(_MEETINGS, {"meetings": list(ids)})}
    return [found[id] for id in dict.fromkeys(ids) if id in found]


def _meeting(row: Any) -> Meeting:  # Any: a Row of _MEETINGS
    draft = Draft(
        title=row.title,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=row.zone,
        told_when=row.told_when,
        sort=row.sort,
        place=row.place,
        link=row.link,
        audience=row.audience,
        host=row.host,
        purpose=row.purpose,
        outcome=row.outcome,
        follow_up=row.follow_up,
        unnamed=row.unnamed,
        regions=ids_of(row.regions),
        themes=ids_of(row.themes),
        series_id=row.series_id,
        closed=row.closed,
        room_id=row.conversation_id,
    )
    return Meeting(
        row.id,
        row.member_id,
        State(row.state),
        row.hidden_at is not None,
        draft,
        row.uid,
        row.sequence,
        row.report,
        row.reason,
        row.made_at,
        row.changed_at,
        row.published,
        row.reported_at,
        row.who_come,
        row.with_them,
    )


def values_of(draft: Draft) -> dict[str, Any]:  # Any: what the columns hold
    """What a draft says, by column."""
    return {
        "title": draft.title,
        "sort": draft.sort,
        "starts_at": draft.starts_at,
        "ends_at": draft.ends_at,
        "zone": draft.zone,
        "told_when": draft.told_when,
        "place": draft.place,
        "link": draft.link,
        "audience": draft.audience,
        "host": draft.host,
        "purpose": draft.purpose,
        "outcome": draft.outcome,
        "follow_up": draft.follow_up,
        "unnamed": draft.unnamed,
        "series_id": draft.series_id,
        "closed": draft.closed,
        "conversation_id": draft.room_id,
    }


def put(tx: Connection, member: int | None, draft: Draft, now: datetime, *, state: State = State.planned) -> Meeting:
    """Plan a meeting, or note one that was held."""
    values = values_of(draft)
    made = insert(meetings).values(
        **values, member_id=member, state=state, uid=uuid4().hex, sequence=0, made_at=now, changed_at=now
    )
    meeting: int = tx.execute(made.returning(meetings.c.id)).scalar_one()
    describe(tx, meeting, draft.regions, draft.themes)
    changed(tx, meeting)
    held = get(tx, meeting)
    if held is None:
        raise LookupError(meeting)
    return held


def describe(tx: Connection, meeting: int, regions: Collection[int], themes: Collection[int]) -> None:
    """Say what it is about, and nothing else."""
    relink(tx, meeting_regions, meeting, regions)
    relink(tx, meeting_themes, meeting, themes)


def changed(tx: Connection, meeting: int) -> None:
    """Its cards are drawn anew, and search reads it again."""
    held = get(tx, meeting)
    if held is not None:
        evidence.meeting(tx, held)
    cards.touch(tx, MEETING, meeting)


def change(
    tx: Connection, meeting: int, now: datetime, /, *, among: Collection[State] | None = None, **values: Any
) -> bool:  # Any: what the columns hold
    """Change it: False when it was in none of the states `among`. For calendars it is a newer one than before."""
    held = update(meetings).where(meetings.c.id == meeting)
    if among is not None:
        held = held.where(meetings.c.state.in_(sorted(among)))
    if tx.execute(held.values(**values, sequence=meetings.c.sequence + 1, changed_at=now)).rowcount != 1:
        return False
    changed(tx, meeting)
    return True


def move(
    tx: Connection, meeting: Meeting, starts_at: datetime, ends_at: datetime, now: datetime, *, reason: str = ""
) -> bool:
    """Let it be at another time: False when somebody changed it meanwhile. Who comes is reminded again."""
    mine = (meetings.c.id == meeting.id) & (meetings.c.sequence == meeting.sequence)
    values = {"starts_at": starts_at, "ends_at": ends_at, "told_when": "", "reason": reason, "changed_at": now}
    moved = update(meetings).where(mine, meetings.c.state == State.planned)
    if tx.execute(moved.values(**values, sequence=meetings.c.sequence + 1)).rowcount != 1:
        return False
    tx.execute(update(attendances).where(attendances.c.meeting_id == meeting.id).values(reminded_at=None))
    changed(tx, meeting.id)
    return True


def note(tx: Connection, meeting: int, /, **values: Any) -> None:  # Any: what the columns hold
    """Note something that changes nothing of what people see: that its keeper was asked or told."""
    tx.execute(update(meetings).where(meetings.c.id == meeting).values(**values))


def hide(tx: Connection, meeting: int, now: datetime, *, hidden: bool) -> bool:
    """Take it out of sight, or show it again: False when it was so already."""
    was = meetings.c.hidden_at.is_(None) if hidden else meetings.c.hidden_at.is_not(None)
    held = update(meetings).where(meetings.c.id == meeting, was).values(hidden_at=now if hidden else None)
    if tx.execute(held).rowcount != 1:
        return False
    changed(tx, meeting)
    return True


def find(tx: Connection, what: Filter, *, limit: int, offset: int = 0) -> tuple[list[Meeting], int]:
    """A page of meetings, the soonest first, and how many there are."""
    # The first of each state, and of those the first: so an index gives them in order, and nothing is sorted.
    firsts = [
        _ordered(tx, replace(what, states=frozenset({each}))).limit(counted(limit, offset) + 1).subquery()
        for each in sorted(what.states or SHOWN)
    ]
    all_firsts = union_all(*(select(each) for each in firsts)).subquery()
    order = (all_firsts.c.starts_at, all_firsts.c.id)
    ordered = select(all_firsts.c.id).order_by(*((each.desc() for each in order) if what.latest_first else order))
    ids, total = page(tx, ordered, limit=limit, offset=offset)
    return load(tx, ids), total


def _ordered(tx: Connection, what: Filter) -> Select[tuple[int, datetime]]:
    found = select(meetings.c.id, meetings.c.starts_at).where(*shown(tx, what))
    order = (meetings.c.starts_at, meetings.c.id)
    return found.order_by(*(each.desc() for each in order)) if what.latest_first else found.order_by(*order)


def shown(tx: Connection, what: Filter) -> list[ColumnElement[bool]]:
    """The conditions for those that a list shows."""
    outside: ColumnElement[bool] = and_(~meetings.c.closed, meetings.c.conversation_id.is_(None))
    here = [outside]
    if what.room is not None:
        here.append(and_(~meetings.c.closed, meetings.c.conversation_id == what.room))
    if what.groups:
        here.append(and_(meetings.c.closed, meetings.c.series_id.in_(sorted(what.groups))))
    which = [meetings.c.state.in_(sorted(what.states or SHOWN)), meetings.c.hidden_at.is_(None), or_(*here)]
    if what.since is not None:
        which.append(meetings.c.ends_at >= what.since)
    if what.until is not None:
        which.append(meetings.c.starts_at < what.until)
    if what.series_id is not None:
        which.append(meetings.c.series_id == what.series_id)
    which += about_all(tx, (meeting_regions, what.regions), (meeting_themes, what.themes))
    which += narrowed(tx, what.narrow, meetings.c.id, meetings.c.starts_at, by_moment=True)
    for word in what.words:
        held = (meetings.c.title, meetings.c.sort, meetings.c.host)
        which.append(or_(*(holds(tx, each, word) for each in held)))
    return which


def latest(tx: Connection, most: int) -> list[int]:
    """The newest that all can look at, for who gave a number that does not exist."""
    newest = select(meetings.c.id).where(*shown(tx, Filter())).order_by(meetings.c.id.desc()).limit(most)
    return list(tx.execute(newest).scalars())


def given_by(tx: Connection, member: int, most: int) -> list[int]:
    """Those that a member announced, latest first."""
    return list(tx.execute(*_given_by(member, most)).scalars())


@once
def _given_by(member: int, most: int) -> Select[int]:
    return (
        select(meetings.c.id).where(meetings.c.member_id == member).order_by(of_few(meetings.c.id).desc()).limit(most)
    )


def coming_up(
    tx: Connection, since: datetime, until: datetime, ahead: timedelta, most: int
) -> list[tuple[Meeting, datetime]]:
    """Those that came near in a period, and when: so long before they begin, or when announced if that was later.

    Each comes near once, so that a digest tells of it once; what began before the end of the period is no news.
    """
    near = and_(meetings.c.starts_at >= since + ahead, meetings.c.starts_at < until + ahead)
    fresh = and_(meetings.c.made_at >= since, meetings.c.made_at < until, meetings.c.starts_at < until + ahead)
    which = [*shown(tx, Filter(states=frozenset({State.planned}))), meetings.c.starts_at >= until]
    rows = select(meetings.c.id).where(*which, or_(fresh, near)).order_by(meetings.c.starts_at).limit(most)
    found = load(tx, list(tx.execute(rows).scalars()))
    came = [(each, max(each.made_at, each.draft.starts_at - ahead)) for each in found]
    return [(each, at) for each, at in came if since <= at < until]


def reported_between(tx: Connection, since: datetime, until: datetime, most: int) -> list[Meeting]:
    """Those of which a report came in a period, latest first."""
    told = [meetings.c.reported_at >= since, meetings.c.reported_at < until]
    which = shown(tx, Filter(states=frozenset({State.reported})))
    rows = select(meetings.c.id).where(*which, *told).order_by(meetings.c.reported_at.desc()).limit(most)
    return load(tx, list(tx.execute(rows).scalars()))


def count_planned(tx: Connection, since: datetime, until: datetime) -> int:
    """How many were announced in a period; those of closed groups do not count."""
    made = select(func.count()).select_from(meetings).where(meetings.c.made_at >= since, meetings.c.made_at < until)
    return tx.execute(made.where(~meetings.c.closed)).scalar_one()


def count_reported(tx: Connection, since: datetime, until: datetime) -> int:
    """Of how many a report came in a period; those of closed groups do not count."""
    told = [meetings.c.reported_at >= since, meetings.c.reported_at < until, ~meetings.c.closed]
    return tx.execute(select(func.count()).select_from(meetings).where(*told)).scalar_one()
