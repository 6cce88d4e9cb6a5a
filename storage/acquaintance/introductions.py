"""Keeps introductions: who was asked, what they said, and what came of it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, insert, or_, select, update

from storage.acquaintance.introduction import Common, Elsewhere, Introduction, Match, Side, State
from storage.acquaintance.tables import introductions, sides


def put(tx: Connection, matches: Iterable[Match], now: datetime) -> int:
    """Keep who are introduced to each other: how many pairs."""
    count = 0
    for each in matches:
        values = {"common": each.common, "elsewhere": each.elsewhere, "theme_id": each.theme_id}
        made = insert(introductions).values(state=State.open, made_at=now, **values)
        number = tx.execute(made.returning(introductions.c.id)).scalar_one()
        pair = [{"introduction_id": number, "member_id": member} for member in (each.one, each.two)]
        tx.execute(insert(sides), pair)
        count += 1
    return count


def get(tx: Connection, number: int) -> Introduction | None:
    return next(iter(_read(tx, introductions.c.id == number)), None)


def latest_of(tx: Connection, member: int, since: datetime) -> Introduction | None:
    """Read the last introduction of a member, if it was made since then and they were asked."""
    mine = exists().where(
        sides.c.introduction_id == introductions.c.id, sides.c.member_id == member, sides.c.asked_at.is_not(None)
    )
    return next(iter(_read(tx, introductions.c.made_at >= since, mine, most=1, last=True)), None)


def say(
    tx: Connection, number: int, member: int, now: datetime, *, willing: bool | None, among: Collection[State]
) -> Introduction | None:
    """Note what a member says to it, None to take that back. None when it is decided, or not theirs.

    The second yes decides it: both have met.
    """
    held = select(introductions.c.state).where(introductions.c.id == number).with_for_update()
    if tx.execute(held).scalar() not in among:
        return None
    its = and_(sides.c.introduction_id == number, sides.c.member_id == member)
    said = {"willing": willing, "answered_at": now if willing is not None else None}
    if tx.execute(update(sides).where(its).values(**said)).rowcount != 1:
        return None
    yes = select(func.count()).where(sides.c.introduction_id == number, sides.c.willing.is_(True))
    if tx.execute(yes).scalar_one() == 2:  # both
        tx.execute(update(introductions).where(introductions.c.id == number).values(state=State.met))
    return get(tx, number)


def unasked(tx: Connection, most: int) -> list[tuple[Introduction, int]]:
    """Find members who were introduced to somebody and were not asked yet, while that is open."""
    rows = tx.execute(
        select(sides.c.introduction_id, sides.c.member_id)
        .join(introductions)
        .where(introductions.c.state == State.open, sides.c.asked_at.is_(None))
        .order_by(sides.c.introduction_id, sides.c.member_id)
        .limit(most)
    ).all()
    found = {each.id: each for each in _read(tx, introductions.c.id.in_({row.introduction_id for row in rows}))}
    return [(found[row.introduction_id], row.member_id) for row in rows]


def claim(tx: Connection, number: int, member: int, now: datetime) -> bool:
    """Note that they are asked now: False when another process did that."""
    its = and_(sides.c.introduction_id == number, sides.c.member_id == member, sides.c.asked_at.is_(None))
    return tx.execute(update(sides).where(its).values(asked_at=now)).rowcount == 1


def ended(tx: Connection, said_before: datetime, made_before: datetime, most: int) -> list[Introduction]:
    """Find the open ones that come to nothing: a no that stands, somebody gone, or too long without an answer."""
    its = sides.c.introduction_id == introductions.c.id
    no = exists().where(its, sides.c.willing.is_(False), sides.c.answered_at <= said_before)
    alone = select(func.count()).where(its).scalar_subquery() < 2  # of both
    over = or_(no, alone, introductions.c.made_at <= made_before)
    return _read(tx, introductions.c.state == State.open, over, most=most)


def end(tx: Connection, number: int, among: Collection[State]) -> bool:
    """Say that it comes to nothing: False when another process did, or they met meanwhile."""
    its = and_(introductions.c.id == number, introductions.c.state.in_(among))
    return tx.execute(update(introductions).where(its).values(state=State.over)).rowcount == 1


def _read(
    tx: Connection, *which: ColumnElement[bool], most: int | None = None, last: bool = False
) -> list[Introduction]:
    order = introductions.c.id.desc() if last else introductions.c.id
    rows = tx.execute(select(introductions).where(*which).order_by(order).limit(most)).all()
    both: dict[int, list[Side]] = {}
    for row in tx.execute(select(sides).where(sides.c.introduction_id.in_([each.id for each in rows]))):
        side = Side(row.member_id, row.willing, row.asked_at, row.answered_at)
        both.setdefault(row.introduction_id, []).append(side)
    return [_introduction(row, both.get(row.id, ())) for row in rows]


def _introduction(row: Any, both: Iterable[Side]) -> Introduction:  # Any: a Row of introductions
    return Introduction(
        row.id,
        State(row.state),
        Common(row.common),
        Elsewhere(row.elsewhere) if row.elsewhere else None,
        row.theme_id,
        row.made_at,
        tuple(sorted(both, key=lambda each: each.member_id)),
    )
