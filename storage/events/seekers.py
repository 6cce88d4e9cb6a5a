"""Keeps who seeks an intervision group, and the groups that they are asked to be in."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from storage.database.id_sets import ids_of, linked, relink
from storage.events.tables import group_offers, group_seekers, seeker_regions, seeker_themes

_SEEKERS = select(
    group_seekers,
    linked(seeker_regions).label("regions"),
    linked(seeker_themes).label("themes"),
)


@dataclass(frozen=True, slots=True)
class Seeker:
    """Somebody who seeks a group, and what for. `willing` is what they said to the group that they were asked for."""

    id: int
    member_id: int
    since: datetime
    regions: frozenset[int]
    themes: frozenset[int]
    offer_id: int | None
    willing: bool | None
    asked: bool = False
    """They were asked for that group."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A group that may be: who are asked, and until when."""

    id: int
    theme_id: int | None
    until_at: datetime
    ended: bool
    series_id: int | None
    seekers: tuple[Seeker, ...]


def seek(tx: Connection, member: int, regions: Collection[int], themes: Collection[int], now: datetime) -> bool:
    """A member seeks a group from now on: False when they did already; what for is changed."""
    held = of_member(tx, member)
    if held is None:
        made = insert(group_seekers).values(member_id=member, since=now)
        number: int = tx.execute(made.returning(group_seekers.c.id)).scalar_one()
    else:
        number = held.id
    relink(tx, seeker_regions, number, regions)
    relink(tx, seeker_themes, number, themes)
    return held is None


def stop(tx: Connection, member: int) -> bool:
    """They seek no group any more: False when they did not."""
    return tx.execute(delete(group_seekers).where(group_seekers.c.member_id == member)).rowcount == 1


def of_member(tx: Connection, member: int) -> Seeker | None:
    return next(iter(_read(tx, group_seekers.c.member_id == member)), None)


def waiting(tx: Connection, themes: Collection[int], most: int) -> list[Seeker]:
    """Who seeks a group on one of these and was not asked for one yet, longest waiting first."""
    on = select(seeker_themes.c.seeker_id).where(
        seeker_themes.c.seeker_id == group_seekers.c.id, seeker_themes.c.theme_id.in_(themes)
    )
    return _read(tx, group_seekers.c.offer_id.is_(None), on.exists(), most=most)


def offer(tx: Connection, theme: int | None, seekers: Iterable[int], until_at: datetime, now: datetime) -> int | None:
    """Ask these to be a group: its number; None when one of them was asked for another meanwhile."""
    made = insert(group_offers).values(theme_id=theme, made_at=now, until_at=until_at)
    number: int = tx.execute(made.returning(group_offers.c.id)).scalar_one()
    ids = list(seekers)
    free = update(group_seekers).where(group_seekers.c.id.in_(ids), group_seekers.c.offer_id.is_(None))
    if tx.execute(free.values(offer_id=number, willing=None)).rowcount != len(ids):
        tx.execute(update(group_seekers).where(group_seekers.c.offer_id == number).values(offer_id=None, asked_at=None))
        tx.execute(delete(group_offers).where(group_offers.c.id == number))
        return None
    return number


def get_offer(tx: Connection, number: int) -> Offer | None:
    row = tx.execute(select(group_offers).where(group_offers.c.id == number)).first()
    return _offer(tx, row) if row else None


def answer(tx: Connection, member: int, *, willing: bool) -> Offer | None:
    """They want to be in the group that they were asked for, or not: that group; None when there is none to be in."""
    mine = (group_seekers.c.member_id == member) & group_seekers.c.offer_id.is_not(None)
    said = update(group_seekers).where(mine).values(willing=willing).returning(group_seekers.c.offer_id)
    number = tx.execute(said).scalar()
    return get_offer(tx, number) if number is not None else None


def start(tx: Connection, number: int, series: int, members: Collection[int], now: datetime) -> bool:
    """The group is there: False when another decided that. Its members seek no longer; the others seek on."""
    if not _end(tx, number, now, series_id=series):
        return False
    its = group_seekers.c.offer_id == number
    tx.execute(delete(group_seekers).where(its, group_seekers.c.member_id.in_(list(members))))
    tx.execute(update(group_seekers).where(its).values(offer_id=None, willing=None, asked_at=None))
    return True


def lapse(tx: Connection, number: int, now: datetime) -> bool:
    """Too few said yes: those who did not say no seek on. False when another decided that."""
    if not _end(tx, number, now):
        return False
    its = group_seekers.c.offer_id == number
    tx.execute(update(group_seekers).where(its).values(offer_id=None, willing=None, asked_at=None))
    return True


def unasked(tx: Connection, most: int) -> list[Seeker]:
    """Who fits in a group and was not asked for it yet."""
    open_ = select(group_offers.c.id).where(
        group_offers.c.id == group_seekers.c.offer_id, group_offers.c.ended_at.is_(None)
    )
    return _read(
        tx, group_seekers.c.offer_id.is_not(None), group_seekers.c.asked_at.is_(None), open_.exists(), most=most
    )


def claim(tx: Connection, seeker: int, now: datetime) -> bool:
    """Note that they are asked now: False when another process did that."""
    its = (group_seekers.c.id == seeker) & group_seekers.c.asked_at.is_(None)
    return tx.execute(update(group_seekers).where(its).values(asked_at=now)).rowcount == 1


def decided(tx: Connection, now: datetime, most: int) -> list[Offer]:
    """The groups of which all said yes or no, or the time to answer is over."""
    waits = select(group_seekers.c.id).where(
        group_seekers.c.offer_id == group_offers.c.id, group_seekers.c.willing.is_(None)
    )
    over = or_(group_offers.c.until_at <= now, ~waits.exists())
    rows = select(group_offers).where(group_offers.c.ended_at.is_(None), over)
    return [_offer(tx, row) for row in tx.execute(rows.order_by(group_offers.c.id).limit(most)).all()]


def _end(tx: Connection, number: int, now: datetime, **values: Any) -> bool:  # Any: what the columns hold
    its = (group_offers.c.id == number) & group_offers.c.ended_at.is_(None)
    return tx.execute(update(group_offers).where(its).values(ended_at=now, **values)).rowcount == 1


def _offer(tx: Connection, row: Any) -> Offer:  # Any: a Row of group_offers
    seekers: Sequence[Seeker] = _read(tx, group_seekers.c.offer_id == row.id)
    return Offer(row.id, row.theme_id, row.until_at, row.ended_at is not None, row.series_id, tuple(seekers))


def _read(tx: Connection, *which: ColumnElement[bool], most: int | None = None) -> list[Seeker]:
    rows = _SEEKERS.where(*which).order_by(group_seekers.c.since, group_seekers.c.id)
    return [
        Seeker(
            row.id,
            row.member_id,
            row.since,
            ids_of(row.regions),
            ids_of(row.themes),
            row.offer_id,
            row.willing,
            row.asked_at is not None,
        )
        for row in tx.execute(rows.limit(most) if most else rows)
    ]
