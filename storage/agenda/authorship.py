"""Says what becomes of agenda items, and of what is done about them, when who gave them is forgotten."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, or_, update

from storage.accounts.authored import Authored
from storage.agenda import items as agenda
from storage.agenda.item import ITEM, State
from storage.agenda.tables import items, works

LETTER = "G"


def _was_put(_member: int) -> ColumnElement[bool]:
    return or_(items.c.listed_at.is_not(None), items.c.merged_into.is_not(None))


def withdraw(tx: Connection, item: int, now: datetime) -> None:
    """Leave its number only, and what others do about it."""
    words = dict.fromkeys(("text", "known_how", "reason", "result"), "")
    tx.execute(
        update(items).where(items.c.id == item).values(**words, state=State.withdrawn, published=False, changed_at=now)
    )
    agenda.reindexed(tx, item)


def _drop_work(tx: Connection, work: int) -> None:
    item = tx.execute(delete(works).where(works.c.id == work).returning(works.c.item_id)).scalar()
    if item is not None:
        agenda.reindexed(tx, item)


AUTHORED = (
    Authored(
        "agenda work",
        LETTER,
        works,
        "member_id",
        lambda tx, work, _now: _drop_work(tx, work),
        drop=_drop_work,
        numbered="item_id",
    ),
    Authored(ITEM, LETTER, items, "maker_id", withdraw, built_on=_was_put),
)
