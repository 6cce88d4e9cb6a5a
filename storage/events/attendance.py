"""Keeps who comes to meetings, whom they bring, and whether it was worth their time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, or_, select, update

from storage.database.once import once
from storage.database.pages import of_few
from storage.events.meeting import MEETING, State
from storage.events.tables import attendances, meetings
from storage.members import people
from storage.messaging import cards


@dataclass(frozen=True, slots=True)
class Attendance:
    """What somebody said of coming to a meeting."""

    id: int
    meeting_id: int
    member_id: int
    coming: bool
    guests: int
    said_at: datetime
    told_sequence: int
    worth: int | None
    remark: str


def of_member(tx: Connection, meeting: int, member: int) -> Attendance | None:
    """What a member said of coming to it; None when they said nothing."""
    row = tx.execute(*_of_member(meeting, member)).first()
    return _attendance(row) if row else None


@once
def _of_member(meeting: int, member: int) -> Select[*tuple[Any, ...]]:
    return select(attendances).where(_is(meeting, member))


def coming(tx: Connection, meeting: int) -> list[Attendance]:
    """Who comes, in the order in which they said so."""
    return _read(tx, attendances.c.meeting_id == meeting, attendances.c.coming)


def said(tx: Connection, meeting: int) -> list[Attendance]:
    """All who said whether they come."""
    return _read(tx, attendances.c.meeting_id == meeting)


def say(
    tx: Connection, meeting: int, member: int, sequence: int, now: datetime, *, coming: bool, guests: int = 0
) -> Attendance | None:
    """A member comes, or does not: what they said before, None when nothing. Once each; the last counts.

    `sequence` is that of the meeting as they saw it: when it was moved in that very moment, they hear of it.
    """
    before = of_member(tx, meeting, member)
    values = {"coming": coming, "guests": guests if coming else 0, "said_at": now, "told_sequence": sequence}
    if before is None:
        tx.execute(insert(attendances).values(**values, meeting_id=meeting, member_id=member))
    else:
        tx.execute(update(attendances).where(_is(meeting, member)).values(**values))
    cards.touch(tx, MEETING, meeting)
    return before


def unsay(tx: Connection, meeting: int, member: int) -> bool:
    """They say nothing of it any more: False when they said nothing."""
    gone = tx.execute(delete(attendances).where(_is(meeting, member))).rowcount > 0
    cards.touch(tx, MEETING, meeting)
    return gone


def told(tx: Connection, meeting: int, members: Collection[int], sequence: int) -> None:
    """These were told of it as it is now."""
    its = attendances.c.meeting_id == meeting
    tx.execute(update(attendances).where(its, attendances.c.member_id.in_(members)).values(told_sequence=sequence))


def untold(tx: Connection, now: datetime, limit: int) -> list[tuple[Attendance, int]]:
    """Who said that they come to something that changed in that moment, and how often it had changed by then."""
    rows = tx.execute(
        select(attendances, meetings.c.sequence)
        .join(meetings, meetings.c.id == attendances.c.meeting_id)
        .where(
            meetings.c.state.in_([State.planned, State.cancelled]),
            attendances.c.coming,
            meetings.c.starts_at > now,
            attendances.c.told_sequence < meetings.c.sequence,
        )
        .order_by(attendances.c.id)
        .limit(limit)
    )
    return [(_attendance(row), row.sequence) for row in rows]


def claim(tx: Connection, attendance: int, column: str, now: datetime) -> bool:
    """Note that they are reminded or asked now: False when another process did that."""
    its = (attendances.c.id == attendance) & attendances.c[column].is_(None)
    return tx.execute(update(attendances).where(its).values({column: now})).rowcount == 1


def claim_sequence(tx: Connection, attendance: Attendance, sequence: int) -> bool:
    """Note that they are told of that change now: False when another process did that."""
    its = (attendances.c.id == attendance.id) & (attendances.c.told_sequence == attendance.told_sequence)
    return tx.execute(update(attendances).where(its).values(told_sequence=sequence)).rowcount == 1


def to_remind(tx: Connection, since: datetime, until: datetime, limit: int) -> list[Attendance]:
    """Who comes to what begins in that period and was not reminded of it."""
    near = and_(meetings.c.starts_at >= since, meetings.c.starts_at < until, meetings.c.state == State.planned)
    return _due(tx, near, attendances.c.reminded_at.is_(None), limit)


def to_ask(tx: Connection, since: datetime, limit: int) -> list[Attendance]:
    """Who was at what ended since then, and was not asked whether that was worth their time."""
    over = and_(meetings.c.ends_at >= since, meetings.c.state.in_([State.held, State.reported]))
    return _due(tx, over, attendances.c.asked_at.is_(None), limit)


def _due(tx: Connection, which: ColumnElement[bool], unclaimed: ColumnElement[bool], limit: int) -> list[Attendance]:
    rows = (
        select(attendances)
        .join(meetings, meetings.c.id == attendances.c.meeting_id)
        .where(which, meetings.c.hidden_at.is_(None), attendances.c.coming, unclaimed)
        .order_by(attendances.c.id)
        .limit(limit)
    )
    return [_attendance(row) for row in tx.execute(rows)]


def rate(tx: Connection, meeting: int, member: int, worth: int, remark: str | None, now: datetime) -> bool:
    """They say whether it was worth their time: False for who was not there."""
    values: dict[str, object] = {"worth": worth, "asked_at": now}
    if remark is not None:
        values["remark"] = remark
    return (
        tx.execute(update(attendances).where(_is(meeting, member), attendances.c.coming).values(values)).rowcount == 1
    )


def worth(tx: Connection, meeting: int) -> tuple[int, float, list[str]]:
    """How many said whether it was worth their time, what they said on average, and their lines, without names."""
    rows = _read(tx, attendances.c.meeting_id == meeting, attendances.c.worth.is_not(None))
    said_ = [each.worth for each in rows if each.worth is not None]
    return len(said_), sum(said_) / len(said_) if said_ else 0, sorted(each.remark for each in rows if each.remark)


def meetings_of(tx: Connection, member: int, since: datetime, most: int) -> list[int]:
    """The meetings that a member comes to and that end from then on, soonest first; cancelled ones among them."""
    rows = (
        select(meetings.c.id)
        .join(attendances, attendances.c.meeting_id == meetings.c.id)
        .where(
            attendances.c.member_id == member,
            attendances.c.coming,
            meetings.c.ends_at >= since,
            meetings.c.state != State.withdrawn,
            meetings.c.hidden_at.is_(None),
        )
        .order_by(meetings.c.starts_at, meetings.c.id)
        .limit(most)
    )
    return list(tx.execute(rows).scalars())


def given_by(tx: Connection, member: int, most: int) -> list[Attendance]:
    """What a member said of meetings, latest first."""
    mine = (
        select(attendances)
        .where(attendances.c.member_id == member)
        .order_by(of_few(attendances.c.id).desc())
        .limit(most)
    )
    return [_attendance(row) for row in tx.execute(mine)]


def new_since(tx: Connection, meeting: int, since: datetime | None) -> list[Attendance]:
    """Who said something of coming since its keeper was last told."""
    later = [attendances.c.said_at > since] if since is not None else []
    return _read(tx, attendances.c.meeting_id == meeting, *later)


def to_tell_hosts(tx: Connection, before: datetime, limit: int) -> list[int]:
    """Planned meetings of which somebody said something that their keeper was not told, nor anything since then."""
    rows = (
        select(meetings.c.id)
        .join(attendances, attendances.c.meeting_id == meetings.c.id)
        .where(
            meetings.c.state == State.planned,
            or_(meetings.c.host_told_at.is_(None), attendances.c.said_at > meetings.c.host_told_at),
            func.coalesce(meetings.c.host_told_at, meetings.c.made_at) <= before,
        )
        .distinct()
        .order_by(meetings.c.id)
        .limit(limit)
    )
    return list(tx.execute(rows).scalars())


def claim_host(tx: Connection, meeting: int, told_at: datetime | None, now: datetime) -> bool:
    """Note that its keeper is told now who comes: False when another process did that."""
    was = meetings.c.host_told_at.is_(None) if told_at is None else meetings.c.host_told_at == told_at
    return tx.execute(update(meetings).where(meetings.c.id == meeting, was).values(host_told_at=now)).rowcount == 1


def host_told(tx: Connection, meeting: int) -> datetime | None:
    """When its keeper was last told who comes."""
    at: datetime | None = tx.execute(select(meetings.c.host_told_at).where(meetings.c.id == meeting)).scalar()
    return at


def kinds_coming(tx: Connection, meeting: int, members: Iterable[int] = ()) -> frozenset[str]:
    """The kinds of organisation of who comes, and of these members."""
    who = [each.member_id for each in coming(tx, meeting)]
    found = people.load(tx, sorted({*who, *members}))
    return frozenset(str(each.organisation.kind) for each in found if each.organisation and each.organisation.kind)


def _is(meeting: int, member: int) -> ColumnElement[bool]:
    return and_(attendances.c.meeting_id == meeting, attendances.c.member_id == member)


def _read(tx: Connection, *which: ColumnElement[bool]) -> list[Attendance]:
    rows = tx.execute(select(attendances).where(*which).order_by(attendances.c.id))
    return [_attendance(row) for row in rows]


def _attendance(row: Any) -> Attendance:  # Any: a Row of attendances
    return Attendance(
        row.id,
        row.meeting_id,
        row.member_id,
        row.coming,
        row.guests,
        row.said_at,
        row.told_sequence,
        row.worth,
        row.remark,
    )
