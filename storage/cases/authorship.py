"""Says what becomes of cases, and of what was said along with them, when who gave that is forgotten."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, select

from storage.accounts.authored import Authored
from storage.cases import cases as brought
from storage.cases.case import CASE, State
from storage.cases.tables import cases, moments, thoughts

LETTER = "C"


def _withdraw(tx: Connection, case: int, now: datetime) -> None:
    """Leave its number, and what others thought."""
    gone = dict.fromkeys(("title", "text", "question", "changes", "carries", "practice", "result"), "")
    brought.change(tx, case, now, **gone, state=State.withdrawn)


def _drop(tx: Connection, case: int) -> None:
    tx.execute(delete(cases).where(cases.c.id == case))


def _dropping(table: Table) -> Callable[[Connection, int], None]:
    """Make what takes away what somebody said, and lets its case say so."""

    def drop(tx: Connection, said: int) -> None:
        case = tx.execute(delete(table).where(table.c.id == said).returning(table.c.case_id)).scalar()
        if case is not None:
            brought.changed(tx, case)

    return drop


def _with_others(table: Table) -> Callable[[int], ColumnElement[bool]]:
    """Make what tells whether it was given to a case of somebody else, who goes on with it."""

    def given(member: int) -> ColumnElement[bool]:
        return ~exists(select(cases.c.id).where(cases.c.id == table.c.case_id, cases.c.maker_id == member))

    return given


def _said(name: str, table: Table) -> Authored:
    drop = _dropping(table)
    return Authored(
        name,
        LETTER,
        table,
        "member_id",
        lambda tx, said, _now: drop(tx, said),
        drop=drop,
        built_on=_with_others(table),
        numbered="case_id",
    )


AUTHORED = (
    _said("case thought", thoughts),
    _said("case moment", moments),
    # Others built on it when somebody else thought along, or told how it went on.
    Authored(CASE, LETTER, cases, "maker_id", _withdraw, drop=_drop),
)
