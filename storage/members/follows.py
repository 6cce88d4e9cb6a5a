"""Records who wants to hear about what."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update

from storage.database.once import once
from storage.members import people
from storage.members.member import Member
from storage.messaging import cards
from storage.tables import follows


def follow(tx: Connection, member: int, subject: str, subject_id: int, now: datetime) -> bool:
    """From now on they hear of it: False when they did already."""
    if following(tx, member, subject, subject_id):
        return False
    tx.execute(insert(follows).values(member_id=member, subject=subject, subject_id=subject_id, since=now))
    cards.touch(tx, subject, subject_id)
    return True


def unfollow(tx: Connection, member: int, subject: str, subject_id: int) -> bool:
    gone = tx.execute(delete(follows).where(_is(member, subject, subject_id)))
    cards.touch(tx, subject, subject_id)
    return gone.rowcount > 0


def following(tx: Connection, member: int, subject: str, subject_id: int) -> bool:
    return tx.execute(*_following(member, subject, subject_id)).first() is not None


@once
def _following(member: int, subject: str, subject_id: int) -> Select[datetime]:
    return select(follows.c.since).where(_is(member, subject, subject_id))


def followers(tx: Connection, subject: str, ids: Iterable[int], *, but: Iterable[int] = ()) -> list[Member]:
    """Find who follows any of these, each once, without those who need not hear of it."""
    rows = tx.execute(
        select(follows.c.member_id)
        .where(follows.c.subject == subject, follows.c.subject_id.in_(list(ids)))
        .where(follows.c.member_id.not_in(list(but)))
        .distinct()
        .order_by(follows.c.member_id)
    ).scalars()
    return people.load(tx, rows.all())


def read_along(tx: Connection, member: int, subject: str, subject_id: int, *, along: bool) -> bool:
    """Tell whether all that is said about it comes to their personal chat: False when it was so already."""
    held = _is(member, subject, subject_id) & (follows.c.along != along)
    return tx.execute(update(follows).where(held).values(along=along)).rowcount > 0


def reading_along(tx: Connection, subject: str, subject_id: int) -> list[int]:
    """Find who has all that is said about it brought to their personal chat."""
    rows = select(follows.c.member_id).where(
        follows.c.subject == subject, follows.c.subject_id == subject_id, follows.c.along
    )
    return list(tx.execute(rows.order_by(follows.c.member_id)).scalars())


def followed(tx: Connection, member: int) -> list[tuple[str, int]]:
    """Read what a member follows, latest first."""
    rows = tx.execute(select(follows).where(follows.c.member_id == member).order_by(follows.c.since.desc()))
    return [(row.subject, row.subject_id) for row in rows]


def count(tx: Connection, subject: str, subject_id: int) -> int:
    return tx.execute(
        select(func.count()).where(follows.c.subject == subject, follows.c.subject_id == subject_id)
    ).scalar_one()


def _is(member: int, subject: str, subject_id: int) -> ColumnElement[bool]:
    return (follows.c.member_id == member) & (follows.c.subject == subject) & (follows.c.subject_id == subject_id)
