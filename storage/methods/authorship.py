"""Says what becomes of ways of working, and of what was told of using them, when who gave them is forgotten."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, select, update

from storage.accounts.authored import Authored
from storage.methods import methods as kept
from storage.methods.method import METHOD, State
from storage.methods.tables import method_uses, methods

LETTER = "F"


def withdraw(tx: Connection, number: int, now: datetime) -> None:
    """Leave its number, and what others told of using it."""
    gone = {"title": "", "purpose": "", "how": "", "state": State.withdrawn, "changed_at": now}
    tx.execute(update(methods).where(methods.c.id == number).values(**gone))
    kept.changed(tx, number)


def _drop(tx: Connection, number: int) -> None:
    tx.execute(delete(methods).where(methods.c.id == number))


def _drop_use(tx: Connection, used: int) -> None:
    number = tx.execute(delete(method_uses).where(method_uses.c.id == used).returning(method_uses.c.method_id)).scalar()
    if number is not None:
        kept.changed(tx, number)


def _of_another(member: int) -> ColumnElement[bool]:
    """It was told of a way of working of somebody else, whose state may stand on it."""
    mine = select(methods.c.id).where(methods.c.id == method_uses.c.method_id, methods.c.member_id == member)
    return ~exists(mine)


AUTHORED = (
    Authored(
        "method use",
        LETTER,
        method_uses,
        "member_id",
        lambda tx, used, _now: _drop_use(tx, used),
        drop=_drop_use,
        built_on=_of_another,
        numbered="method_id",
    ),
    # Others built on it when somebody else used it.
    Authored(METHOD, LETTER, methods, "member_id", withdraw, drop=_drop),
)
