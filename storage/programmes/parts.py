"""Keeps who does what in programmes, hubs and tasks: asked, offered, agreed and stopped."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from storage.links import Thing
from storage.messaging import cards
from storage.programmes.part import Held, Part, Standing
from storage.programmes.tables import parts
from storage.vocabulary import Subject

PART = "part"
"""What a part is called among the things that search knows."""


def of_networks(tx: Connection, ids: Collection[int]) -> Mapping[int, list[Held]]:
    """Read who has or is asked for a part in each of these networks, oldest first."""
    return _by(tx, parts.c.network_id, ids)


def of_tasks(tx: Connection, ids: Collection[int]) -> Mapping[int, list[Held]]:
    """Read the same for tasks."""
    return _by(tx, parts.c.task_id, ids)


def of_member(tx: Connection, member: int) -> list[Held]:
    """Read what a member does or is asked to do, oldest first."""
    return _read(tx, parts.c.member_id == member)


def get(tx: Connection, id: int) -> Held | None:
    return next(iter(_read(tx, parts.c.id == id)), None)


def load(tx: Connection, ids: Collection[int]) -> list[Held]:
    return _read(tx, parts.c.id.in_(list(ids))) if ids else []


def take(
    tx: Connection,
    where: Thing,
    part: Part,
    member: int,
    standing: Standing,
    now: datetime,
    *,
    asked_by: int | None = None,
) -> Held | None:
    """Let a member have that part, or be asked for it: None when they are as far already.

    Who was asked and says yes, or offered and is agreed with, keeps their row.
    """
    column = _column(where)
    mine = (parts.c[column] == where.id) & (parts.c.part == part) & (parts.c.member_id == member)
    held = next(iter(_read(tx, mine)), None)
    if held is None:
        values = {column: where.id, "part": part, "member_id": member, "standing": standing}
        made = insert(parts).values(**values, asked_by=asked_by, at=now).returning(parts.c.id)
        number: int = tx.execute(made).scalar_one()
        touch(tx, where)
        return get(tx, number)
    if _FAR[held.standing] >= _FAR[standing]:
        return None
    tx.execute(update(parts).where(parts.c.id == held.id).values(standing=standing, at=now))
    touch(tx, where)
    return get(tx, held.id)


_FAR = {Standing.asked: 0, Standing.offered: 1, Standing.holds: 2}


def agree(tx: Connection, part: Held, now: datetime) -> bool:
    """Let somebody who offered or was asked hold it from now on: False when there was nothing to agree with."""
    waits = (parts.c.id == part.id) & (parts.c.standing == part.standing)
    done = tx.execute(update(parts).where(waits).values(standing=Standing.holds, at=now)).rowcount == 1
    touch(tx, _where(part))
    return done


def drop(tx: Connection, part: Held) -> bool:
    """Let somebody have it no longer, or never: False when they had not."""
    gone = tx.execute(delete(parts).where(parts.c.id == part.id)).rowcount == 1
    touch(tx, _where(part))
    return gone


def touch(tx: Connection, where: Thing) -> None:
    """Its card shows who does what."""
    cards.touch(tx, where.kind, where.id)


def _where(part: Held) -> Thing:
    if part.task_id is not None:
        return Thing("task", part.task_id)
    return Thing(Subject.network, part.network_id or 0)


def _column(where: Thing) -> str:
    return "task_id" if where.kind == "task" else "network_id"


def _by(tx: Connection, column: Any, ids: Collection[int]) -> Mapping[int, list[Held]]:  # Any: a column of ours
    found: defaultdict[int, list[Held]] = defaultdict(list)
    for each in _read(tx, column.in_(list(ids))) if ids else ():
        found[getattr(each, column.name)].append(each)
    return found


def _read(tx: Connection, *which: ColumnElement[bool]) -> list[Held]:
    rows: Sequence[Any] = tx.execute(select(parts).where(*which).order_by(parts.c.id)).all()
    return [
        Held(
            row.id,
            row.member_id,
            Part(row.part),
            Standing(row.standing),
            row.network_id,
            row.task_id,
            row.asked_by,
            row.at,
        )
        for row in rows
    ]
