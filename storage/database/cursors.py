"""Remembers how far we are in a stream of someone else's: a sync token, the last index catch-up."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from storage.tables import cursors

_VALUE = select(cursors.c.value).where(cursors.c.name == bindparam("name"))


def get(tx: Connection, name: str) -> str | None:
    return tx.execute(_VALUE, {"name": name}).scalar()


def put(tx: Connection, name: str, value: str, now: datetime) -> None:
    tx.execute(_setting(tx, name, value, now))


def claim(tx: Connection, name: str, value: str, now: datetime) -> bool:
    """Set it and tell whether that changed it. Of processes that do so at once one is told yes: the others wait."""
    statement = _setting(tx, name, value, now, only=cursors.c.value != value)
    return tx.execute(statement.returning(cursors.c.name)).first() is not None


def first(tx: Connection, name: str, value: str, now: datetime) -> str:
    """Set it where nothing is set, and return what is: the same for all processes that do so at once."""
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    tx.execute(insert(cursors).values(name=name, value=value, changed_at=now).on_conflict_do_nothing())
    return str(get(tx, name))


def _setting(
    tx: Connection, name: str, value: str, now: datetime, only: ColumnElement[bool] | None = None
) -> "postgresql.Insert | sqlite.Insert":
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    statement = insert(cursors).values(name=name, value=value, changed_at=now)
    return statement.on_conflict_do_update(
        index_elements=["name"],
        set_={"value": statement.excluded.value, "changed_at": statement.excluded.changed_at},
        where=only,
    )
