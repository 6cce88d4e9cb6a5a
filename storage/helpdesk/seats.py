"""Keeps who sits at which desk: for a region, or for the whole country. Who was asked sits there after a yes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, insert, select, update

from storage.database.once import once
from storage.helpdesk.request import Desk, Seat
from storage.helpdesk.tables import seats


def ask(tx: Connection, member: int, desk: Desk, region: int | None, now: datetime) -> bool:
    """Ask a member to sit there: False when they were asked already."""
    if tx.execute(select(seats.c.id).where(_at(member, desk, region))).first():
        return False
    tx.execute(insert(seats).values(member_id=member, desk=desk, region_id=region, asked_at=now))
    return True


def accept(tx: Connection, member: int, desk: Desk, region: int | None, now: datetime) -> bool:
    """Let them sit there from now on: False when nobody asked."""
    return tx.execute(update(seats).where(_at(member, desk, region)).values(accepted_at=now)).rowcount > 0


def leave(tx: Connection, member: int, desk: Desk, region: int | None) -> bool:
    """Let them sit there no longer, or never: False when they did not."""
    return tx.execute(delete(seats).where(_at(member, desk, region))).rowcount > 0


def of(tx: Connection, member: int) -> list[Seat]:
    """Read where a member sits."""
    return _seats(tx.execute(*_of(member)).all())


@once
def _of(member: int) -> Select[*tuple[Any, ...]]:
    held = select(seats).where(seats.c.member_id == member, seats.c.accepted_at.is_not(None))
    return held.order_by(seats.c.id)


def at(tx: Connection, desk: Desk) -> list[Seat]:
    """Read who sits at a desk."""
    return _read(tx, seats.c.desk == desk, seats.c.accepted_at.is_not(None))


def all_seats(tx: Connection) -> list[Seat]:
    """Read who sits at any desk, and who was asked to."""
    return _read(tx)


def _at(member: int, desk: Desk, region: int | None) -> ColumnElement[bool]:
    here = seats.c.region_id.is_(None) if region is None else seats.c.region_id == region
    return and_(seats.c.member_id == member, seats.c.desk == desk, here)


def _read(tx: Connection, *which: ColumnElement[bool]) -> list[Seat]:
    return _seats(tx.execute(select(seats).where(*which).order_by(seats.c.id)).all())


def _seats(rows: Sequence[Any]) -> list[Seat]:  # Any: rows of all columns
    return [
        Seat(each.id, each.member_id, Desk(each.desk), each.region_id, each.accepted_at is not None) for each in rows
    ]
