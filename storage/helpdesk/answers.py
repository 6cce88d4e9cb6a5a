"""Keeps answers that helped before, to be shown first to who asks about the same: nothing of who asked is in them."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from storage.helpdesk.likeness import FITS, fits
from storage.helpdesk.request import Answer, Desk
from storage.helpdesk.tables import answers

MOST = 500
"""Answers of a desk that are looked through: those that helped last."""


def put(tx: Connection, member: int, desk: Desk, about: str, text: str, now: datetime) -> int:
    """Keep an answer: its number."""
    values = {"member_id": member, "desk": desk, "about": about, "text": text, "made_at": now, "used_at": now}
    return int(tx.execute(insert(answers).values(**values).returning(answers.c.id)).scalar_one())


def get(tx: Connection, answer: int) -> Answer | None:
    row = tx.execute(select(answers).where(answers.c.id == answer)).first()
    return Answer(row.id, Desk(row.desk), row.about, row.text, row.helped) if row else None


def fitting(tx: Connection, asked: str) -> Answer | None:
    """Find the answer that fits best what is asked, of either desk; None when none does."""
    found = [(fits(asked, each.about), each.helped, each) for each in listed(tx)]
    fit, _helped, best = max(found, key=lambda each: each[:2], default=(0.0, 0, None))
    return best if fit >= FITS else None


def listed(tx: Connection, desk: Desk | None = None, limit: int = MOST) -> list[Answer]:
    """Find the answers of a desk, or of both, that helped last."""
    held = select(answers) if desk is None else select(answers).where(answers.c.desk == desk)
    rows = tx.execute(held.order_by(answers.c.used_at.desc(), answers.c.id.desc()).limit(limit))
    return [Answer(row.id, Desk(row.desk), row.about, row.text, row.helped) for row in rows]


def helped(tx: Connection, answer: int, now: datetime) -> None:
    """It helped somebody again."""
    c = answers.c
    tx.execute(update(answers).where(c.id == answer).values(helped=c.helped + 1, used_at=now))


def drop(tx: Connection, answer: int) -> bool:
    return tx.execute(delete(answers).where(answers.c.id == answer)).rowcount == 1
