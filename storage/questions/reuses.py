"""Records that an earlier question helped someone before they asked it again."""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from storage.tables import reuses


def record(tx: Connection, question: int, member: int, now: datetime) -> bool:
    """It helped this member: False when that was recorded already."""
    known = select(reuses.c.id).where(reuses.c.question_id == question, reuses.c.member_id == member)
    if tx.execute(known).first():
        return False
    tx.execute(insert(reuses).values(question_id=question, member_id=member, at=now))
    return True


def count(tx: Connection, question: int) -> int:
    return tx.execute(select(func.count()).where(reuses.c.question_id == question)).scalar_one()
