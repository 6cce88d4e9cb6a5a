"""Records who did what, for those who must answer for it; and what members reported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage.tables import audit, reports


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    at: datetime
    actor_id: int | None
    act: str
    subject: str
    subject_id: int | None
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    id: int
    reporter_id: int | None
    subject: str
    subject_id: int
    reason: str
    at: datetime


def record(
    tx: Connection,
    /,
    actor: int | None,
    act: str,
    subject: str,
    subject_id: int | None,
    now: datetime,
    **detail: str | int | None,
) -> int:
    """`detail` holds ids and names of things, never what a member wrote. Gives the number of the entry."""
    values = {"at": now, "actor_id": actor, "act": act, "subject": subject, "subject_id": subject_id, "detail": detail}
    return int(tx.execute(insert(audit).values(**values).returning(audit.c.id)).scalar_one())


def of(tx: Connection, subject: str, subject_id: int) -> list[Entry]:
    """Read what happened to one thing, oldest first."""
    rows = tx.execute(
        select(audit).where(audit.c.subject == subject, audit.c.subject_id == subject_id).order_by(audit.c.id)
    )
    return [Entry(row.id, row.at, row.actor_id, row.act, row.subject, row.subject_id, row.detail) for row in rows]


def by(tx: Connection, actor: int, since: datetime, *, limit: int) -> list[Entry]:
    """Read what a member did since then, latest first."""
    mine = select(audit).where(audit.c.actor_id == actor, audit.c.at >= since).order_by(audit.c.id.desc()).limit(limit)
    rows = tx.execute(mine)
    return [Entry(row.id, row.at, row.actor_id, row.act, row.subject, row.subject_id, row.detail) for row in rows]


def entry(tx: Connection, id: int) -> Entry | None:
    row = tx.execute(select(audit).where(audit.c.id == id)).first()
    return Entry(row.id, row.at, row.actor_id, row.act, row.subject, row.subject_id, row.detail) if row else None


def forget(tx: Connection, acts: Iterable[str], before: datetime) -> int:
    """Forget that such acts were done before then, which nobody has to answer for: how many."""
    return tx.execute(delete(audit).where(audit.c.act.in_(list(acts)), audit.c.at < before)).rowcount


def report(tx: Connection, reporter: int, subject: str, subject_id: int, reason: str, now: datetime) -> bool:
    """False when they said so already and nobody dealt with it yet."""
    told = {"reporter_id": reporter, "subject": subject, "subject_id": subject_id, "reason": reason}
    open_ = select(reports.c.id).filter_by(**told).where(reports.c.handled_at.is_(None))
    if tx.execute(open_.limit(1)).first():
        return False
    tx.execute(insert(reports).values(**told, at=now))
    return True


def open_reports(tx: Connection) -> list[Report]:
    rows = tx.execute(select(reports).where(reports.c.handled_at.is_(None)).order_by(reports.c.id))
    return [Report(row.id, row.reporter_id, row.subject, row.subject_id, row.reason, row.at) for row in rows]


def close_reports(tx: Connection, subject: str, subject_id: int, now: datetime) -> int:
    """Reports about it are dealt with: how many."""
    return tx.execute(
        update(reports)
        .where(reports.c.subject == subject, reports.c.subject_id == subject_id, reports.c.handled_at.is_(None))
        .values(handled_at=now)
    ).rowcount
