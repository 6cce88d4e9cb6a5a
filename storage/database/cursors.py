"""Remembers how far we are in a stream of someone else's: a sync token, the last index catch-up."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from storage.tables import cursors

_VALUE = select(cursors.c.value).where(cursors.c.name == bindparam("name"))


def get(tx: Connection, name: str) -> str | None:
    return tx.execute(_VALUE, {"name": name}).scalar()


def put(tx: Connection, name: str, value: str, now: datetime) -> None:
    insert = postgres_insert if tx.dialect.name == "postgresql" else sqlite_insert
    statement = insert(cursors).values(name=name, value=value, changed_at=now)
    tx.execute(
        statement.on_conflict_do_update(
            index_elements=["name"],
            set_={"value": statement.excluded.value, "changed_at": statement.excluded.changed_at},
        )
    )
